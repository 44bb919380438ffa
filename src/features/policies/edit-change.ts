import type { AppError } from '../../errors.ts';
import type { Gate } from '../../gate/gate.ts';
import type { ChangeView, FileView } from '../../gate/policy-views.ts';

type Edit = ChangeView['edits'][number];

/** What the editor shows: the file as it is stored, or as it was typed where it came back. */
export interface Editor extends FileView {
  /** True for a file that does not exist yet. */
  fresh: boolean;
  stale: boolean;
  fieldProblems: AppError['fields'];
}

export const emptyFile = { rules: 'version: 1\nrules: []\n', cases: 'version: 1\ncases: []\n' } as const;

/** `rules/panel.yaml` taken apart; what it may be called is the gate's to decide. */
export function splitPath(path: string): Pick<Edit, 'folder' | 'name'> {
  const [folder, name = ''] = path.split('/');
  return { folder: folder === 'cases' ? 'cases' : 'rules', name };
}

export async function openFile(gate: Gate, version: number, path: string): Promise<Editor> {
  const file = await gate.policies.file(version, path);
  return { ...file, fresh: false, stale: false, fieldProblems: [] };
}

/** A file by a name that was typed: an empty one in the editor only, or the one that is called so already. */
export async function newFile(gate: Gate, version: number, path: string): Promise<Editor> {
  const first = await gate.policies.file(version, '');
  const { folder, name } = splitPath(path);
  if (first.files.some((file) => file.folder === folder && file.name === name)) return openFile(gate, version, path);
  return {
    ...first,
    folder,
    name,
    text: emptyFile[folder],
    locked: false,
    removed: false,
    before: null,
    fresh: true,
    stale: false,
    fieldProblems: [],
  };
}

/** The editor again after refused input: as typed, with the newest version to save on. */
export async function typedFile(
  gate: Gate,
  version: number,
  body: Record<string, unknown>,
  problem: AppError,
): Promise<Editor> {
  const path = typeof body.file === 'string' ? body.file : '';
  const text = typeof body.text === 'string' ? body.text.replaceAll('\r\n', '\n') : '';
  const stored = await gate.policies.file(version, '');
  const known = stored.files.some(({ folder, name }) => `${folder}/${name}` === path);
  return {
    ...stored,
    ...splitPath(path),
    text,
    locked: false,
    removed: false,
    before: null,
    fresh: !known,
    stale: problem.code === 'stale-version',
    fieldProblems: problem.fields,
  };
}

/** What the editor's buttons ask for: the text as typed, the file taken away, or its text as it is in force. */
export interface FileOrder {
  file: string;
  /** Null takes the file away. */
  text: string | null;
  version: number;
  remove?: string | undefined;
  restore?: string | undefined;
}

/** Does with the file what was asked for; a new file that is set back is gone. */
export async function saveFile(gate: Gate, version: number, order: FileOrder): Promise<void> {
  const text = await textOf(gate, version, order);
  await gate.policies.save(version, { ...splitPath(order.file), text }, order.version);
}

async function textOf(gate: Gate, version: number, { file, text, remove, restore }: FileOrder): Promise<string | null> {
  if (remove !== undefined) return null;
  return restore === undefined ? text : (await gate.policies.file(version, file)).before;
}

/** Files a draft and returns its number. */
export function draftChange(
  gate: Gate,
  body: { title: string; reason: string; edits: { file: string; text: string | null }[] },
): Promise<number> {
  const edits = body.edits.map(({ file, text }) => ({ ...splitPath(file), text }));
  return gate.policies.draft({ title: body.title, reason: body.reason, edits });
}
