import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalise } from '../../audit/canonical.ts';
import { type ComposeContext, compose, leafEnd } from '../../audit/compose.ts';
import { Decoys, paddedCount } from '../../audit/decoys.ts';
import { type AuditEntry, InvalidAuditEntry } from '../../audit/entry.ts';
import { type AuditAction, allCodes, auditEvents, codeOf, eventOf } from '../../audit/events.ts';
import { Handles } from '../../audit/handles.ts';
import { type Head, type Part, partDigest } from '../../audit/leaf.ts';
import { agencies, reading, record, storedParts } from './log-fixture.ts';

const key = randomBytes(32);
const context: ComposeContext = { instance: 'test', handles: new Handles(key), decoys: new Decoys(key, agencies) };

function composed(entry: AuditEntry): { head: Head; parts: Record<string, Part> } {
  const { leaf, parts } = compose(entry, context);
  return {
    head: JSON.parse(`${leaf}2026-11-23T10:00:00.000000Z${leafEnd}`) as Head,
    parts: JSON.parse(storedParts(parts)) as Record<string, Part>,
  };
}

describe('the catalogue of events', () => {
  it('gives every action and outcome a code of its own', () => {
    const codes = allCodes().map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[A-Z]{3}[0-9]{2}[IWE]$/);
  });

  it('makes a refusal the neighbour of what it refused', () => {
    expect(codeOf('record.read', 'permit')).toBe('REC01I');
    expect(codeOf('record.read', 'deny')).toBe('REC01W');
    expect(codeOf('record.read', 'error')).toBe('REC01E');
  });

  it('knows what the law wants logged: consultation, collection, alteration, disclosure', () => {
    const verbs = new Set(Object.values(auditEvents).map((event) => event.ledVerb));
    expect([...verbs]).toEqual(expect.arrayContaining(['consultation', 'collection', 'alteration', 'disclosure']));
    expect(eventOf('record.read')?.ledVerb).toBe('consultation');
    expect(eventOf('toString')).toBeUndefined();
  });

  it.each([
    ['an action that is not in it', { action: 'record.steal' as AuditAction }],
    ['an inherited name', { action: 'constructor' as AuditAction }],
    ['a sign-in refusal that permits', { action: 'auth.login_refused' as const, outcome: 'permit' as const }],
    ['an outcome it does not know', { outcome: 'maybe' as 'permit' }],
    ['a detail it does not know', { detail: { secret: 'x' } as object }],
    ['free text where a code belongs', { detail: { reason: 'because I say so' } }],
    ['a number that is none', { detail: { items: Number.NaN } }],
    ['an agency that is no code', { disclosed: [record('1', 'IT DCSA')] }],
    [
      'more than 1,000 records in one entry',
      { disclosed: Array.from({ length: 1_001 }, (_, i) => record(String(i), 'IT-DCSA')) },
    ],
    ['a NUL character', { purpose: { code: 'POLICY', legalBasis: 'a\u0000b', reference: '', stated: true } }],
    ['half a character', { purpose: { code: 'POLICY', legalBasis: '\ud800', reference: '', stated: true } }],
  ])('refuses %s', (_what, change) => {
    expect(() => compose(reading([], change as Partial<AuditEntry>), context)).toThrow(InvalidAuditEntry);
  });

  it('is known to the compiler too', () => {
    const entry: AuditEntry<'session.purpose'> = {
      action: 'session.purpose',
      outcome: 'permit',
      actor: null,
      // @ts-expect-error: `continued` is a boolean
      detail: { continued: 'yes' },
    };
    // @ts-expect-error: no such action
    const other: AuditEntry = { action: 'record.steal', outcome: 'permit', actor: null };
    // @ts-expect-error: no event has such a detail
    const third: AuditEntry = { action: 'record.read', outcome: 'permit', actor: null, detail: { nothing: 1 } };
    for (const one of [entry, other, third]) expect(() => compose(one, context)).toThrow(InvalidAuditEntry);
  });
});

describe('a leaf', () => {
  const entry = reading([record('1', 'IT-DCSA'), record('2', 'IT-DCSA')]);

  it('says in clear what happened, and of whom and of what only digests', () => {
    const { head, parts } = composed(entry);
    expect(Object.keys(head)).toEqual(Object.keys(head).sort());
    expect(head).toMatchObject({
      v: 1,
      code: 'REC02I',
      action: 'record.list',
      ledVerb: 'consultation',
      instance: 'test',
    });
    expect(head.decision).toEqual({ policyVersion: 1, policyHash: 'ab12', ruleIds: ['R1', 'R4'] });
    expect(Object.keys(head.parts)).toEqual(['actor', 'http', 'net', 'originator:IT-DCSA', 'purpose']);
    for (const secret of ['Name of', 'CASE-77', '192.0.2.7', 'session-handle', 'request-9', 'J7-P3']) {
      expect(JSON.stringify(head)).not.toContain(secret);
      expect(JSON.stringify(parts)).toContain(secret);
    }
  });

  it('has a digest of each part under a salt of its own', () => {
    const { head, parts } = composed(entry);
    const salts = Object.values(parts).map((part) => part.salt);
    expect(new Set(salts).size).toBe(salts.length);
    for (const [name, part] of Object.entries(parts)) {
      const salt = Buffer.from(part.salt, 'base64');
      expect(salt).toHaveLength(16);
      expect(partDigest(salt, canonicalise(part.value))).toBe(head.parts[name]);
    }
    expect(composed(entry).head.parts).not.toEqual(head.parts);
  });

  it('keeps the records of each originator in a part of its own', () => {
    const { parts } = composed(reading([record('1', 'IT-DCSA'), record('2', 'RS-MUP'), record('3', 'IT-DCSA')]));
    expect(JSON.stringify(parts['originator:IT-DCSA'])).not.toContain('RS-MUP');
    expect(parts['originator:RS-MUP']?.value).toEqual({ disclosed: [record('2', 'RS-MUP')] });
  });

  it('does not tell how many originators there were between the steps 1, 4, 16', () => {
    expect([0, 1, 2, 4, 5, 16, 17].map(paddedCount)).toEqual([0, 1, 4, 4, 16, 16, 64]);
    const names = (codes: string[]) =>
      Object.keys(composed(reading(codes.map((code) => record(code, code)))).head.parts).filter((n) =>
        n.startsWith('originator:'),
      );
    expect(names(['IT-DCSA'])).toHaveLength(1);
    expect(names(['IT-DCSA', 'RS-MUP'])).toHaveLength(4);
    expect(names(['IT-DCSA', 'RS-MUP', 'SI-GPU'])).toHaveLength(4);
    // The same originators always get the same company, else two lists side by side would tell who is true.
    expect(names(['RS-MUP', 'IT-DCSA'])).toEqual(names(['IT-DCSA', 'RS-MUP']));
    expect(names(agencies)).toEqual(agencies.map((code) => `originator:${code}`));
  });
});
