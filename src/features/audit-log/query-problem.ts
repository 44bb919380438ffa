import { AppError, type FieldProblem } from '../../errors.ts';
import { qualifiers } from './qualifiers.ts';

const known = qualifiers.map(({ name }) => name).join(', ');
const queryProblems = /^(unknown-qualifier|no-qualifier|bad-value|too-long): (.*)$/s;

/**
 * Rethrows the desk's refusal of a query in words that name the qualifier and those that exist.
 * `after`: the cursor that was sent along, which can be what was refused.
 */
export function explainQueryProblem(error: unknown, after: string): never {
  if (!(error instanceof AppError) || error.code !== 'invalid-input') throw error;
  throw new AppError('invalid-input', { fields: error.fields.map((problem) => inWords(problem, after)) });
}

function inWords(problem: FieldProblem, after: string): FieldProblem {
  const [, code, part] = queryProblems.exec(String(problem.params['problem'] ?? '')) ?? [];
  if (!code || part === undefined) return problem;
  if (code === 'bad-value' && part === after) return { field: 'after', messageId: 'input.cursor', params: {} };
  return { field: 'q', messageId: `audit.query.${code}`, params: { part, known } };
}
