import type { AuditScope } from './entry-types.ts';

/** What can be searched by, with one example each; the log's own parser decides what it understands. */
export const qualifiers = [
  { name: 'agency', examples: ['agency:IT-DCSA', 'agency:IT-DCSA,AL-ASP', '-agency:IT-DCSA'] },
  { name: 'person', examples: ['person:per-3f0c9a41d2b87e65'] },
  { name: 'action', examples: ['action:record.read', 'action:audit.*'] },
  { name: 'outcome', examples: ['outcome:permit', 'outcome:deny', 'outcome:error'] },
  { name: 'decision', examples: ['decision:deny'] },
  { name: 'purpose', examples: ['purpose:INVESTIGATION'] },
  { name: 'rule', examples: ['rule:R5-RED'] },
  { name: 'code', examples: ['code:REC01W'] },
  { name: 'class', examples: ['class:authentication', 'class:data-access'] },
  { name: 'record', examples: ['record:rec-9b1d7c20aa64f3e8'] },
  { name: 'opened', examples: ['opened:rec-9b1d7c20aa64f3e8'] },
  { name: 'ref', examples: ['ref:J6-P2-R01-A-7KQ2'] },
  { name: 'originator', examples: ['originator:IT-DCSA'] },
  { name: 'request', examples: ['request:5f0c9a41-d2b8-4e65-8f3a-0c1d2e3f4a5b'] },
  { name: 'after', examples: ['after:2026-11-23', 'after:2026-11-23T08:30'] },
  { name: 'before', examples: ['before:2026-11-24'] },
  { name: 'hour', examples: ['hour:22,23,0,1,2,3,4,5'] },
  { name: 'weekday', examples: ['weekday:sat,sun'] },
  { name: 'index', examples: ['index:48213'] },
] as const;

/** A search that auditors often want. */
export interface CommonSearch {
  name: 'deniedToday' | 'refusedSignIns' | 'changes' | 'ownPeople' | 'othersHere' | 'auditors';
  q: string;
}

// Whatever happens to records but looking at them.
const changes = 'action:record.* -action:record.read -action:record.list -action:record.search -action:record.form';

/** `today` as YYYY-MM-DD in UTC. A refused sign-in belongs to no agency yet, so only scope `all` finds any. */
export function commonSearches(scope: AuditScope, agency: string, today: string): CommonSearch[] {
  const own: CommonSearch[] = [
    { name: 'ownPeople', q: `agency:${agency}` },
    { name: 'othersHere', q: `-agency:${agency}` },
  ];
  return [
    { name: 'deniedToday', q: `outcome:deny after:${today}` },
    ...(scope === 'all' ? [{ name: 'refusedSignIns', q: 'action:auth.login_refused' } as const] : own),
    { name: 'changes', q: changes },
    { name: 'auditors', q: 'action:audit.*' },
  ];
}

/** Everything within five minutes of an instant: what else was going on. */
export function searchAround(ts: string): string {
  const at = Date.parse(ts);
  const minutes = 5 * 60_000;
  return `after:${new Date(at - minutes).toISOString()} before:${new Date(at + minutes).toISOString()}`;
}

/** The address of a page of the log with a query; empty = everything the reader may see. */
export function searchAddress(q: string, after = '', path = '/audit'): string {
  const query = new URLSearchParams();
  if (q) query.set('q', q);
  if (after) query.set('after', after);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Conditions as one query. */
export function joinTerms(terms: readonly string[]): string {
  return terms.filter((term) => term !== '').join(' ');
}
