import { afterEach, describe, expect, it } from 'vitest';
import { AnonymousRefusals } from '../../src/gate/anonymous.ts';
import { recordedAudit } from '../identity/recorded-audit.ts';

const facts = (number: number) => ({
  requestId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  surface: 'page' as const,
  method: 'GET',
  route: '/actions',
  ip: '127.0.0.1',
  userAgentHash: 'a'.repeat(64),
});

const audit = recordedAudit();
const refusals = new AnonymousRefusals(audit, 5);
const counts = () => audit.entries.map(({ detail }) => Number(detail && 'count' in detail ? detail.count : 0));
afterEach(() => {
  audit.entries.length = 0;
  audit.broken = null;
});

describe('THREATS 5: requests without a session', () => {
  it('are entries up to a limit a minute, and one entry that counts the rest', async () => {
    for (let sent = 0; sent < 12; sent += 1) await refusals.note(facts(sent), 303);
    expect(counts()).toEqual([1, 1, 1, 1, 1]);
    await refusals.nextMinute();
    expect(counts()).toEqual([1, 1, 1, 1, 1, 7]);
    await refusals.note(facts(13), 401);
    expect(counts()).toEqual([1, 1, 1, 1, 1, 7, 1]);
  });

  it('that were only counted are owed until the log can be written, and when the portal stops', async () => {
    await refusals.nextMinute();
    for (let sent = 0; sent < 7; sent += 1) await refusals.note(facts(sent), 303);
    audit.broken = new Error('disk full');
    await expect(refusals.nextMinute()).rejects.toThrow('disk full');
    audit.broken = null;
    await refusals.stop();
    expect(counts().reduce((sum, one) => sum + one, 0)).toBe(7);
  });
});
