/** A process of its own that uses the embedded server: prints its connection string; leaves on the word `stop`. */
import { startEmbedded } from '../../db/embedded.ts';

const [dataDir = ''] = process.argv.slice(2);
const server = await startEmbedded(dataDir);
process.stdout.write(
  `${JSON.stringify({ portalUrl: server.portalUrl, superuserUrl: server.superuserUrl, port: server.port })}\n`,
);
process.stdin.once('data', () => void server.stop().then(() => process.exit(0)));
