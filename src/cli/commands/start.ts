import type { Command } from 'commander';

/** `portal start`: the same as `npm start`. */
export function addStart(program: Command): void {
  program
    .command('start')
    .description('start the portal in this terminal, as npm start does; Ctrl+C stops it in order')
    // The module starts the portal when it is loaded, and ends the process on a signal.
    .action(async () => void (await import('../../main.ts')));
}
