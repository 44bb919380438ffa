/** `npm run check`: one line per check with its seconds, the output of those that fail, exit code 1 if any does. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tool = (name) => `${root}node_modules/.bin/${name}`;

const checks = [
  { name: 'types', command: tool('tsc'), args: ['--project', '.'] },
  { name: 'format and lint', command: tool('biome'), args: ['ci', '--colors=off'] },
  { name: 'promises and types', command: tool('oxlint'), args: ['--deny-warnings'] },
  { name: 'who imports whom', command: process.execPath, args: ['tests/check-imports.mjs'] },
  { name: 'dead code', command: tool('knip'), args: ['--no-progress'] },
  { name: 'messages', command: process.execPath, args: ['--import', 'tsx', 'tests/check-messages.ts'] },
];

function run({ command, args }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** Runs one check and prints its line, then what it says of its fault: one write, so that two never mix. */
async function report(check) {
  const started = performance.now();
  const { ok, output } = await run(check);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const fault = ok ? '' : `${output.trimEnd().replace(/^/gm, '        ')}\n`;
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'}  ${check.name} (${seconds} s)\n${fault}`);
  return ok;
}

const waiting = [...checks];
let failed = 0;

/** Takes one check after another until none waits. */
async function work() {
  for (let check = waiting.shift(); check; check = waiting.shift()) if (!(await report(check))) failed += 1;
}

// Two at a time: the heavier ones use more than one core by themselves.
await Promise.all([work(), work()]);
process.exitCode = failed > 0 ? 1 : 0;
