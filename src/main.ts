import { ConfigError, loadConfig } from './config.ts';
import { demoPeopleLines } from './demo.ts';
import { createLog } from './log.ts';
import { startPortal } from './start.ts';

/** `npm start`: brings the portal up, says where it is and who can sign in, and goes down in order on a signal. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLog(config.LOG_LEVEL);
  const portal = await startPortal(config, log);
  if (config.DEMO) {
    process.stdout.write(
      `\nDemonstration with fictional people. Choose an agency on the sign-in page, then a person:\n${demoPeopleLines().join('\n')}\n\n`,
    );
  }
  process.stdout.write(`ready ${portal.url}\n`);
  const stop = () => {
    setTimeout(() => process.exit(1), 10_000).unref();
    void portal.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  // What a person can mend is said plainly; anything else with its stack.
  const plain = error instanceof ConfigError || process.env.LOG_LEVEL !== 'debug';
  process.stderr.write(`${error instanceof Error ? (plain ? error.message : error.stack) : String(error)}\n`);
  process.exit(error instanceof ConfigError ? 2 : 1);
});
