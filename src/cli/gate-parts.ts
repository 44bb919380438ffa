import { AudienceDesk } from '../gate/audience.ts';
import { ClassRegistry } from '../gate/class-registry.ts';
import { CursorSeal } from '../gate/cursor.ts';
import type { GateParts } from '../gate/parts.ts';
import { PolicyStore } from '../gate/policy-store.ts';
import { SightCache } from '../gate/sight.ts';
import type { SessionPort } from '../gate/signed-in.ts';
import type { Desk } from './desk.ts';
import { readFolder, rulesFolder } from './policy-folder.ts';

// Nobody is signed in at a console.
const nobody: SessionPort = {
  statePurpose: () => Promise.reject(new Error('no session')),
  lastPurpose: () => Promise.resolve(null),
  end: () => Promise.reject(new Error('no session')),
  stillGood: () => undefined,
};

/** What the gate needs to write for the system, with the policy as the portal's own start would seed it. */
export async function openGateParts({ pool, audit, signer, config, kind }: Desk): Promise<GateParts> {
  const policies = new PolicyStore(pool);
  const classes = new ClassRegistry(pool);
  const files = await readFolder(rulesFolder({ env: { POLICY_DIR: config.POLICY_DIR } }, undefined));
  await policies.seed(files, kind, audit);
  await Promise.all([policies.refresh(), classes.refresh()]);
  return {
    pool,
    policies,
    classes,
    audit,
    sessions: nobody,
    sights: new SightCache(policies, classes),
    // No list is asked for page by page here: a key of this process is enough.
    cursors: new CursorSeal(crypto.randomUUID()),
    audience: new AudienceDesk(pool),
    vkey: signer.vkey,
    ceiling: config.CLASSIFICATION_CEILING,
  };
}
