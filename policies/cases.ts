import { z } from 'zod';
import type { CompiledPolicy } from './compile.ts';
import type { Decision } from './decide.ts';
import type { Environment } from './environment.ts';
import type { PolicyFile } from './language.ts';
import { type Place, PolicyError, Problems } from './problem.ts';
import type { ControlResource } from './resource.ts';
import { type Subject, subjectOf } from './subject.ts';
import {
  actions,
  agencyTypes,
  assurances,
  axes,
  caveats,
  classifications,
  idpStatuses,
  phases,
  purposes,
  resourceTypes,
  roles,
  tlps,
} from './vocabulary.ts';
import { readTree, type Tree } from './yaml-tree.ts';

/** One line of the acceptance table: who does what to which resource, and what must come out. */
export interface PolicyCase {
  title: string;
  subject: Subject;
  action: (typeof actions)[number];
  resource: ControlResource;
  environment: Environment;
  expect: 'permit' | 'deny';
  /** Exactly the deciding rules, where the case names them. */
  rules?: string[];
  requires?: string[];
  at: Place;
}

export interface CaseFailure {
  title: string;
  at: Place;
  message: string;
}

const person = z.strictObject({
  person: z.uuid(),
  agency: z.string(),
  country: z.string(),
  agencyType: z.enum(agencyTypes),
  communities: z.array(z.string()),
  clearance: z.enum(classifications),
  roles: z.array(z.enum(roles)),
});

const resource = z.strictObject({
  type: z.enum(resourceTypes).optional(),
  classification: z.enum(classifications).optional(),
  tlp: z.enum(tlps).optional(),
  releasableTo: z.array(z.string()).optional(),
  except: z.array(z.string()).optional(),
  caveats: z.array(z.enum(caveats)).optional(),
  purposes: z.array(z.enum(purposes)).optional(),
  panel: z.string().nullable().optional(),
  phase: z.enum(phases).optional(),
  own: z.boolean().optional(),
  related: z.boolean().optional(),
  state: z.string().optional(),
  originator: z.string().optional(),
  lead: z.string().optional(),
  coLeads: z.array(z.string()).optional(),
  agency: z.string().optional(),
  agencyCountry: z.string().optional(),
  axis: z.enum(axes).optional(),
  to: z.string().optional(),
  /** Takes the attributes of a known resource and replaces those that stand beside. */
  like: z.string().optional(),
});

const environment = z.strictObject({
  purpose: z.enum(purposes),
  purposeStated: z.boolean(),
  assurance: z.enum(assurances),
  now: z.string(),
  idpStatus: z.enum(idpStatuses),
  sessionAge: z.number(),
});

const policyCase = z
  .strictObject({
    title: z.string().min(1),
    person: z.string().optional(),
    subject: person.optional(),
    action: z.enum(actions),
    resource: z.union([z.string(), resource]),
    environment: environment.partial().optional(),
    expect: z.enum(['permit', 'deny']),
    rules: z.array(z.string()).optional(),
    requires: z.array(z.string()).optional(),
  })
  .refine((one) => (one.person === undefined) !== (one.subject === undefined), 'name a person or describe a subject');

const fixtures = z.strictObject({
  version: z.literal(1),
  environment,
  people: z.record(z.string(), person),
  resources: z.record(z.string(), resource.omit({ like: true })),
});
const table = z.strictObject({ version: z.literal(1), cases: z.array(policyCase) });

type Fixtures = z.infer<typeof fixtures>;
const fixturesFile = 'known.yaml';

/**
 * Reads the acceptance table. `known.yaml` holds the people, resources and the environment that cases name.
 * @throws PolicyError with every problem.
 */
export function parseCases(files: readonly PolicyFile[]): PolicyCase[] {
  const problems = new Problems();
  const known = files.find(({ name }) => name === fixturesFile);
  const parsed = known && parseAs(fixtures, known, problems);
  const tables = files
    .filter((file) => file !== known)
    .map((file) => ({ file, content: parseAs(table, file, problems) }));
  if (!parsed) problems.add({ file: fixturesFile, line: 1, column: 1 }, `${fixturesFile} is missing or malformed`);
  const cases = tables.flatMap(({ file, content }) =>
    (content?.data.cases ?? []).flatMap((one, index) => {
      const at = content?.placeOf(index) ?? { file: file.name, line: 1, column: 1 };
      return parsed ? resolveCase(one, parsed.data, at, problems) : [];
    }),
  );
  if (problems.all.length > 0) throw new PolicyError(problems.all);
  return cases;
}

