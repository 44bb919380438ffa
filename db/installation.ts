import type pg from 'pg';

export type InstallationKind = 'demo' | 'live';

/** What the database says it is; null while it is empty. */
export async function installationKind(pool: pg.Pool): Promise<InstallationKind | null> {
  const { rows } = await pool.query<{ kind: InstallationKind }>('SELECT kind FROM installation');
  return rows[0]?.kind ?? null;
}

/**
 * Settles whether this is a demo or a live database (THREATS 12): it is written once, at creation, as the owner, and a
 * later start that wants the other one is refused, whatever its environment says.
 */
export async function settleInstallation(owner: pg.Pool, wanted: InstallationKind): Promise<InstallationKind> {
  await owner.query('INSERT INTO installation (kind) VALUES ($1) ON CONFLICT DO NOTHING', [wanted]);
  const kind = await installationKind(owner);
  if (kind === wanted) return wanted;
  throw new Error(
    kind === 'live'
      ? 'this database is live: demo people and sample data are refused; start with NODE_ENV=production'
      : 'this database is a demo: it cannot become live; give production an empty database',
  );
}
