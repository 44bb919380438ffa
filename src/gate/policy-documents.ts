import { createHash } from 'node:crypto';
import type { PolicyFile } from '../../policies/language.ts';

/** The documents of a policy: its rules, and the acceptance cases that they are held against. */
export interface PolicyDocuments {
  rules: PolicyFile[];
  cases: PolicyFile[];
}

export const folders = ['rules', 'cases'] as const;
export type Folder = (typeof folders)[number];

/** One file of a change: its whole text, or null where the file is taken away. */
export interface PolicyEdit {
  folder: Folder;
  name: string;
  text: string | null;
}

/** `rules/panel.yaml`: how a file of a policy is named to people. */
export function pathOf({ folder, name }: Pick<PolicyEdit, 'folder' | 'name'>): string {
  return `${folder}/${name}`;
}

/** The documents with a change laid over them. */
export function withEdits(base: PolicyDocuments, edits: readonly PolicyEdit[]): PolicyDocuments {
  const laid = (folder: Folder): PolicyFile[] => {
    const files = new Map(base[folder].map((file) => [file.name, file.text]));
    for (const edit of edits.filter((one) => one.folder === folder)) {
      if (edit.text === null) files.delete(edit.name);
      else files.set(edit.name, edit.text);
    }
    return [...files].map(([name, text]) => ({ name, text })).sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  return { rules: laid('rules'), cases: laid('cases') };
}

/** The edits with one more file laid over; an edit that leaves the base as it is, is none. */
export function editsWith(base: PolicyDocuments, edits: readonly PolicyEdit[], edit: PolicyEdit): PolicyEdit[] {
  const others = edits.filter((one) => pathOf(one) !== pathOf(edit));
  const stored = base[edit.folder].find(({ name }) => name === edit.name)?.text ?? null;
  const all = stored === edit.text ? others : [...others, edit];
  return all.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
}

/** All files of a policy together, in characters: whoever drafts must not keep the portal busy with checking. */
export const mostText = 256 * 1024;

export function textLength({ rules, cases }: PolicyDocuments): number {
  return [...rules, ...cases].reduce((sum, { text }) => sum + text.length, 0);
}

/**
 * Hex SHA-256 of what a change says, as of one row version: what simulations and approvals are bound to. The same text saved
 * or handed in a second time is approved a second time.
 */
export function hashOfText(
  baseVersion: number,
  edits: readonly PolicyEdit[],
  target: number | null,
  rowVersion = 0,
): string {
  const parts = edits.map(({ folder, name, text }) => [folder, name, text]);
  return createHash('sha256')
    .update(JSON.stringify([baseVersion, target, parts, rowVersion]))
    .digest('hex');
}
