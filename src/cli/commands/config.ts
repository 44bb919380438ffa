import type { Command } from 'commander';
import { loadConfig, maskConfig } from '../../config.ts';
import type { Terminal } from '../terminal.ts';

export function addConfig(program: Command, terminal: Terminal): void {
  program
    .command('config')
    .description('check the environment and print what is in force, secrets masked')
    .action(() => {
      for (const [name, value] of Object.entries(maskConfig(loadConfig(terminal.env))))
        terminal.out(`${name}=${value}\n`);
    });
}
