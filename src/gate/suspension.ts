import type pg from 'pg';
import { AppError } from '../errors.ts';
import { type NewNotice, tellAgencies } from './notices.ts';
import type { Party } from './policy-separation.ts';
import { reportDays, type SuspensionKind } from './registry-words.ts';
import { shutOut, type Target, targetsOf } from './suspension-store.ts';

type Db = Pick<pg.Pool, 'query'>;

/** The one active provider, agency or person that a name means. Throws `invalid-input` of field `subject`. */
export async function targetOf(db: Db, kind: SuspensionKind, name: string): Promise<Target> {
  const found = await targetsOf(db, kind, name);
  const [target, ...others] = found;
  const wrong = (messageId: string) =>
    new AppError('invalid-input', {
      fields: [
        { field: 'subject', messageId, params: { found: found.map(({ agencies }) => agencies.join()).join(', ') } },
      ],
    });
  if (!target) throw wrong(`input.suspension.unknown.${kind}`);
  if (others.length > 0) throw wrong('input.suspension.several');
  if (target.status !== 'ACTIVE') throw wrong('input.suspension.not-active');
  return target;
}

/** Shuts out and tells the agencies concerned, in the caller's transaction. */
export async function beginSuspension(
  tx: Db,
  target: Target,
  by: Party,
  reason: string,
): Promise<{ id: string; sessions: number }> {
  const done = await shutOut(tx, target, by, reason);
  const detail = { kind: target.kind, label: labelFor(target), what: 'shut-out' };
  await tellAgencies(
    tx,
    target.agencies.map((agency): NewNotice => ({ agency, kind: 'suspension', about: done.id, detail })),
  );
  return done;
}

/** Tells every originator how much was read in the days before; told once, however often it is asked. */
export async function tellOriginators(db: Db, id: string, target: Target): Promise<void> {
  await db.query('SELECT audit_tell_originators($1, $2, $3)', [id, labelFor(target), reportDays]);
}

/** Who a person is stays with the operators: agencies hear that one of theirs is shut out. */
function labelFor({ kind, label, agencies }: Target): string {
  return kind === 'person' ? agencies.join(', ') : label;
}
