import { runConsole } from './program.ts';

// `portal audit query | head` closes our output early: that is its reader's right and no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

/** The console's entry: `npm run portal -- <command>` and `bin/portal <command>`. */
process.exitCode = await runConsole(process.argv.slice(2), {
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
