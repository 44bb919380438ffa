import type { Visitor } from './visitor.ts';

/** The change of the acceptance scenario: it opens exactly one record of the sample, to the one private member. */
export const panelFive = `version: 1
rules:
  - id: P5-PRIVATE-READ
    describe: Private members read GREEN actions of panel 5
    effect: permit
    actions: [read]
    resources: [follow-up-action]
    subject: { roles: { $overlaps: [liaison-officer] }, agencyType: private }
    when: { panel: J7-P5, tlp: { $in: [CLEAR, GREEN] }, releasableTo: { $overlaps: "\${subject.audiences}" } }
`;

/** Laptops were stolen at the border police: nothing RESTRICTED of others goes there any more. */
export const stolenLaptops = `version: 1
rules:
  - id: BA-STOLEN-LAPTOPS
    describe: After a theft the border police of Bosnia and Herzegovina read no RESTRICTED records of others
    effect: forbid
    actions: [read, export]
    resources: content
    subject: { agency: BA-GP }
    when: { classification: { $gte: RESTRICTED }, own: false }
`;

export interface ChangeJson {
  version: number;
  state: string;
  rowVersion: number;
  effect: {
    gains: { people: number; records: number };
    losses: { people: number; records: number };
    agencies: {
      agency: string;
      gains: { people: number; records: number };
      losses: { people: number; records: number };
    }[];
    classes: { type: string; classification: string; tlp: string; panel: string | null }[];
    flags: { flag: string; people: number; records: number }[];
  } | null;
  problems: { folder: string; file: string; line: number; column: number; message: string; suggestion: string }[];
  cases: { failure: string }[];
  openings: { ruleId: string }[];
  shared: { ruleId: string }[];
  approvals: { agency: string; counts: boolean }[];
  steps: { step: string; against: string | null }[];
  lapsesAt: string | null;
  stateReason: string | null;
}

/** Files a change of one file and returns it as the API answers it. */
export async function draft(visitor: Visitor, text: string, file = 'rules/panel-five.yaml'): Promise<ChangeJson> {
  const { status, json } = await visitor.call('POST', '/api/v1/policies', {
    title: 'Private members read GREEN actions of panel 5',
    reason: 'The panel asked for it',
    edits: [{ file, text }],
  });
  if (status !== 201) throw new Error(`no draft: ${status} ${JSON.stringify(json)}`);
  return json as ChangeJson;
}

/** Takes a step; the status, and the change where it went well. */
export async function step(
  visitor: Visitor,
  version: number,
  name: string,
  body: Record<string, unknown> = {},
): Promise<{ status: number; code: string; fields: string; change: ChangeJson }> {
  const { status, json } = await visitor.call('POST', `/api/v1/policies/${version}/${name}`, body);
  const problem = json as { code?: string; fields?: { message: string }[] };
  return {
    status,
    code: problem.code ?? '',
    fields: problem.fields?.map(({ message }) => message).join(' ') ?? '',
    change: json as ChangeJson,
  };
}

/** Takes steps that must all go well; returns the change after the last. */
export async function steps(visitor: Visitor, version: number, ...names: string[]): Promise<ChangeJson> {
  let change: ChangeJson | undefined;
  for (const name of names) {
    const done = await step(visitor, version, name);
    if (done.status !== 200) throw new Error(`${name}: ${done.status} ${done.code} ${done.fields}`);
    change = done.change;
  }
  if (!change) throw new Error('no step was named');
  return change;
}
