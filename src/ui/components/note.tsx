import type { Children } from '../context.tsx';
import { Shape, type ShapeName } from './shape.tsx';

export type NoteKind = 'info' | 'ok' | 'warn' | 'bad';
const shapes: Readonly<Record<NoteKind, ShapeName>> = { info: 'dot', ok: 'tick', warn: 'diamond', bad: 'triangle' };

export interface NoteProps {
  kind?: NoteKind | undefined;
  title?: string | undefined;
  children?: Children;
  /** Announced at once: for the outcome of what the person just did. */
  live?: boolean | undefined;
}

export function Note({ kind = 'info', title, children, live = false }: NoteProps) {
  return (
    <div class={`s-note s-note--${kind}`} {...(live ? { role: kind === 'bad' ? 'alert' : 'status' } : {})}>
      <span class="s-note__shape">
        <Shape name={shapes[kind]} />
      </span>
      <div class="s-note__text">
        {title && <p class="s-note__title">{title}</p>}
        {children}
      </div>
    </div>
  );
}

/** Nothing here, or nothing that matches, and what to do next. */
export function EmptyState({ title, children, actions }: { title: string; children?: Children; actions?: Children }) {
  return (
    <div class="s-empty">
      <p class="s-empty__title">{title}</p>
      {children}
      {actions && <div class="s-row">{actions}</div>}
    </div>
  );
}
