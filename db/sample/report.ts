import { readFileSync } from 'node:fs';

/** The organisers' report on the seventh edition, in Russian, byte for byte as it was received. */
export function readReport(): string {
  return readFileSync(new URL('./report.ru.txt', import.meta.url), 'utf8');
}