/** Runs the table against a policy and returns what came out otherwise than expected. */
export function runCases(policy: CompiledPolicy, cases: readonly PolicyCase[]): CaseFailure[] {
  return cases.flatMap((one) => {
    const decision = policy.decide(one.subject, one.action, one.resource, one.environment);
    const message = difference(one, decision);
    return message === null ? [] : [{ title: one.title, at: one.at, message }];
  });
}

function difference(one: PolicyCase, decision: Decision): string | null {
  const found = `${decision.effect} by ${decision.ruleIds.join(', ')}`;
  if (decision.effect !== one.expect) return `expected ${one.expect}, decided ${found}`;
  if (one.rules && !sameWords(one.rules, decision.ruleIds))
    return `expected the rules ${one.rules.join(', ')}, decided ${found}`;
  if (one.requires && !sameWords(one.requires, decision.requires)) {
    return `expected the steps ${one.requires.join(', ')}, asked for ${decision.requires.join(', ') || 'none'}`;
  }
  return null;
}

function sameWords(some: readonly string[], others: readonly string[]): boolean {
  return [...some].sort().join() === [...others].sort().join();
}

function resolveCase(one: z.infer<typeof policyCase>, known: Fixtures, at: Place, problems: Problems): PolicyCase[] {
  const who = one.subject ?? lookUp('person', one.person ?? '', known.people, at, problems);
  const given = typeof one.resource === 'string' ? { like: one.resource } : one.resource;
  const base = given.like === undefined ? {} : lookUp('resource', given.like, known.resources, at, problems);
  if (!who || !base) return [];
  const { like: _, ...own } = given;
  const attributes = { ...base, ...own };
  if (attributes.type === undefined) {
    problems.add(at, 'the resource has no type');
    return [];
  }
  const subject = subjectOf(who);
  const facts = { own: attributes.originator === subject.agency, related: false };
  const { title, action, expect, rules, requires } = one;
  return [
    {
      title,
      subject,
      action,
      resource: { ...facts, ...attributes, type: attributes.type } as ControlResource,
      environment: { ...known.environment, ...one.environment } as Environment,
      expect,
      ...(rules ? { rules } : {}),
      ...(requires ? { requires } : {}),
      at,
    },
  ];
}

function lookUp<T>(what: string, name: string, among: Record<string, T>, at: Place, problems: Problems): T | undefined {
  if (Object.hasOwn(among, name)) return among[name];
  problems.unknown(at, what, name, Object.keys(among));
  return undefined;
}

interface Parsed<T> {
  data: T;
  /** Where the case of that number stands. */
  placeOf(index: number): Place | undefined;
}

function parseAs<S extends z.ZodType>(schema: S, file: PolicyFile, problems: Problems): Parsed<z.infer<S>> | undefined {
  const tree = readTree(file.name, file.text, problems);
  if (!tree) return undefined;
  const result = schema.safeParse(plain(tree));
  if (result.success) {
    const cases = tree.kind === 'map' ? tree.entries.get('cases')?.value : undefined;
    return { data: result.data, placeOf: (index) => (cases?.kind === 'list' ? cases.items[index]?.at : undefined) };
  }
  for (const issue of result.error.issues) {
    problems.add(placeOfPath(tree, issue.path), `${issue.path.map(String).join('.')}: ${issue.message}`);
  }
  return undefined;
}

function placeOfPath(tree: Tree, path: readonly PropertyKey[]): Place {
  const [step, ...rest] = path;
  const next =
    tree.kind === 'map'
      ? tree.entries.get(String(step))?.value
      : tree.kind === 'list'
        ? tree.items[Number(step)]
        : undefined;
  return step === undefined || !next ? tree.at : placeOfPath(next, rest);
}

/** The tree as plain values, on objects without a prototype. */
function plain(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plain);
  const object: Record<string, unknown> = {};
  for (const [key, { value }] of tree.entries) object[key] = plain(value);
  return object;
}
