import type { Ui } from '../../src/ui/context.tsx';
import { formatFor } from '../../src/ui/format.ts';
import { translator } from '../../src/ui/i18n.ts';
import type { Language } from '../../src/ui/languages.ts';

const names: Readonly<Record<string, string>> = {
  'AL-ASP': 'Albanian State Police',
  'IT-DCSA': 'Direzione Centrale per i Servizi Antidroga',
  'RS-MUP': 'Министарство унутрашњих послова',
  'MK-MVR': 'Министерство за внатрешни работи',
};

/** What a page of an officer of AL-ASP knows of its reader. */
export function sampleUi(lang: Language, changes: Partial<Ui> = {}): Ui {
  return {
    lang,
    t: translator(lang, true),
    format: formatFor(lang),
    path: '/actions?state=OPEN',
    theme: 'auto',
    person: { key: 'k', name: 'Arta Hoxha', agency: 'AL-ASP', roles: ['liaison-officer'] },
    purpose: { code: 'POLICY', stated: false },
    csrfToken: 'token-of-the-session',
    demo: true,
    agencyName: (code) => names[code] ?? code,
    requestId: '0193a5f0-7c1e',
    ...changes,
  };
}
