import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './fixture.ts';

/** One file that people wrote: `path` from the root, with its text. */
export interface SourceFile {
  path: string;
  text: string;
}

const folders = ['policies', 'db', 'audit', 'src', 'tests'];

/** Every file of ours whose name ends in one of `extensions`. */
export function sourceFiles(...extensions: string[]): SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
    )
    .filter((path) => extensions.some((extension) => path.endsWith(extension)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Lines as an editor counts them. */
export function lineCount({ text }: SourceFile): number {
  return text.replace(/\n$/, '').split('\n').length;
}

/** The text without comments: they may speak of what the code may not do. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
