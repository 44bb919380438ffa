import { once } from 'node:events';
import { createWriteStream, mkdirSync, readdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

/** Where the files of an export go. */
export interface ExportSink {
  /** Adds to the end of a file, which begins to exist. */
  write(name: string, text: string): Promise<void>;
  /** Nothing is written afterwards. */
  close(): Promise<void>;
}

/** A folder, readable by its owner alone. */
export class FolderSink implements ExportSink {
  readonly #folder: string;
  readonly #files = new Map<string, WriteStream>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  isEmpty(): boolean {
    return readdirSync(this.#folder).length === 0;
  }

  async write(name: string, text: string): Promise<void> {
    const file = this.#files.get(name) ?? createWriteStream(join(this.#folder, name), { flags: 'wx', mode: 0o600 });
    this.#files.set(name, file);
    if (text !== '' && !file.write(text)) await once(file, 'drain');
  }

  async close(): Promise<void> {
    for (const file of this.#files.values()) {
      file.end();
      await finished(file);
    }
  }
}

/** The export holds more than may be kept in memory. */
export class ExportTooLarge extends Error {
  override readonly name = 'ExportTooLarge';
}

/** Memory, up to a number of bytes. */
export class MemorySink implements ExportSink {
  readonly #most: number;
  readonly #files = new Map<string, Buffer[]>();
  #size = 0;

  constructor(most: number) {
    this.#most = most;
  }

  async write(name: string, text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8');
    this.#size += bytes.length;
    if (this.#size > this.#most) throw new ExportTooLarge(`more than ${this.#most} bytes`);
    const file = this.#files.get(name) ?? [];
    file.push(bytes);
    this.#files.set(name, file);
  }

  async close(): Promise<void> {}

  /** What was written, by name. */
  files(): Map<string, Buffer> {
    return new Map([...this.#files].map(([name, parts]) => [name, Buffer.concat(parts)]));
  }
}
