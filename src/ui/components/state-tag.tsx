import { useUi } from '../context.tsx';
import type { ShapeName } from './shape.tsx';
import { Tag, type Tone } from './tag.tsx';

export type StateKind = 'action' | 'acceptance' | 'implementation' | 'record' | 'derived';

/** How each state of a kind looks. */
export type StateLooks = Readonly<Record<string, readonly [Tone, ShapeName]>>;

const looks: Readonly<Record<StateKind, StateLooks>> = {
  action: {
    DRAFT: ['mute', 'ring'],
    OPEN: ['info', 'dot'],
    CLOSED: ['ok', 'tick'],
    CARRIED_OVER: ['warn', 'arrow'],
    ABANDONED: ['bad', 'cross'],
  },
  acceptance: {
    PROPOSED: ['mute', 'ring'],
    UNDER_CONSIDERATION: ['info', 'half'],
    ACCEPTED: ['ok', 'tick'],
    ACCEPTED_WITH_RESERVATION: ['warn', 'diamond'],
    DECLINED: ['bad', 'cross'],
  },
  implementation: {
    NOT_STARTED: ['mute', 'ring'],
    IN_PROGRESS: ['info', 'half'],
    BLOCKED: ['bad', 'square'],
    REPORTED_DONE: ['info', 'dot'],
    VERIFIED: ['ok', 'tick'],
    RETURNED: ['warn', 'triangle'],
    CLOSED: ['ok', 'tick'],
  },
  record: { OPEN: ['info', 'dot'], CLOSED: ['mute', 'dash'] },
  derived: { OVERDUE: ['bad', 'triangle'], AT_RISK: ['warn', 'diamond'] },
};

interface StateTagProps {
  kind: StateKind;
  state: string;
}

/** A state of an action, of a commitment's two axes, or derived from dates, as shape, colour and the word of the language. */
export function StateTag({ kind, state }: StateTagProps) {
  return <StateAs looks={looks[kind]} words={`state.${kind}`} state={state} />;
}

/** A state of a type that brings its own looks; `words` begins the message of each state. */
export function StateAs({ looks: of, words, state }: { looks: StateLooks; words: string; state: string }) {
  const { t } = useUi();
  const [tone, shape] = of[state] ?? ['mute', 'dash'];
  return (
    <Tag tone={tone} shape={shape}>
      {t(`${words}.${state}`)}
    </Tag>
  );
}

/** low | normal | high. */
export function PriorityTag({ priority }: { priority: string }) {
  const { t } = useUi();
  const look: readonly [Tone, ShapeName] =
    priority === 'high' ? ['warn', 'triangle'] : ['mute', priority === 'low' ? 'ring' : 'dot'];
  return (
    <Tag tone={look[0]} shape={look[1]}>
      {t(`state.priority.${priority}`)}
    </Tag>
  );
}
