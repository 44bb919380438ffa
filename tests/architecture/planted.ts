/** An import that a rule must refuse: in which file, and of what. */
export interface Planted {
  rule: string;
  file: string;
  imports: string;
}

const imports = (...specifiers: string[]) => specifiers.map((specifier) => `import '${specifier}';`).join('\n');

/** A house in order: every folder, and the imports it may have. None of it may be refused. */
export const soundHouse: Record<string, string> = {
  'policies/vocabulary.ts': `export const actions = ['read'] as const;`,
  'policies/condition.ts': imports('./vocabulary.ts'),
  'policies/decide.ts': imports('./condition.ts', '@casl/ability', 'zod', 'yaml', 'node:crypto'),
  'db/connect.ts': imports('pg', 'drizzle-orm/node-postgres', 'node:fs'),
  'db/where.ts': imports('../policies/condition.ts', './connect.ts'),
  'db/schema/conference.ts': imports('drizzle-orm/pg-core', '../../policies/vocabulary.ts'),
  'audit/leaf.ts': imports('node:crypto'),
  'audit/append.ts': imports('pg', '../db/connect.ts', './leaf.ts', '../policies/vocabulary.ts'),
  'audit/verify/main.ts': imports('node:fs', '../leaf.ts'),
  'src/errors.ts': 'export const notFound = 404;',
  'src/config.ts': imports('zod', '../policies/vocabulary.ts'),
  'src/gate/gate.ts': imports(
    '../../policies/decide.ts',
    '../../db/where.ts',
    '../../audit/append.ts',
    '../errors.ts',
    'express',
  ),
  'src/ui/page.tsx': `${imports('preact', 'intl-messageformat', '../../policies/vocabulary.ts')}\nexport const Page = () => <p>All is well.</p>;`,
  'src/gate/door.ts': imports('express', './gate.ts'),
  'src/gate/declared.ts': 'export const declared = new WeakSet();',
  'src/gate/content-type.ts': imports('./declared.ts', 'drizzle-orm'),
  'src/content/alpha.ts': imports('../gate/content-type.ts', 'drizzle-orm', '../../db/schema/conference.ts'),
  'src/record/share.tsx': `${imports('../gate/gate.ts', '../ui/page.tsx', '../errors.ts', '../../policies/vocabulary.ts', 'zod', 'node:crypto')}\nexport const Share = () => <form />;`,
  'src/features/alpha/list.tsx': `${imports('../../gate/gate.ts', '../../record/share.tsx', '../../content/alpha.ts', '../../ui/page.tsx', '../../errors.ts', 'zod', 'node:crypto')}\nexport const List = () => <ul />;`,
  'src/features/beta/list.ts': imports('../../gate/gate.ts'),
  'src/http/mount.ts': imports('express', '../gate/gate.ts', '../config.ts'),
  'src/identity/sign-in.ts': imports('../../audit/append.ts', '../../db/connect.ts', '../errors.ts'),
  'src/api/openapi.ts': imports('../gate/gate.ts', 'zod'),
  'src/dev/demo-idps.ts': imports('../identity/sign-in.ts'),
  'src/routes.ts': imports('./features/alpha/list.tsx', './features/beta/list.ts', './api/openapi.ts'),
  'src/app.ts': imports('./http/mount.ts', './routes.ts', './ui/page.tsx'),
  'src/demo.ts': `export const demo = () => import('./dev/demo-idps.ts');`,
  'src/start.ts': imports('./app.ts', './demo.ts'),
  'src/cli/portal.ts': imports('../start.ts', '../features/alpha/list.tsx'),
  'tests/support/clock.ts': 'export const now = 0;',
  'tests/house.test.ts': imports(
    'vitest',
    './support/clock.ts',
    '../src/dev/demo-idps.ts',
    '../src/features/beta/list.ts',
  ),
};

