import type { Marking } from '../../policies/vocabulary.ts';
import type { Language } from '../../src/ui/languages.ts';

export interface GalleryAction {
  id: string;
  ref: string;
  title: string;
  lead: string;
  state: string;
  due: string;
  percent: number;
  marking: Marking;
}

function marking(changes: Partial<Marking>): Marking {
  return {
    classification: 'OFFICIAL',
    tlp: 'GREEN',
    releasableTo: ['all'],
    except: [],
    caveats: [],
    handling: [],
    purposes: [],
    existence: 'hidden',
    originator: 'IT-DCSA',
    ...changes,
  };
}

/** The day on which the gallery is shown. */
export const galleryToday = '2026-11-23';

const titles: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Map the diversion of ephedrine toward methamphetamine laboratories',
    'Common checklist for command posts at critical events',
    'Joint patrol calendar for the Balkan route, 2027',
    'Contact points for ransomware, public and private',
    'Training of trainers in the assessment of returnees',
  ],
  it: [
    'Mappare la diversione di efedrina verso i laboratori di metanfetamina',
    'Lista di controllo comune per i posti di comando in occasione di eventi critici',
    'Calendario delle pattuglie congiunte sulla rotta balcanica per il 2027',
    'Punti di contatto pubblici e privati in materia di ransomware',
    'Formazione dei formatori nella valutazione del rischio dei rientranti',
  ],
  'sr-Cyrl': [
    'Мапирање преусмеравања ефедрина ка лабораторијама за метамфетамин',
    'Заједничка контролна листа за командна места у кризним догађајима',
    'Календар мешовитих патрола на балканској рути за 2027. годину',
    'Контакт тачке за рансомвер, јавне и приватне',
    'Обука предавача за процену ризика од повратника',
  ],
};

const facts: readonly Omit<GalleryAction, 'title'>[] = [
  {
    id: '1',
    ref: 'J7-P3-R01-A-7KQ2',
    lead: 'IT-DCSA',
    state: 'OPEN',
    due: '2026-11-12',
    percent: 60,
    marking: marking({ tlp: 'AMBER', caveats: ['ORCON'] }),
  },
  {
    id: '2',
    ref: 'J7-P1-R02-A-M3XV',
    lead: 'RS-MUP',
    state: 'OPEN',
    due: '2026-11-30',
    percent: 45,
    marking: marking({}),
  },
  {
    id: '3',
    ref: 'J7-P4-R01-A-92FD',
    lead: 'MK-MVR',
    state: 'CARRIED_OVER',
    due: '2026-12-31',
    percent: 20,
    marking: marking({ tlp: 'AMBER+STRICT', classification: 'RESTRICTED', caveats: ['LEA-ONLY'] }),
  },
  {
    id: '4',
    ref: 'J7-P5-R03-A-HT6W',
    lead: 'AL-ASP',
    state: 'CLOSED',
    due: '2026-10-01',
    percent: 100,
    marking: marking({ tlp: 'CLEAR', classification: 'PUBLIC' }),
  },
  {
    id: '5',
    ref: 'J7-P2-R05-A-C84N',
    lead: 'IT-DCSA',
    state: 'DRAFT',
    due: '2027-01-20',
    percent: 0,
    marking: marking({ tlp: 'RED' }),
  },
];

export function galleryActions(lang: Language): GalleryAction[] {
  return facts.map((fact, index) => ({ ...fact, title: titles[lang]?.[index] ?? titles.en?.[index] ?? fact.ref }));
}

/** Enough agencies for a list that can be narrowed. */
export const galleryAgencies = [
  { code: 'AT-BK', name: 'Bundeskriminalamt' },
  { code: 'BA-GP', name: 'Granična policija Bosne i Hercegovine' },
  { code: 'EU-EUROPOL', name: 'Europol' },
  { code: 'HR-MUP', name: 'Ministarstvo unutarnjih poslova' },
  { code: 'INT-RCC', name: 'Regional Cooperation Council' },
  { code: 'IT-DCSA', name: 'Direzione Centrale per i Servizi Antidroga' },
  { code: 'ME-UP', name: 'Uprava policije' },
  { code: 'MK-MVR', name: 'Министерство за внатрешни работи' },
  { code: 'RS-MUP', name: 'Министарство унутрашњих послова' },
  { code: 'SI-GPU', name: 'Generalna policijska uprava' },
];

export const galleryProviders = [
  {
    entityId: 'https://idp.al.example',
    alias: 'al',
    name: 'Shqipëri – Policia e Shtetit',
    agencies: [{ code: 'AL-ASP', name: 'Albanian State Police' }],
    href: '/saml/login?idp=al',
  },
  {
    entityId: 'https://idp.it.example',
    alias: 'it',
    name: 'Italia – Ministero dell’Interno',
    agencies: [
      { code: 'IT-DCSA', name: 'Direzione Centrale per i Servizi Antidroga' },
      { code: 'IT-SRI', name: 'Servizio Relazioni Internazionali' },
    ],
    href: '/saml/login?idp=it',
  },
  {
    entityId: 'https://idp.rs.example',
    alias: 'rs',
    name: 'Србија – Министарство унутрашњих послова',
    agencies: [{ code: 'RS-MUP', name: 'Полиција' }],
    href: '/saml/login?idp=rs',
  },
  {
    entityId: 'https://idp.me.example',
    alias: 'me',
    name: 'Crna Gora – Uprava policije',
    agencies: [{ code: 'ME-UP', name: 'Uprava policije' }],
    href: '/saml/login?idp=me',
    broken: true,
  },
];
