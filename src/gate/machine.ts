import type { AxisName } from '../../policies/vocabulary.ts';

/** A step to another state; some need a reason. */
export interface Step {
  reason: boolean;
}

/** A state machine: its states, the one in which a record begins, and from → to. */
export interface StateMachine<State extends string = string> {
  /** In the order in which they were declared. */
  readonly names: readonly [State, ...State[]];
  readonly initial: State;
  readonly steps: Readonly<Record<State, Readonly<Partial<Record<State, Step>>>>>;
}

/** The one place that names the states of a record: fields, inputs and filters read them here. The first is the initial one. */
export function machine<State extends string>(
  steps: Readonly<Record<State, Readonly<Partial<Record<NoInfer<State>, Step>>>>>,
): StateMachine<State> {
  const [initial, ...others] = Object.keys(steps) as State[];
  if (initial === undefined) throw new Error('a machine has at least one state');
  return { names: [initial, ...others], initial, steps };
}

/** How `allowed` says that a record may be moved: `transition:CLOSED`, `transition:acceptance:ACCEPTED` (CONTRACT). */
export function moveWord(axis: AxisName, to: string): string {
  return axis === 'state' ? `transition:${to}` : `transition:${axis}:${to}`;
}

/** The states to which this reader may move the record along an axis. */
export function movesOf({ allowed }: { allowed: readonly string[] }, axis: AxisName): string[] {
  return allowed.flatMap((word) => {
    const to = word.slice(word.lastIndexOf(':') + 1);
    return word === moveWord(axis, to) ? [to] : [];
  });
}
