import { daysBetween, todayInUtc } from '../calendar.ts';
import { useUi } from '../context.tsx';
import { Shape } from './shape.tsx';

/** An instant (ISO 8601) with its zone. */
export function TimeText({ at }: { at: string }) {
  const { format } = useUi();
  return <time dateTime={at}>{format.dateTime(at)}</time>;
}

/** A calendar date (YYYY-MM-DD). */
export function DateText({ date }: { date: string }) {
  const { format } = useUi();
  return <time dateTime={date}>{format.date(date)}</time>;
}

export interface DueDateProps {
  /** YYYY-MM-DD; null: no date was set. */
  date: string | null;
  /** True once it no longer matters: then only the date is shown. */
  done?: boolean | undefined;
  /** YYYY-MM-DD; the current day in UTC unless given. */
  today?: string | undefined;
}

/** A due date and how far it is: "in 7 days", "3 days late". */
export function DueDate({ date, done = false, today = todayInUtc() }: DueDateProps) {
  const { t } = useUi();
  if (!date) return <span class="s-mute">{t('ui.due.none')}</span>;
  const days = daysBetween(today, date);
  const tone = days < 0 ? 'late' : days <= 14 ? 'soon' : 'later';
  return (
    <span class="s-due">
      <DateText date={date} />
      {!done && (
        <span class={`s-due__far s-due__far--${tone}`}>
          {tone !== 'later' && <Shape name={tone === 'late' ? 'triangle' : 'diamond'} />}
          {days < 0 ? t('ui.due.late', { days: -days }) : t('ui.due.in', { days })}
        </span>
      )}
    </span>
  );
}
