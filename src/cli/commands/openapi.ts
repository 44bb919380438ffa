import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import type { Terminal } from '../terminal.ts';

export function addOpenapi(program: Command, terminal: Terminal): void {
  program
    .command('openapi')
    .description('print the OpenAPI document of the API, as /api/openapi.json serves it')
    .action(async () => {
      const origin = new URL(loadConfig(terminal.env).BASE_URL).origin;
      // Loaded here alone: the routes bring every page with them, which no other command needs.
      const [{ openApiDocument }, { routes }] = await Promise.all([
        import('../../api/openapi.ts'),
        import('../../routes.ts'),
      ]);
      terminal.out(`${JSON.stringify(openApiDocument(routes, origin), null, 2)}\n`);
    });
}
