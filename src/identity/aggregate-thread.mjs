// A thread takes over no loader from the one that starts it: it begins in plain JavaScript, and makes its own.
import { register } from 'tsx/esm/api';

register();
await import('./aggregate-worker.ts');
