import { AppError, type FieldProblem } from '../../errors.ts';
import { qualifiers } from './qualifiers.ts';

const known = qualifiers.map(({ name }) => name).join(', ');
const queryProblems: readonly unknown[] = ['unknown-qualifier', 'no-qualifier', 'bad-value', 'too-long'];

/**
 * Rethrows the desk's refusal of a query in words that name the qualifier, those that exist, and what was probably meant.
 * `after`: the cursor that was sent along, which can be what was refused.
 */
export function explainQueryProblem(error: unknown, after: string): never {
  if (!(error instanceof AppError) || error.code !== 'invalid-input') throw error;
  throw new AppError('invalid-input', { fields: error.fields.map((problem) => inWords(problem, after)) });
}

function inWords(problem: FieldProblem, after: string): FieldProblem {
  const { problem: code, part = '', suggestion = 'none' } = problem.params;
  if (!queryProblems.includes(code)) return problem;
  if (code === 'bad-value' && part === after) return { field: 'after', messageId: 'input.cursor', params: {} };
  return { field: 'q', messageId: `audit.query.${code}`, params: { part, known, suggestion } };
}
