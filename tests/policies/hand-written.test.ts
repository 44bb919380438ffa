import { expect, it } from 'vitest';
import { actions, askers } from '../bench/decision-world.ts';
import { mayReadAction } from '../bench/hand-written.ts';
import { shippedPolicy } from './shipped.ts';

it('the predicate with which the benchmark compares decides as the shipped rules do', () => {
  const policy = shippedPolicy();
  const all = actions(400);
  const others: object[] = [];
  let permits = 0;
  for (const { subject, environment } of askers(400)) {
    const compiled = policy.forSubject(subject, environment);
    for (const action of all) {
      const permitted = compiled.permits('read', action);
      if (permitted) permits += 1;
      if (permitted !== mayReadAction(subject, environment, action)) others.push({ subject, environment, action });
    }
  }
  expect(others).toEqual([]);
  expect(permits).toBeGreaterThan(10_000);
});
