import type { PortalTexts, SamplePerson } from './types.ts';

/**
 * Identity providers whose certificate has run out: the sign-in page says so, and nobody comes in through them.
 * All others follow from the people who sign in there.
 */
export const retiredIdps: readonly {
  readonly alias: string;
  readonly participant: string;
  readonly agencies: readonly string[];
  readonly names: PortalTexts;
}[] = [
  {
    alias: 'el-2021',
    participant: 'EL',
    agencies: ['EL-HP'],
    names: {
      en: 'Hellenic Police, sign-in service of 2021',
      'sr-Cyrl': 'Грчка полиција, служба за пријаву из 2021. године',
      it: 'Polizia ellenica, servizio di autenticazione del 2021',
    },
  },
];

/**
 * Aliases of providers that encrypt what they say, and know chained blocks (CBC) alone: they are let in only behind the
 * switch of their registration, `allowCbc`.
 */
export const cbcOnlyIdps: readonly string[] = ['xk'];

export const waitingNames: PortalTexts = {
  en: 'Albanian State Police, sign-in of 2027',
  'sr-Cyrl': 'Албанска државна полиција, пријава из 2027.',
  it: 'Polizia di Stato albanese, accesso del 2027',
};

/**
 * Who signs in at `al-new`, a second provider of the Albanian police that nobody has registered yet: federation operators
 * try on it how a provider comes in. It publishes its metadata; no person of it is known before the first sign-in.
 */
export const waitingPeople: readonly Omit<SamplePerson, 'rank' | 'function' | 'language' | 'roles' | 'fictional'>[] = [
  {
    alias: 'blerina',
    idpAlias: 'al-new',
    subjectId: 'blerina@al.example',
    name: 'Blerina Shtupi',
    agency: 'AL-ASP',
    country: 'AL',
    clearance: 'OFFICIAL',
    clearanceExpires: 400,
    purposes: ['PREVENTION', 'POLICY'],
    mail: 'blerina.shtupi@al.example',
    mfa: true,
  },
];
