import { createReadStream } from 'node:fs';

/** No line of an export is longer: 1,000 records of one entry take a tenth of it. */
const longestLine = 16 * 1024 * 1024;

/**
 * The lines of a file, as bytes without their LF. A last line without LF is given out too, and told by `ended: false`.
 * The file is streamed: memory does not grow with it.
 */
export async function* linesOf(file: string): AsyncGenerator<{ bytes: Buffer; ended: boolean }> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      const piece = chunk.subarray(start, end);
      yield { bytes: rest.length === 0 ? piece : Buffer.concat([...rest, piece]), ended: true };
      rest = [];
      length = 0;
      start = end + 1;
    }
    if (start < chunk.length) {
      rest.push(chunk.subarray(start));
      length += chunk.length - start;
      if (length > longestLine) break;
    }
  }
  if (rest.length > 0) yield { bytes: Buffer.concat(rest), ended: false };
}
