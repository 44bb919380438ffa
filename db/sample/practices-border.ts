import { agencies, countries, mark } from './mark.ts';
import type { SamplePractice } from './types.ts';

/** Invented practices on irregular migration and the border (panel 4). */
export const borderPractices: readonly SamplePractice[] = [
  {
    key: 'mixed-patrols-drina',
    panel: 'J7-P4',
    state: 'PUBLISHED',
    lang: 'bs',
    title: 'Mješovite patrole na zelenoj granici',
    problem:
      'Grupe koje vode krijumčari prelaze rijeku na mjestima gdje se nadležnosti dviju službi dodiruju. Dok jedna patrola telefonom obavijesti drugu, grupa je već na drugoj strani. U istoj noći dvije službe su pretraživale isti šumski put, a susjedni niko.',
    response:
      'Službenici dviju graničnih policija zajedno obilaze dionicu od trideset kilometara, tri puta sedmično, prema planu koji se pravi svakog ponedjeljka. Patrola ima jednog vođu, koji je uvijek iz države na čijoj se teritoriji nalazi. Zatečena lica preuzima domaća služba, a maloljetnici bez pratnje se odmah predaju centru za socijalni rad.',
    results:
      'Za šest mjeseci vrijeme od dojave do izlaska na teren palo je sa 48 na 17 minuta. Broj otkrivenih prelazaka nije se znatno promijenio, ali je otkriveno sedam vodiča umjesto dva. Troškovi goriva porasli su za petinu.',
    evidence: 'likely',
    author: 'dino',
    marking: mark({ originator: 'BA-GP', releasableTo: ['community:J7-P4'], caveats: ['LEA-ONLY'] }),
  },
  {
    key: 'mixed-patrols-briefing',
    panel: 'J7-P4',
    state: 'PUBLISHED',
    lang: 'sr-Cyrl',
    title: 'Заједнички брифинг пре сваког изласка: како раде мешовите патроле',
    problem:
      'Прве мешовите патроле излазиле су на терен без заједничког плана. Полицајци су различито тумачили када смеју да употребе средства принуде, а радио-везе две службе нису биле усклађене. Због неспоразума су прекинута два изласка.',
    response:
      'Пре сваког изласка мешовите патроле имају брифинг од двадесет минута на оба језика. Вођа чита задатак, границе овлашћења и договорене знаке за случај прекида везе. Свако носи картицу са двадесет реченица на језику партнера. После изласка попуњава се једна страница: шта је успело, шта није и шта треба променити.',
    results:
      'У осам месеци није било прекинутих излазака, а притужби на поступање било је две, према девет у претходном периоду. Брифинг продужава смену за пола сата, што је средство за прековремени рад оптеретило више него што је планирано.',
    evidence: 'beneficial',
    author: 'bojan',
    marking: mark({ originator: 'RS-MUP', releasableTo: ['community:J7-P4'] }),
  },
  {
    key: 'first-hour-minors',
    panel: 'J7-P4',
    state: 'PUBLISHED',
    lang: 'mk',
    title: 'Првиот час со малолетник без придружба',
    problem:
      'Децата што патуваат без придружба најчесто го кажуваат вистинското име и возраст дури откако ќе се почувствуваат безбедно. Разговорот во службена просторија, пред униформирани лица, ги потсетува на криумчарите. Дел од нив исчезнувале од прифатниот центар во првата ноќ.',
    response:
      'Првиот час го води полицаец во цивил заедно со социјален работник, во соба со прозорец и храна. Се поставуваат само пет прашања: име, јазик, болка, глад и кого треба да известиме. Отпечатоци и изјава се земаат дури потоа, по назначување старател.',
    results:
      'Од 64 деца во текот на годината, во првата ноќ исчезнаа 3, а претходната година 19 од 71. Бројот на предадени податоци за криумчари се удвои, иако за нив во првиот час никој не прашува.',
    evidence: 'beneficial',
    author: 'biljana',
    marking: mark({ originator: 'MK-MVR', releasableTo: ['all'], caveats: ['LEA-ONLY'] }),
  },
  {
    key: 'document-second-look',
    panel: 'J7-P4',
    state: 'REVIEW_DUE',
    lang: 'en',
    title: 'A second pair of eyes on travel documents, over video',
    problem:
      'Small crossing points have no document examiner. Officers either let a doubtful passport pass or held its bearer for hours until somebody drove over.',
    response:
      'A duty examiner at headquarters answers a video call within five minutes, day and night. The officer shows the document under white, ultraviolet and oblique light in a fixed order. The examiner advises; the officer at the desk decides and writes down both opinions.',
    results:
      'In the first year 212 of 1,840 calls ended in a refusal. Median waiting fell from 95 to 11 minutes. A partner that copied the practice over a slower line found no effect, which is why it is under review.',
    evidence: 'trade-off',
    author: 'matej',
    marking: mark({
      originator: 'SI-GPU',
      tlp: 'AMBER',
      releasableTo: countries('SI', 'HR', 'AT', 'IT', 'BA'),
      caveats: ['LEA-ONLY', 'DISPLAY-ONLY'],
      handling: ['H0'],
    }),
  },
  {
    key: 'heartbeat-detector-lorries',
    panel: 'J7-P4',
    state: 'SHARED',
    lang: 'el',
    title: 'Ανιχνευτές παλμού σε φορτηγά πριν από την επιβίβαση στο πλοίο',
    problem:
      'Άνθρωποι κρύβονται σε φορτηγά ψυγεία λίγο πριν από την επιβίβαση και κινδυνεύουν να πεθάνουν από ασφυξία. Ο οπτικός έλεγχος προλαβαίνει μόνο ένα στα δέκα οχήματα.',
    response:
      'Κάθε φορτηγό ψυγείο σταματά για σαράντα δευτερόλεπτα με σβηστή μηχανή πάνω σε αισθητήρες. Αν ο αισθητήρας δείξει παλμό, το όχημα ανοίγεται αμέσως, με ασθενοφόρο σε αναμονή.',
    results:
      'Σε τέσσερις μήνες εντοπίστηκαν 57 άνθρωποι σε 14 οχήματα, όλοι ζωντανοί. Με δυνατό άνεμο οι λανθασμένες ενδείξεις φτάνουν το ένα τρίτο.',
    evidence: 'likely',
    author: 'nikos',
    marking: mark({ originator: 'EL-HP', releasableTo: countries('IT', 'AL', 'EL', 'EU'), existence: 'stub' }),
  },
  {
    key: 'return-flight-observer',
    panel: 'J7-P4',
    state: 'PUBLISHED',
    lang: 'en',
    title: 'An independent observer on joint return flights',
    problem:
      'Complaints after joint return flights could be neither confirmed nor dismissed, because everybody on board belonged to the services concerned.',
    response:
      'A trained observer from outside the services boards every joint flight, has access to every part of the aircraft, and hands in one report to all participating states within seven days. Escorts know the reporting form and are briefed together with the observer.',
    results:
      'Of 31 flights, 31 were observed. Four reports led to changed instructions on restraints. Escorts said in a survey that they felt protected by the report rather than watched.',
    evidence: 'likely',
    author: 'piotr',
    marking: mark({ originator: 'EU-FRONTEX', classification: 'PUBLIC', tlp: 'CLEAR', releasableTo: ['all'] }),
  },
  {
    key: 'smuggler-phone-triage',
    panel: 'J7-P4',
    state: 'SHARED',
    lang: 'sr-Latn',
    title: 'Brzi pregled telefona osumnjičenih za krijumčarenje ljudi',
    problem:
      'Telefoni zaplenjeni od vodiča čekali su veštačenje i po četiri meseca. Za to vreme su se promenili brojevi, stanovi i vozila o kojima telefon govori.',
    response:
      'Na osnovu naredbe suda, obučen policajac u roku od šest sati izdvaja samo tri skupa podataka: imenik, lokacije iz poslednje tri nedelje i poruke u kojima se pominje novac. Sve ostalo čeka redovno veštačenje. Zapisnik beleži svaku radnju, tako da odbrana može da je ponovi.',
    results:
      'U 22 od 60 predmeta pregled je doveo do drugog osumnjičenog u roku od nedelju dana. U dva predmeta sud je odbacio podatke, jer naredba nije obuhvatala lokacije; obrazac naredbe je posle toga dopunjen.',
    evidence: 'trade-off',
    author: 'milena',
    marking: mark({
      originator: 'ME-UP',
      classification: 'RESTRICTED',
      tlp: 'AMBER+STRICT',
      releasableTo: agencies('ME-UP', 'RS-MUP', 'BA-GP', 'HR-MUP'),
      caveats: ['ORCON', 'LEA-ONLY'],
      handling: ['H2'],
      purposes: ['DETECTION', 'INVESTIGATION'],
    }),
  },
];
