import type { Children } from '../context.tsx';
import { TimeText } from './time-text.tsx';

export interface TimelineEntry {
  key: string;
  /** ISO 8601. */
  at: string;
  title: Children;
  children?: Children;
}

/** What happened, newest first. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol class="s-timeline">
      {entries.map(({ key, at, title, children }) => (
        <li key={key}>
          <p class="s-timeline__title">{title}</p>
          <p class="s-timeline__at">
            <TimeText at={at} />
          </p>
          {children}
        </li>
      ))}
    </ol>
  );
}
