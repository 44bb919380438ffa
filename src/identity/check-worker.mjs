// What runs in a worker thread is TypeScript like everything else; a worker has no loader for it until it brings its own.
import { register } from 'tsx/esm/api';

register();
await import('./check-worker.ts');
