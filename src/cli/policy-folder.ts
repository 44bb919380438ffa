import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PolicyFile } from '../../policies/language.ts';
import type { Problem } from '../../policies/problem.ts';
import { readPolicyFiles } from '../gate/policy-store.ts';
import { CannotRun, type Terminal } from './terminal.ts';

const shipped = (folder: string) => fileURLToPath(new URL(`../../policies/${folder}`, import.meta.url));

/** The folder a policy command is about: as named, else POLICY_DIR, else the shipped rules. */
export function rulesFolder({ env }: Pick<Terminal, 'env'>, named: string | undefined): string {
  return named ?? (env.POLICY_DIR || shipped('rules'));
}

/** The acceptance cases as named, else the shipped ones. */
export function casesFolder(named: string | undefined): string {
  return named ?? shipped('cases');
}

/** Every `*.yaml` of the folder. @throws CannotRun when there is no such folder or no file in it */
export async function readFolder(folder: string): Promise<PolicyFile[]> {
  return readPolicyFiles(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw new CannotRun(`no such folder: ${folder}`);
    throw new CannotRun(error.message);
  });
}

/** `folder/file:line:column message (what to write instead)`, as editors and terminals link it. */
export function problemLines(folder: string, problems: readonly Problem[]): string {
  return problems
    .map(({ file, line, column, message, suggestion }) => {
      const hint = suggestion === undefined ? '' : ` (${suggestion})`;
      return `${join(folder, file)}:${line}:${column} ${message}${hint}`;
    })
    .join('\n');
}
