import type { Children } from '../context.tsx';
import { Shape, type ShapeName } from './shape.tsx';

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'mute';

/** Shape + word + colour. */
export function Tag({
  tone = 'mute',
  shape,
  children,
}: {
  tone?: Tone | undefined;
  shape: ShapeName;
  children: Children;
}) {
  return (
    <span class={`s-tag s-tag--${tone}`}>
      <Shape name={shape} />
      {children}
    </span>
  );
}
