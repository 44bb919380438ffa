import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import type { PolicyFile } from '../../../policies/language.ts';
import { atDesk } from '../desk.ts';
import { CannotRun, type Terminal } from '../terminal.ts';

interface ActiveVersion {
  version: number;
  hash: string;
  documents: PolicyFile[];
}

function writeDocuments(folder: string, documents: readonly PolicyFile[]): void {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new CannotRun(`${folder} is not empty: name a new folder`);
  // A stored name is a file of this folder, whatever it says.
  for (const { name, text } of documents) writeFileSync(join(folder, basename(name)), text, { flag: 'wx' });
}

export function addPolicyExport(policy: Command, terminal: Terminal): void {
  policy
    .command('export')
    .requiredOption('--out <DIR>', 'a new or empty folder')
    .description('write the documents of the active policy version, as they were stored')
    .action(async ({ out }: { out: string }) => {
      const active = await atDesk(terminal, 'policy export', async ({ pool }) => {
        const { rows } = await pool.query<ActiveVersion>(
          'SELECT v.version, v.hash, v.documents FROM active_policy() a JOIN policy_version v ON v.version = a.version',
        );
        return rows[0];
      });
      if (!active) throw new CannotRun('no policy version is stored yet: start the portal once');
      writeDocuments(out, active.documents);
      terminal.out(`version ${active.version}, ${active.documents.length} files in ${out}, hash ${active.hash}\n`);
    });
}
