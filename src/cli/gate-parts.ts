import { randomUUID } from 'node:crypto';
import type { GateParts } from '../gate/parts.ts';
import { gatePartsOf } from '../gate-parts.ts';
import type { Desk } from './desk.ts';
import { casesFolder, readFolder, rulesFolder } from './policy-folder.ts';

/** What the gate needs to write for the system, with the policy as the portal's own start would seed it. */
export async function openGateParts({ pool, audit, signer, config, kind }: Desk): Promise<GateParts> {
  // No list is asked for page by page here: a cursor key of this process is enough.
  const parts = gatePartsOf(
    config,
    { pool },
    { audit, signer },
    randomUUID(),
    await readFolder(casesFolder(undefined)),
  );
  const files = await readFolder(rulesFolder({ env: { POLICY_DIR: config.POLICY_DIR } }, undefined));
  await parts.policies.seed(files, kind, audit);
  await Promise.all([parts.policies.refresh(), parts.classes.refresh()]);
  return parts;
}
