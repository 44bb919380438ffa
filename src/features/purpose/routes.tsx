import type { AppError } from '../../errors.ts';
import type { Gate } from '../../gate/gate.ts';
import { localPath } from '../../gate/local-path.ts';
import { type RawInput, type Route, route } from '../../gate/route.ts';
import { purposeForm, taskOf } from './purpose-form.ts';
import { apiInput, formInput, purposeOutput, statedInput } from './purpose-input.ts';
import { statePurpose } from './state-purpose.ts';
import { PurposePage } from './views/purpose-page.tsx';

const typedText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The form with what was typed and what is wrong with it. */
async function again(gate: Gate, { body }: RawInput, problem: AppError) {
  const { code, legalBasis, reference } = body;
  const typed = { code: typedText(code), legalBasis: typedText(legalBasis), reference: typedText(reference) };
  const form = await purposeForm(gate, localPath(body.returnTo), typed);
  const whole = { field: '', messageId: `${problem.messageId}.detail`, params: problem.params };
  return <PurposePage {...form} problems={problem.fields.length > 0 ? problem.fields : [whole]} />;
}

/** Stating what one reads for: once a day, one button (CONTRACT, Purpose). */
export const purposeRoutes: Route[] = [
  route({
    page: 'GET /purpose',
    action: 'read',
    resource: 'session',
    event: 'page.view',
    input: formInput,
    handler: (gate, { query }) => purposeForm(gate, query.returnTo),
    view: (form) => <PurposePage {...form} problems={[]} />,
  }),
  route({
    page: 'POST /purpose',
    action: 'update',
    resource: 'session',
    event: 'session.purpose',
    input: statedInput,
    handler: (gate, { body }) => statePurpose(gate, body, taskOf(body.returnTo)),
    goTo: (_stated, { body }) => body.returnTo,
    done: () => 'purpose',
    retry: again,
  }),
  route({
    api: 'PUT /api/v1/session/purpose',
    action: 'update',
    resource: 'session',
    event: 'session.purpose',
    input: apiInput,
    output: purposeOutput,
    handler: (gate, { body }) => statePurpose(gate, body),
  }),
];
