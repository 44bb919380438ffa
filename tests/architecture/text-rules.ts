/** What the import rules cannot see, found in the text: the files it binds, a breach, and samples of both kinds. */
interface TextRule {
  promise: string;
  within: RegExp;
  breach: RegExp;
  planted: string[];
  sound: string[];
}

export const textRules: TextRule[] = [
  {
    promise: 'an import climbs at most three folders',
    within: /./,
    breach: /['"](\.\.\/){4}/,
    planted: ["import { sql } from '../../../../db/run.ts';"],
    sound: ["import { sql } from '../../../db/run.ts';"],
  },
  {
    promise: 'a type is imported at the top of a file, where the import rules can see it',
    within: /^(policies|db|audit|src)\//,
    breach: /(:|<|\||&|\btypeof|\bas)\s*import\(/,
    planted: [
      "let pool: import('pg').Pool;",
      "function go(): Promise<import('pg').Pool> {}",
      "type Pg = typeof import('pg');",
    ],
    sound: ["const { go } = await import('./go.ts');", "const later = () => import('./go.ts');"],
  },
  {
    promise: 'the demo identity providers are loaded while running, and only when a demo asks for them',
    within: /^src\/(?!dev\/)/,
    breach: /^((import|export) (?!type\b)[^;'()]*from|import) '[^']*\/dev\//m,
    planted: [
      "import { createDemoIdps } from './dev/demo-idps.ts';",
      "export * from './dev/demo-idps.ts';",
      "import './dev/demo-idps.ts';",
    ],
    sound: [
      "import type { DemoIdps } from './dev/demo-idps.ts';",
      "export const load = () => import('./dev/demo-idps.ts');",
    ],
  },
  {
    promise: 'a feature never holds the response nor the database',
    within: /^src\/features\//,
    breach: /\bres\.|\bresponse\.|\b(Response|ServerResponse|Pool|PoolClient|Database)\b|\bpool\b/,
    planted: [
      'res.send(record);',
      'function show(answer: Response) {}',
      'function find(pool: Source) {}',
      'let tx: PoolClient;',
    ],
    sound: ['const responsible = present(lead);', 'const resolved = 1;'],
  },
];