/** Rule → folder of the guilty file → what it must not import from there. */
const faults: Record<string, Record<string, string[]>> = {
  'policies-only-policies': {
    policies: ['../db/connect.ts', '../audit/leaf.ts', '../src/errors.ts', '../src/gate/gate.ts'],
  },
  'policies-packages': { policies: ['express', 'pg', 'drizzle-orm', 'pino'] },
  'policies-no-io': { policies: ['node:fs', 'node:http', 'fs/promises'] },
  'db-knows-no-rights': {
    db: ['../policies/decide.ts', '../audit/leaf.ts', '../src/errors.ts'],
    'db/schema': ['../../policies/decide.ts'],
  },
  'db-packages': { db: ['express', '@casl/ability'] },
  'audit-only-db': { audit: ['../policies/decide.ts', '../src/errors.ts', '../src/gate/gate.ts'] },
  'audit-packages': { audit: ['express', 'pino'] },
  'audit-verify-stands-alone': {
    'audit/verify': ['../../db/connect.ts', '../append.ts', 'pg', '../../policies/vocabulary.ts'],
  },
  'audit-verify-no-network': { 'audit/verify': ['node:http', 'node:net', 'node:child_process'] },
  'gate-inward': {
    'src/gate': ['../features/alpha/list.tsx', '../ui/page.tsx', '../identity/sign-in.ts', '../http/mount.ts'],
  },
  'adapters-through-the-gate': {
    'src/http': ['../features/alpha/list.tsx', '../identity/sign-in.ts', '../../policies/decide.ts', '../ui/page.tsx'],
    'src/identity': ['../features/beta/list.ts', '../http/mount.ts'],
    'src/jobs': ['../features/alpha/list.tsx'],
    'src/api': ['../features/alpha/list.tsx', '../ui/page.tsx'],
  },
  'cli-wires-like-app': { 'src/cli': ['../ui/page.tsx', '../http/mount.ts'] },
  'ui-knows-no-data': {
    'src/ui': [
      '../gate/gate.ts',
      '../../db/connect.ts',
      '../../audit/leaf.ts',
      '../features/alpha/list.tsx',
      '../../policies/decide.ts',
    ],
  },
  'ui-packages': { 'src/ui': ['express', 'pg', 'drizzle-orm'] },
  'content-declares': {
    'src/content': ['../gate/door.ts', '../gate/gate.ts', '../features/alpha/list.tsx', '../../db/connect.ts'],
  },
  'content-packages': { 'src/content': ['pg', 'preact'] },
  'record-is-what-features-share': {
    'src/record': [
      '../gate/door.ts',
      '../content/alpha.ts',
      '../features/alpha/list.tsx',
      '../../db/schema/conference.ts',
      '../../policies/decide.ts',
      '../http/mount.ts',
    ],
  },
  'record-packages': { 'src/record': ['pg', 'drizzle-orm'] },
  'record-no-io': { 'src/record': ['node:fs', 'node:https'] },
  'feature-sees-the-gate': {
    'src/features/alpha': [
      '../../gate/door.ts',
      '../../gate/content-type.ts',
      '../../gate/declared.ts',
      '../beta/list.ts',
      '../../../db/connect.ts',
      '../../../db/where.ts',
      '../../../db/schema/conference.ts',
      '../../../audit/append.ts',
      '../../../policies/decide.ts',
      '../../http/mount.ts',
    ],
  },
  'feature-packages': { 'src/features/alpha': ['pg', 'express', 'drizzle-orm', 'drizzle-orm/node-postgres'] },
  'feature-no-io': { 'src/features/alpha': ['node:fs', 'node:https'] },
  'dev-only-in-demo-mode': {
    'src/http': ['../dev/demo-idps.ts'],
    src: ['./dev/demo-idps.ts'],
    'src/cli': ['../dev/demo-idps.ts', '../demo.ts'],
  },
  'features-wired-by-roots': { src: ['./features/alpha/list.tsx'], 'src/ui': ['../features/alpha/list.tsx'] },
  'nobody-imports-tests': { src: ['../tests/support/clock.ts'], db: ['../tests/support/clock.ts'] },
  resolvable: { 'src/gate': ['./nowhere.ts'] },
  'declared-packages': { 'src/gate': ['pg-pool'] },
  'no-dev-package-in-production': { 'src/gate': ['fast-check'], policies: ['vitest'] },
};

export const planted: Planted[] = [
  ...Object.entries(faults).flatMap(([rule, folders], first) =>
    Object.entries(folders).flatMap(([folder, targets], second) =>
      targets.map((target, third) => ({
        rule,
        file: `${folder}/planted-${first}-${second}-${third}.tsx`,
        imports: target,
      })),
    ),
  ),
  { rule: 'no-cycle', file: 'src/gate/chicken.ts', imports: './egg.ts' },
  { rule: 'no-orphan', file: 'src/gate/lonely.ts', imports: '' },
];

/** Each way to write an import is used in turn: a rule that sees only some of them holds nothing. */
const spellings = [
  (target: string) => `import * as thing from '${target}';\nexport const kept = thing;`,
  (target: string) => `import type * as Thing from '${target}';\nexport type Kept = typeof Thing;`,
  (target: string) => `export * from '${target}';`,
  (target: string) => `export const later = () => import('${target}');`,
];

/** The text of every planted file, JSX included, so that pages are proved to be read as well. */
export function plantedFiles(): Record<string, string> {
  const files = planted.map(({ file, imports: target }, index) => {
    const jsx = file.endsWith('.tsx') ? '\nexport const Element = () => <b class="planted">x</b>;' : '';
    const spell = spellings[index % spellings.length];
    return [file, target && spell ? spell(target) + jsx : 'export const nobody = 0;'] as const;
  });
  return {
    ...Object.fromEntries(files),
    'src/gate/egg.ts': `import type * as Chicken from './chicken.ts';\nexport type Egg = typeof Chicken;`,
  };
}
