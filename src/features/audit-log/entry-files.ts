import type { ProvenEntry } from '../../gate/audit-desk.ts';
import { leafText } from './leaf-parts.ts';

/**
 * The files of an export that holds this one entry (AUDIT, Export: a selection), name to content, without the log's key:
 * that must reach the verifier by another way. Null while no checkpoint covers the entry.
 */
export function entryFiles(entry: ProvenEntry): Record<string, string> | null {
  const { view, checkpoint, proof } = entry;
  if (checkpoint === null || proof === null) return null;
  return {
    'entries.ndjson': `${entryLine(entry)}\n`,
    'proofs.ndjson': `${JSON.stringify({ index: view.index, size: checkpoint.size, proof })}\n`,
    checkpoint: checkpoint.note,
  };
}

// Every field of the leaf is repeated from its own text: the verifier compares both.
function entryLine(entry: ProvenEntry): string {
  const fields = leafText(entry).slice(1, -1);
  return `{"index":${entry.view.index},"leaf":"${entry.leaf}",${fields},"open":${JSON.stringify(entry.open)}}`;
}

/** The commands that check a saved entry (`entry-<index>.json`) without database or network, line by line. */
export function offlineCommands(index: number): string[] {
  const name = `entry-${index}`;
  const unpack =
    'const fs=require("node:fs"),[,saved,folder]=process.argv;fs.mkdirSync(folder);' +
    'for(const[name,text]of Object.entries(JSON.parse(fs.readFileSync(saved)).evidence.files))' +
    'fs.writeFileSync(folder+"/"+name,text)';
  return [`node -e '${unpack}' ${name}.json ${name}`, `npm run portal -- audit verify ${name} --key VKEY`];
}
