import type { SampleTheme } from './types.ts';

/** Cross-cutting themes, strategies and needs of the seventh edition, as the report gives them. */
export const sampleThemes: readonly SampleTheme[] = [
  {
    key: 'energy-crisis-crime',
    kind: 'theme',
    names: {
      en: 'Crime in the energy crisis',
      'sr-Cyrl': 'Криминал у енергетској кризи',
      it: 'Criminalità e crisi energetica',
    },
    summary: {
      en: 'The energy crisis is a direct consequence of the war in Ukraine; crime has organised itself in the gap it opened, where the profit is highest. Common and effective strategies are to close that gap.',
      'sr-Cyrl':
        'Енергетска криза је непосредна последица рата у Украјини; криминал се организовао у празнини која је настала, тамо где је зарада највећа. Ту празнину треба затворити заједничким и делотворним стратегијама.',
      it: 'La crisi energetica è una conseguenza diretta della guerra in Ucraina; nel vuoto che ne è derivato si è organizzata la criminalità, là dove il profitto è maggiore. Quel vuoto va colmato con strategie comuni ed efficaci.',
    },
  },
  {
    key: 'green',
    kind: 'strategy',
    names: { en: 'Green', 'sr-Cyrl': 'Зелени', it: 'Verde' },
    summary: {
      en: 'Be more alert to climate change and to its effect on security.',
      'sr-Cyrl': 'Већа осетљивост на климатске промене и њихов утицај на безбедност.',
      it: 'Maggiore sensibilità ai cambiamenti climatici e ai loro effetti sulla sicurezza.',
    },
  },
  {
    key: 'smart',
    kind: 'strategy',
    names: { en: 'Smart', 'sr-Cyrl': 'Паметни', it: 'Intelligente' },
    summary: {
      en: 'Act for reliable energy security and for the stability of the countries.',
      'sr-Cyrl': 'Деловати за поуздану енергетску безбедност и стабилност земаља.',
      it: 'Agire per una sicurezza energetica affidabile e per la stabilità dei Paesi.',
    },
  },
  {
    key: 'innovative',
    kind: 'strategy',
    names: { en: 'Innovative', 'sr-Cyrl': 'Иновативни', it: 'Innovativa' },
    summary: {
      en: 'The third of the new concepts; the report names it without further detail.',
      'sr-Cyrl': 'Трећи од нових концепата; извештај га наводи без ближег објашњења.',
      it: 'La terza delle nuove strategie; la relazione la cita senza ulteriori dettagli.',
    },
  },
  {
    key: 'harmonise-law',
    kind: 'need',
    names: { en: 'Harmonised law', 'sr-Cyrl': 'Усклађивање прописа', it: 'Armonizzazione normativa' },
    summary: {
      en: 'Continue to bring the national legal frameworks closer to one another.',
      'sr-Cyrl': 'Наставити приближавање националних правних оквира.',
      it: 'Proseguire nel ravvicinamento dei quadri normativi nazionali.',
    },
  },
  {
    key: 'best-practice',
    kind: 'need',
    names: { en: 'Exchange of best practice', 'sr-Cyrl': 'Размена добре праксе', it: 'Scambio di buone pratiche' },
    summary: {
      en: 'Share what has worked, with the experience behind it.',
      'sr-Cyrl': 'Делити оно што се показало успешним, заједно са искуством које стоји иза тога.',
      it: 'Condividere ciò che ha funzionato, insieme all’esperienza maturata.',
    },
  },
  {
    key: 'training',
    kind: 'need',
    names: { en: 'Training of staff', 'sr-Cyrl': 'Обука особља', it: 'Formazione del personale' },
    summary: {
      en: 'Train personnel, and build capacity together with the academic world.',
      'sr-Cyrl': 'Обучавати особље и градити капацитете заједно са академском заједницом.',
      it: 'Formare il personale e sviluppare capacità insieme al mondo accademico.',
    },
  },
  {
    key: 'databases',
    kind: 'need',
    names: { en: 'Interconnected databases', 'sr-Cyrl': 'Повезане базе података', it: 'Banche dati interconnesse' },
    summary: {
      en: 'Link databases so that information and investigations move faster.',
      'sr-Cyrl': 'Повезати базе података како би размена информација и истраге биле брже.',
      it: 'Collegare le banche dati per rendere più rapidi lo scambio di informazioni e le indagini.',
    },
  },
  {
    key: 'joint-operations',
    kind: 'need',
    names: { en: 'Joint operations', 'sr-Cyrl': 'Заједничке операције', it: 'Operazioni congiunte' },
    summary: {
      en: 'Encourage joint operational activities between countries of origin, transit and destination.',
      'sr-Cyrl': 'Подстицати заједничке оперативне активности земаља порекла, транзита и одредишта.',
      it: 'Favorire attività operative congiunte tra Paesi di origine, transito e destinazione.',
    },
  },
  {
    key: 'early-warning',
    kind: 'need',
    names: { en: 'Early warning', 'sr-Cyrl': 'Рано упозоравање', it: 'Allerta precoce' },
    summary: {
      en: 'Warn early and exchange information between police, private sector and research.',
      'sr-Cyrl': 'Рано упозоравати и размењивати информације између полиције, приватног сектора и истраживача.',
      it: 'Allertare per tempo e scambiare informazioni tra polizia, settore privato e mondo della ricerca.',
    },
  },
  {
    key: 'capacity',
    kind: 'need',
    names: {
      en: 'Capacity with the private sector and academia',
      'sr-Cyrl': 'Капацитети са приватним сектором и академском заједницом',
      it: 'Capacità con il settore privato e il mondo accademico',
    },
    summary: {
      en: 'Start from police cooperation and extend it to companies, universities and research.',
      'sr-Cyrl': 'Поћи од полицијске сарадње и проширити је на привреду, универзитете и истраживање.',
      it: 'Muovere dalla cooperazione di polizia ed estenderla a imprese, università e ricerca.',
    },
  },
];
