import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A house in small with the real folder names, where faults can be planted without touching the real one. */
export interface Fixture {
  folder: string;
  write(files: Record<string, string>): void;
  remove(): void;
}

/** Makes the folder with the real packages, manifest and tool settings. */
export function makeFixture(): Fixture {
  const folder = mkdtempSync(join(tmpdir(), 'seguito-house-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const file of ['package.json', 'tsconfig.json', '.oxlintrc.json'])
    copyFileSync(join(root, file), join(folder, file));
  return {
    folder,
    write: (files) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
