import { it } from 'vitest';
import { expectNobodyElse } from './mutated-answers.ts';

it('200 honest answers, changed at random, sign nobody in as anybody else', () => expectNobodyElse(200, 1), 120_000);
