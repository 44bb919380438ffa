import type { Verdict } from './verify-bundle.ts';

/** What a checker says of an export that verifies. `trusted`: the key was given, not taken from the export. */
export function verdictText(verdict: Verdict, trusted: boolean): string {
  const { entries, size, origin, root, continues, pruned, firstPruned } = verdict;
  const older = continues === null ? '' : `, continues the checkpoint of ${continues}`;
  const trust = trusted ? '' : ' (key taken from the export itself: compare it with one you know)';
  const erased =
    firstPruned === null
      ? ''
      : `ERASED ${pruned} of these entries, the first with index=${firstPruned}: they stood in the log, but only their hashes are here. Ask for the decision that erased them; none is known to this version.\n`;
  return `OK ${entries} entries of ${size}, origin ${origin}, root ${root}${older}${trust}\n${erased}`;
}
