import type { AuditDesk } from '../../gate/audit-desk.ts';
import type { Gate } from '../../gate/gate.ts';
import { joinTerms, searchAddress } from './qualifiers.ts';
import { explainQueryProblem } from './query-problem.ts';

const days = 30;
const dayLength = 86_400_000;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A number with the search that lists exactly what it counts. */
export interface Counted {
  key: string;
  value: number;
  href: string;
}

/** The figures of a query over thirty days; their searches end at the same instant, so that numbers stay true while entries arrive. */
export interface ChartView {
  q: string;
  since: string;
  until: string;
  total: Counted;
  /** By day, each of the thirty. */
  perDay: Counted[];
  refusals: Counted[];
  /** Seven rows of 24. */
  perHour: Counted[][];
  records: Counted[];
  agencies: Counted[];
}

export async function readCharts(gate: Gate, q: string, now = Date.now()): Promise<ChartView> {
  const first = Math.floor(now / dayLength) - (days - 1);
  const window = { since: new Date(first * dayLength).toISOString(), until: new Date(now).toISOString() };
  const charts = await gate.auditLog.charts(q, window).catch((error: unknown) => explainQueryProblem(error, ''));
  return viewOf(charts, q, window);
}

function viewOf(
  charts: Awaited<ReturnType<AuditDesk['charts']>>,
  q: string,
  { since, until }: { since: string; until: string },
): ChartView {
  const end = `before:${until}`;
  const counted = (key: string, value: number, ...terms: string[]): Counted => ({
    key,
    value,
    href: searchAddress(joinTerms([q, ...terms])),
  });
  const all = Array.from({ length: days }, (_, i) =>
    new Date(Date.parse(since) + i * dayLength).toISOString().slice(0, 10),
  );
  const between = (day: string) => [`after:${day}`, ...(day === all.at(-1) ? [end] : [`before:${next(day)}`])];
  return {
    q,
    since,
    until,
    total: counted('', charts.total, `after:${since}`, end),
    perDay: all.map((day) => counted(day, charts.perDay.get(day) ?? 0, ...between(day))),
    refusals: all.map((day) => counted(day, charts.refusalsPerDay.get(day) ?? 0, 'outcome:deny', ...between(day))),
    perHour: weekdays.map((weekday, row) =>
      Array.from({ length: 24 }, (_, hour) => {
        const value = charts.perHour.get(`${row + 1} ${String(hour).padStart(2, '0')}`) ?? 0;
        return counted(`${weekday} ${hour}`, value, `weekday:${weekday}`, `hour:${hour}`, `after:${since}`, end);
      }),
    ),
    records: charts.records.map(([handle, n]) => counted(handle, n, `opened:${handle}`, `after:${since}`, end)),
    agencies: charts.agencies.map(([code, n]) => counted(code, n, `agency:${code}`, `after:${since}`, end)),
  };
}

function next(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayLength).toISOString().slice(0, 10);
}
