import { agencies, countries, mark, people } from './mark.ts';
import type { SamplePractice } from './types.ts';

/** Invented practices on transnational organised crime (panel 3). */
export const crimePractices: readonly SamplePractice[] = [
  {
    key: 'ephedrine-pharmacy-alert',
    panel: 'J7-P3',
    state: 'PUBLISHED',
    lang: 'it',
    title: 'Segnalazione volontaria dei grossisti di farmaci sugli ordini anomali di efedrina',
    problem:
      'Chi rifornisce i laboratori clandestini di metanfetamina compra farmaci a base di efedrina da molti piccoli distributori, sempre sotto la soglia di segnalazione. I controlli a campione arrivano quando la merce è già partita.',
    response:
      'Un accordo con le associazioni dei grossisti definisce cinque indicatori di ordine anomalo, tra cui cliente nuovo, pagamento in contanti e ritiro in proprio. Il grossista segnala entro ventiquattro ore a un unico ufficio; l’ufficio risponde sempre, anche solo per dire che l’ordine è regolare. Nessun dato sui pazienti viene trasmesso.',
    results:
      'In dodici mesi sono arrivate 143 segnalazioni, di cui 9 hanno portato a un sequestro. Il riscontro sistematico ha contato più degli indicatori: dove è mancato, le segnalazioni sono cessate in due mesi.',
    evidence: 'beneficial',
    author: 'chiara',
    marking: mark({
      originator: 'IT-DCSA',
      tlp: 'AMBER',
      releasableTo: ['community:J7-P3'],
      caveats: ['LEA-ONLY'],
      purposes: ['PREVENTION', 'DETECTION', 'INVESTIGATION', 'POLICY', 'TRAINING', 'PUBLIC-SECURITY'],
    }),
  },
  {
    key: 'lab-dismantling-safety',
    panel: 'J7-P3',
    state: 'PUBLISHED',
    lang: 'en',
    title: 'Two-zone working when a clandestine laboratory is taken down',
    problem:
      'Officers entered clandestine laboratories without knowing what was boiling. In three operations somebody was injured by vapours, and evidence was contaminated by the rescue.',
    response:
      'Nobody enters until the site has been divided in two zones by a chemist. Only four trained persons work inside, in pairs of at most twenty minutes, with a decontamination line at the exit. Samples are taken before anything is switched off, except where the chemist orders otherwise.',
    results:
      'No injury in 27 operations since. The first entry comes 40 minutes later on average; in one case the delay let a suspect burn papers. The kit for one team costs about 18,000 euro and lasts four years.',
    evidence: 'beneficial',
    author: 'anneke',
    marking: mark({ originator: 'EU-EUROPOL', releasableTo: ['all'], caveats: ['LEA-ONLY'] }),
  },
  {
    key: 'speedboat-harbour-watch',
    panel: 'J7-P3',
    state: 'SHARED',
    lang: 'sq',
    title: 'Rrjeti i vëzhguesve të porteve të vogla për skafet e shpejta',
    problem:
      'Skafet që transportojnë lëndë narkotike nuk nisen nga portet e mëdha, por nga gjire të vogla ku policia nuk ka post të përhershëm. Informacioni vjen zakonisht një ditë më vonë.',
    response:
      'Në dymbëdhjetë porte të vogla u caktua nga një punonjës kontakti, që takohet çdo muaj me peshkatarët dhe rojat e marinave. Ata dinë tri shenja për të cilat duhet të telefonojnë: motorë të shtuar, karburant në bidonë dhe dritat e fikura. Telefonata nuk regjistron emrin e atij që lajmëron.',
    results:
      'Brenda nëntë muajve erdhën 88 telefonata; 11 prej tyre çuan në ndalimin e një skafi. Në dy porte peshkatarët u kërcënuan, prandaj takimet tani mbahen në një vend tjetër.',
    evidence: 'likely',
    author: 'arta',
    marking: mark({
      originator: 'AL-ASP',
      tlp: 'AMBER',
      releasableTo: countries('AL', 'IT', 'EL', 'ME'),
      except: ['agency:IT-SRI'],
      caveats: ['LEA-ONLY', 'NO-MT'],
      handling: ['H1'],
    }),
  },
  {
    key: 'controlled-delivery-checklist',
    panel: 'J7-P3',
    state: 'SHARED',
    lang: 'sq',
    title: 'Lista e kontrollit për dorëzimet e kontrolluara në tri shtete',
    problem:
      'Në një dorëzim të kontrolluar nëpër tri shtete, njëra prokurori nuk ishte njoftuar për ndryshimin e itinerarit. Dërgesa u ndal gjashtë orë para kohe dhe organizatori u arratis.',
    response:
      'Para çdo operacioni plotësohet një listë me nëntë pika: kush vendos për ndalimin, në cilën orë skadon secili urdhër, cili numër përgjigjet natën. Lista nënshkruhet nga të tri palët dhe rishikohet në çdo kalim kufiri.',
    results:
      'Lista është përdorur në katër operacione, të gjitha të përfunduara sipas planit. Numri është tepër i vogël për të nxjerrë përfundime.',
    evidence: 'unknown',
    author: 'besa',
    marking: mark({
      originator: 'XK-KP',
      classification: 'RESTRICTED',
      tlp: 'RED',
      releasableTo: people('besa', 'arta', 'elena', 'chiara'),
      caveats: ['ORCON', 'LEA-ONLY', 'DISPLAY-ONLY'],
      handling: ['H2', 'H3'],
    }),
  },
  {
    key: 'firearms-amnesty',
    panel: 'J7-P3',
    state: 'PUBLISHED',
    lang: 'sr-Cyrl',
    title: 'Легализација и предаја оружја у сеоским месним заједницама',
    problem:
      'У селима је остало много нерегистрованог оружја, које касније долази у руке организованих група. Власници не иду у полицијску станицу јер се плаше казне и приче у комшилуку.',
    response:
      'Мобилни тим од два полицајца и једног оружара обилази месне заједнице у унапред објављеним данима. Оружје се предаје без питања о пореклу, уз потврду, а пре уништења проверава се да ли је коришћено у кривичном делу. Позив упућују лекар и учитељ, а не полиција.',
    results:
      'За десет месеци предато је 1.126 комада оружја и 340 килограма муниције. Три комада повезана су са старим предметима. У општинама у којима је позив упутила само полиција предато је четири пута мање.',
    evidence: 'beneficial',
    author: 'dragana',
    marking: mark({ originator: 'RS-MUP', classification: 'PUBLIC', tlp: 'CLEAR', releasableTo: ['all'] }),
  },
  {
    key: 'asset-first-meeting',
    panel: 'J7-P3',
    state: 'REVIEW_DUE',
    lang: 'en',
    title: 'Financial investigator in the first meeting of every drugs case',
    problem:
      'Assets were traced after the arrests, when accounts had been emptied and flats had been sold to relatives.',
    response:
      'No drugs case is opened without a financial investigator in the first meeting. Within two weeks that officer writes a list of assets, their holders and the day on which each could be frozen. The list is renewed at every decision about arrests.',
    results:
      'Frozen value per case rose from 40,000 to 210,000 euro. Cases last five weeks longer, and two investigators cannot serve more than fifteen cases at a time.',
    evidence: 'trade-off',
    author: 'ivana',
    marking: mark({
      originator: 'HR-MUP',
      releasableTo: ['community:J7-P3'],
      purposes: ['INVESTIGATION', 'PROSECUTION', 'TRAINING', 'POLICY'],
    }),
  },
  {
    key: 'informant-lottery',
    panel: 'J7-P3',
    state: 'DEPRECATED',
    lang: 'en',
    title: 'Paying a fixed reward for any tip on drug couriers',
    problem: 'Few tips came from the transport trade, and officers hoped that money would change that.',
    response:
      'Every tip that named a vehicle and a day earned fifty euro, whether or not anything was found. Drivers were told about it on posters in eleven lorry parks.',
    results:
      'Tips rose twelvefold and seizures not at all: most tips were invented, and honest ones drowned. The service ended it after five months and advises against it.',
    evidence: 'ineffective',
    author: 'stefanie',
    marking: mark({
      originator: 'AT-BK',
      tlp: 'AMBER+STRICT',
      releasableTo: agencies('AT-BK', 'SI-GPU', 'HR-MUP', 'EU-EUROPOL', 'RS-MUP'),
      caveats: ['ORCON'],
      handling: ['H2'],
    }),
  },
];
