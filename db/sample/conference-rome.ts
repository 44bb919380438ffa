import { mark } from './mark.ts';
import { readReport } from './report.ts';
import { sampleThemes } from './themes.ts';
import type { SampleConference } from './types.ts';

/** The seventh edition as the organisers' report gives it; nothing here is invented. */
export const romeConference: SampleConference = {
  ref: 'J7',
  edition: 7,
  state: 'OPEN',
  city: 'Rome',
  startsOn: '2022-11-17',
  endsOn: '2022-11-18',
  lang: 'en',
  titles: {
    en: 'Security cooperation in the Western Balkans – challenges and lessons from the pandemic to the war in Ukraine',
    'sr-Cyrl': 'Безбедносна сарадња на Западном Балкану – изазови и поуке од пандемије до рата у Украјини',
    it: 'La cooperazione di sicurezza nei Balcani occidentali – sfide e lezioni dalla pandemia alla guerra in Ucraina',
    ru: 'Сотрудничество в сфере безопасности на Западных Балканах – вызовы и уроки от пандемии до войны в Украине',
  },
  description: [
    'The 7th annual Regional (JUMBO) Security Coordination Conference brought more than 70 speakers from 40 countries and more than a hundred sector experts to Rome, in the framework of the bilateral cooperation of the Italian police college (Scuola Superiore di Polizia) with the countries of the Western Balkans. National authorities of the region and representatives of the main international organisations took part.',
    'It was opened by Prefect Stefano Gambacurta, Deputy Director General of Public Security for coordination and planning, with Majlinda Bregu, Secretary General of the Regional Cooperation Council, and Minister Plenipotentiary Vincenzo Celeste, Director General for Europe and International Trade Policy. The five technical panels were chaired by Eufemia Esposito, director of the Service for International Relations, and Ambassador Amer Kapetanović, director of the political department of the Regional Cooperation Council, together with the moderators.',
    'The opening session asked for collective answers to present threats, first of all through a strategic partnership with the European Union, and for attention to the bond between security, stability and prosperity. The panels dealt with critical events; radicalisation, violent extremism and terrorism; transnational organised crime; irregular migration; and cybercrime with public-private cooperation.',
  ].join('\n\n'),
  notes: [
    {
      en: 'The report speaks of the “17th” conference. The 6th edition met in Paris in December 2021, so this is the 7th: the portal keeps 7 and leaves the report as it was received.',
      'sr-Cyrl':
        'У извештају стоји „17.“ конференција. Шесто издање одржано је у Паризу у децембру 2021. године, па је ово седмо: портал води број 7, а извештај оставља онаквим какав је примљен.',
      it: 'La relazione parla di «17ª» conferenza. La 6ª edizione si è tenuta a Parigi nel dicembre 2021: questa è quindi la 7ª. Il portale mantiene il numero 7 e lascia la relazione così come è stata ricevuta.',
    },
    {
      en: 'The report gives the dates as “18 and 7 November”. A two-day meeting on 17 and 18 November 2022 fits the rest of the text; a digit was most likely lost in translation.',
      'sr-Cyrl':
        'У извештају су као датуми наведени „18. и 7. новембар“. Дводневни скуп 17. и 18. новембра 2022. године одговара остатку текста; једна цифра је највероватније изгубљена у преводу.',
      it: 'La relazione indica le date come «18 e 7 novembre». Un incontro di due giorni, il 17 e il 18 novembre 2022, si accorda con il resto del testo; con ogni probabilità una cifra è andata persa nella traduzione.',
    },
    {
      en: 'The report counts “more than 70 speakers” at its beginning and “almost 70” further down. The portal repeats the first figure and does not decide between them.',
      'sr-Cyrl':
        'Извештај на почетку наводи „више од 70 говорника“, а касније „скоро 70“. Портал преноси први податак и не пресуђује између њих.',
      it: 'La relazione conta «più di 70 relatori» all’inizio e «quasi 70» più avanti. Il portale riporta il primo dato, senza decidere tra i due.',
    },
    {
      en: 'The report names themes and needs, not conclusions. The conclusions, actions, people and agencies’ contributions shown in this portal are fictional and marked as such.',
      'sr-Cyrl':
        'Извештај наводи теме и потребе, а не закључке. Закључци, мере, лица и доприноси служби приказани на овом порталу су измишљени и тако су означени.',
      it: 'La relazione indica temi ed esigenze, non conclusioni. Le conclusioni, le azioni, le persone e i contributi degli enti mostrati in questo portale sono di fantasia e contrassegnati come tali.',
    },
  ],
  organisers: [
    {
      names: {
        en: 'Service for International Relations of the Office for Coordination and Planning of the Police Forces, Italian Ministry of the Interior',
        'sr-Cyrl':
          'Служба за међународне односе Канцеларије за координацију и планирање полицијских снага, Министарство унутрашњих послова Италије',
        it: 'Servizio Relazioni Internazionali dell’Ufficio per il coordinamento e la pianificazione delle Forze di polizia, Ministero dell’Interno',
      },
      agency: 'IT-SRI',
    },
    {
      names: {
        en: 'Regional Cooperation Council',
        'sr-Cyrl': 'Савет за регионалну сарадњу',
        it: 'Consiglio di cooperazione regionale',
      },
      agency: 'INT-RCC',
    },
    {
      names: {
        en: 'Italian Ministry of Foreign Affairs and International Cooperation',
        'sr-Cyrl': 'Министарство спољних послова и међународне сарадње Италије',
        it: 'Ministero degli Affari Esteri e della Cooperazione Internazionale',
      },
    },
  ],
  themes: sampleThemes,
  sourceTitle: 'Региональная (JUMBO) конференция по координации безопасности',
  sourceLang: 'ru',
  sourceText: readReport(),
  marking: mark({
    originator: 'INT-RCC',
    classification: 'PUBLIC',
    tlp: 'CLEAR',
    releasableTo: ['all'],
  }),
  fictional: false,
};
