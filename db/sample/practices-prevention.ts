import { agencies, countries, mark } from './mark.ts';
import type { SamplePractice } from './types.ts';

/** Invented practices on critical events, radicalisation and cybercrime (panels 1, 2, 5), and one of no panel. */
export const preventionPractices: readonly SamplePractice[] = [
  {
    key: 'flood-command-cell',
    panel: 'J7-P1',
    state: 'PUBLISHED',
    lang: 'sr-Latn',
    title: 'Zajednička komandna ćelija policije i civilne zaštite tokom poplava',
    problem:
      'Tokom poplava policija i civilna zaštita vodile su dve odvojene karte. Patrole su slate na puteve koji su već bili pod vodom, a napuštena sela ostajala su bez nadzora.',
    response:
      'Čim se proglasi drugi stepen odbrane od poplava, obe službe rade u istoj prostoriji, na jednoj karti i sa jednim dnevnikom. Svakog sata čita se isti spisak: putevi, ljudi koji čekaju prevoz, prazne kuće, odmor posada.',
    results:
      'U dve poplave nijedna patrola nije ostala odsečena. Prijavljenih krađa iz napuštenih kuća bilo je 6, prema 41 u poplavi pre uvođenja ćelije.',
    evidence: 'likely',
    author: 'milena',
    marking: mark({ originator: 'ME-UP', releasableTo: ['all'] }),
  },
  {
    key: 'substation-patrol-plan',
    panel: 'J7-P1',
    state: 'PUBLISHED',
    lang: 'mk',
    title: 'Обиколка на трафостаници според цената на бакарот',
    problem:
      'Кражбите на бакар од трафостаници го оставаат без струја цел крај, а патролите ги обиколуваа објектите по ист распоред во текот на целата година.',
    response:
      'Бројот на обиколки се одредува секој понеделник според цената на бакарот, временската прогноза и кражбите во соседните земји. Операторот на мрежата известува за секој прекин подолг од пет минути, а откупните пунктови се контролираат истиот ден.',
    results:
      'Кражбите се намалија за 38 отсто за една година, при ист број полицајци. Во два соседни региона без ваков план бројот остана ист.',
    evidence: 'beneficial',
    author: 'elena',
    marking: mark({
      originator: 'MK-MVR',
      tlp: 'AMBER',
      releasableTo: ['community:J7-P1'],
      caveats: ['LEA-ONLY'],
      handling: ['H0'],
    }),
  },
  {
    key: 'crisis-rumour-desk',
    panel: 'J7-P1',
    state: 'SHARED',
    lang: 'it',
    title: 'Un desk contro le voci infondate durante le emergenze',
    problem:
      'Nelle prime ore di un’emergenza circolano notizie false su crolli, avvelenamenti dell’acqua e saccheggi. Le sale operative ricevono centinaia di chiamate che nascono da un solo messaggio.',
    response:
      'Due operatori per turno raccolgono le voci segnalate dalle pattuglie e dai centralini, le verificano con chi è sul posto e pubblicano una risposta entro trenta minuti: vero, falso, non lo sappiamo ancora. Non si cita mai chi ha diffuso la notizia.',
    results:
      'In tre emergenze le chiamate dovute a una voce smentita sono calate di due terzi entro un’ora. L’ammissione «non lo sappiamo ancora» ha aumentato la fiducia, secondo un piccolo sondaggio.',
    evidence: 'likely',
    author: 'paolo',
    marking: mark({ originator: 'IT-SRI', classification: 'PUBLIC', tlp: 'CLEAR', releasableTo: ['all'] }),
  },
  {
    key: 'exit-mentor',
    panel: 'J7-P2',
    state: 'PUBLISHED',
    lang: 'sq',
    title: 'Mentori nga i njëjti komunitet për të dënuarit që lirohen',
    problem:
      'Personat e dënuar për rekrutim në grupe ekstremiste liroheshin pa asnjë kontakt. Vizita e parë e policisë vinte zakonisht kur fqinjët ankoheshin.',
    response:
      'Gjashtë muaj para lirimit caktohet një mentor nga qyteti i tyre, i trajnuar dhe i paguar nga bashkia. Mentori ndihmon për punë dhe dokumente; ai nuk raporton në polici përveç rrezikut për jetën, dhe kjo i thuhet të dënuarit që në fillim.',
    results:
      'Nga 29 persona, 24 kanë punë ose shkollë pas një viti; një u dënua sërish. Nuk ka grup krahasimi, prandaj efekti mund të ketë edhe shkaqe të tjera.',
    evidence: 'likely',
    author: 'besa',
    marking: mark({ originator: 'XK-KP', releasableTo: ['community:J7-P2'] }),
  },
  {
    key: 'school-early-talk',
    panel: 'J7-P2',
    state: 'PUBLISHED',
    lang: 'sr-Cyrl',
    title: 'Разговор пре пријаве: школа, породица и полицајац у заједници',
    problem:
      'Школе су због једне реченице или цртежа ученика одмах слале пријаву. Деца су улазила у евиденције, а наставници су после тога ћутали и о озбиљним случајевима.',
    response:
      'Школа најпре зове полицајца у заједници, без имена ученика. Договара се разговор у коме учествују разредни старешина, психолог и родитељ; полицајац долази само на позив. Пријава се подноси када постоји претња, оружје или план, према листи од шест питања.',
    results:
      'Од 117 позива у току школске године, 9 је завршило пријавом, а у свих 9 мере су изречене. Број позива се удвостручио, што тумачимо као поверење, а не као више претњи.',
    evidence: 'likely',
    author: 'bojan',
    marking: mark({
      originator: 'RS-MUP',
      releasableTo: ['all'],
      caveats: ['LEA-ONLY', 'PERSONAL-DATA'],
      purposes: ['PREVENTION', 'TRAINING', 'POLICY', 'PUBLIC-SECURITY', 'INVESTIGATION', 'DETECTION'],
    }),
  },
  {
    key: 'shock-lectures',
    panel: 'J7-P2',
    state: 'DEPRECATED',
    lang: 'en',
    title: 'Shock lectures on extremism by former fighters',
    problem: 'Schools asked for a single event that would keep pupils away from extremist groups.',
    response:
      'A former fighter told three hundred pupils at a time about the war, with pictures. There was no preparation in class and no conversation afterwards.',
    results:
      'A survey before and after found more curiosity about the groups, not less, and several pupils were distressed. The programme was stopped; small groups with a teacher replaced it.',
    evidence: 'ineffective',
    author: 'biljana',
    marking: mark({
      originator: 'MK-MVR',
      releasableTo: countries('MK', 'AL', 'RS', 'AT', 'XK'),
      except: ['agency:RS-MUP'],
      existence: 'stub',
    }),
  },
  {
    key: 'bank-recall-call',
    panel: 'J7-P5',
    state: 'PUBLISHED',
    lang: 'en',
    title: 'One telephone number for recalling a fraudulent transfer',
    problem:
      'Victims of invoice fraud called their bank, then the police, then the bank of the fraudster. Each of the three asked for papers first, while the money moved on within hours.',
    response:
      'Banks and police share one number that answers until midnight. The victim’s bank asks for a hold of 24 hours by a form of four fields; papers follow. The receiving bank answers yes or no within an hour and never gives the reason to the victim.',
    results:
      'Of 5.2 million euro reported within a day, 3.1 million were held; of money reported later, almost nothing. Eleven holds hit honest customers, who were released within a day and compensated.',
    evidence: 'beneficial',
    author: 'fabio',
    marking: mark({ originator: 'PRV-BANKASSOC', releasableTo: ['community:J7-P5'] }),
  },
  {
    key: 'ransomware-first-day',
    panel: 'J7-P5',
    state: 'PUBLISHED',
    lang: 'bs',
    title: 'Prvi dan nakon ucjenjivačkog softvera: policajac uz administratora',
    problem:
      'Općine i bolnice nakon napada ucjenjivačkim softverom prvo obrišu računare, pa tek onda zovu policiju. Tragovi nestanu, a isti napadač se vrati za mjesec dana.',
    response:
      'Na poziv dolazi jedan obučen policajac sa diskom za kopiranje i listom od deset koraka. Prvo se isključi mreža, zatim se kopira memorija jednog računara, a tek onda počinje oporavak. Policajac ne traži da se rad zaustavi duže od četiri sata.',
    results:
      'U 12 od 15 slučajeva sačuvani su tragovi dovoljni za međunarodnu razmjenu. Administratori kažu da im je lista koristila više od same istrage.',
    evidence: 'likely',
    author: 'dino',
    marking: mark({
      originator: 'BA-GP',
      tlp: 'AMBER+STRICT',
      releasableTo: agencies('BA-GP', 'HR-MUP', 'SI-GPU', 'IT-SRI', 'AL-ASP'),
      caveats: ['NO-MT'],
    }),
  },
  {
    key: 'log-preservation-letter',
    panel: 'J7-P5',
    state: 'REVIEW_DUE',
    lang: 'en',
    title: 'A preservation request in plain words, one page, two languages',
    problem:
      'Small hosting companies deleted logs because they did not understand preservation requests written for lawyers of large ones.',
    response:
      'One page says what to keep, until when, and that nothing is handed over yet. The local language stands on the left, English on the right. A telephone number leads to an officer who can explain it.',
    results:
      'In a trial with 80 requests, 71 per cent were honoured, against 46 per cent with the old letter. The sample was small and the companies were not chosen at random.',
    evidence: 'unknown',
    author: 'teodora',
    marking: mark({ originator: 'ACA-SECLAB', releasableTo: ['all'] }),
  },
  {
    key: 'liaison-handover',
    panel: null,
    state: 'SHARED',
    lang: 'it',
    title: 'Passaggio di consegne tra ufficiali di collegamento in due settimane',
    problem:
      'Quando un ufficiale di collegamento cambia sede, i contatti personali vanno persi. Il successore impiega mesi a capire chi risponde davvero al telefono.',
    response:
      'I due ufficiali lavorano insieme per dieci giorni. Ogni contatto viene presentato di persona o per telefono; per ciascuno resta una scheda con la competenza, la lingua e l’orario, senza giudizi sulla persona. L’ultimo giorno il successore gestisce da solo un caso di prova.',
    results:
      'In sei avvicendamenti il tempo medio della prima risposta dei partner è rimasto uguale, mentre prima raddoppiava per circa tre mesi.',
    evidence: 'likely',
    author: 'marco',
    marking: mark({ originator: 'IT-DCSA', tlp: 'AMBER', releasableTo: ['country:IT', 'agency:INT-RCC'] }),
  },
];
