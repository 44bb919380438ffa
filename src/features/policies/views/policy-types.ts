import type { Gate } from '../../../gate/gate.ts';

/** Changes and activations as the gate gives them. */
export type History = Awaited<ReturnType<Gate['policies']['history']>>;
