/** One archive of files with short names and no folders (POSIX.1-1988 ustar). `at`: Unix seconds. */
export function ustar(files: ReadonlyMap<string, Buffer>, at: number): Buffer {
  const blocks: Buffer[] = [];
  for (const [name, bytes] of files) {
    blocks.push(header(name, bytes.length, at), bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512));
  }
  // Two blocks of zeros end an archive.
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function header(name: string, size: number, at: number): Buffer {
  if (!/^[A-Za-z0-9._-]{1,99}$/.test(name)) throw new RangeError(`not a name for an archive: ${name}`);
  const block = Buffer.alloc(512);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  block.write(name, 0);
  block.write(`${octal(0o600, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0${octal(size, 11)}\0${octal(at, 11)}\0`, 100);
  // The checksum is taken with spaces in its own place.
  block.write('        0', 148);
  block.write('ustar\x0000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\0 `, 148, 'latin1');
  return block;
}
