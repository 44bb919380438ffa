import { describe, expect, it } from 'vitest';
import { policyOf } from './sample-askers.ts';
import { shippedPolicy } from './shipped.ts';

const on = 'actions: [update], resources: [follow-up-action]';

describe('a decision that is good for this moment alone', () => {
  it('is one where a rule looks at the time, the age of the session or a fresh sign-in', () => {
    const rules = [
      `effect: permit, ${on}, environment: { now: { $lt: "2027-01-01T00:00:00Z" } }`,
      `effect: permit, ${on}, environment: { sessionAge: { $lt: 600 } }`,
      `effect: permit, ${on}, requires: [recent]`,
    ];
    for (const rule of rules) expect(policyOf(rule).momentary('update', 'follow-up-action')).toBe(true);
  });

  it('is not one where every rule looks at what lasts, nor one on another action or type', () => {
    const lasting = policyOf(`effect: permit, ${on}, environment: { purpose: POLICY }, requires: [mfa]`);
    expect(lasting.momentary('update', 'follow-up-action')).toBe(false);
    const elsewhere = policyOf(`effect: permit, ${on}, requires: [recent]`);
    expect(elsewhere.momentary('transition', 'follow-up-action')).toBe(false);
    expect(elsewhere.momentary('update', 'conclusion')).toBe(false);
  });

  it('is never a read', () => {
    for (const type of ['conference', 'conclusion', 'follow-up-action', 'progress-update'] as const)
      expect(shippedPolicy().momentary('read', type)).toBe(false);
  });
});
