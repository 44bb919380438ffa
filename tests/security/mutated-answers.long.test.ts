import { it } from 'vitest';
import { expectNobodyElse } from './mutated-answers.ts';

it('3,000 honest answers, changed at random, sign nobody in as anybody else', () => expectNobodyElse(3000, 7), 600_000);
