/** What the demo IdPs say, in English and in the language of their country. */
export interface DemoTexts {
  lang: string;
  heading: string;
  choose: string;
  demonstration: string;
  signInAs: string;
  goOn: string;
}

export const english: DemoTexts = {
  lang: 'en',
  heading: 'Demonstration sign-in',
  choose: 'Choose who signs in',
  demonstration: 'All people here are invented. There is no password.',
  signInAs: 'Sign in as',
  goOn: 'Continue to the portal',
};

const local: Record<string, DemoTexts> = {
  IT: {
    lang: 'it',
    heading: 'Accesso dimostrativo',
    choose: 'Selezionare chi accede',
    demonstration: 'Tutte le persone qui presenti sono inventate. Non serve una password.',
    signInAs: 'Accedi come',
    goOn: 'Continua verso il portale',
  },
  AL: {
    lang: 'sq',
    heading: 'Hyrje demonstruese',
    choose: 'Zgjidhni kush hyn',
    demonstration: 'Të gjithë personat këtu janë të trilluar. Nuk ka fjalëkalim.',
    signInAs: 'Hyni si',
    goOn: 'Vazhdoni te portali',
  },
  RS: {
    lang: 'sr',
    heading: 'Пробна пријава',
    choose: 'Изаберите ко се пријављује',
    demonstration: 'Све особе овде су измишљене. Лозинке нема.',
    signInAs: 'Пријава као',
    goOn: 'Наставите на портал',
  },
  ME: {
    lang: 'cnr',
    heading: 'Probna prijava',
    choose: 'Izaberite ko se prijavljuje',
    demonstration: 'Sve osobe ovdje su izmišljene. Lozinke nema.',
    signInAs: 'Prijava kao',
    goOn: 'Nastavite na portal',
  },
  MK: {
    lang: 'mk',
    heading: 'Пробна најава',
    choose: 'Изберете кој се најавува',
    demonstration: 'Сите лица овде се измислени. Нема лозинка.',
    signInAs: 'Најава како',
    goOn: 'Продолжете кон порталот',
  },
  BA: {
    lang: 'bs',
    heading: 'Probna prijava',
    choose: 'Odaberite ko se prijavljuje',
    demonstration: 'Sve osobe ovdje su izmišljene. Lozinke nema.',
    signInAs: 'Prijava kao',
    goOn: 'Nastavite na portal',
  },
  HR: {
    lang: 'hr',
    heading: 'Pokusna prijava',
    choose: 'Odaberite tko se prijavljuje',
    demonstration: 'Sve osobe ovdje su izmišljene. Lozinke nema.',
    signInAs: 'Prijava kao',
    goOn: 'Nastavite na portal',
  },
  SI: {
    lang: 'sl',
    heading: 'Poskusna prijava',
    choose: 'Izberite, kdo se prijavlja',
    demonstration: 'Vse osebe tukaj so izmišljene. Gesla ni.',
    signInAs: 'Prijava kot',
    goOn: 'Nadaljujte na portal',
  },
};

/** The texts of a participant's language; null where it is English. */
export function localTexts(participant: string): DemoTexts | null {
  return local[participant] ?? null;
}
