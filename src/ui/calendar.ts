const iso = /^(\d{4})-(\d{2})-(\d{2})$/;
const dotted = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?$/;

/**
 * A date as people type it, `2026-12-31` or `31.12.2026`, as `YYYY-MM-DD`; null for anything else.
 * 12/31/2026 is refused: nobody can tell its month from its day.
 */
export function parseDate(typed: string): string | null {
  const text = typed.trim();
  const isoMatch = iso.exec(text);
  const dottedMatch = isoMatch ? null : dotted.exec(text);
  const [year, month, day] = isoMatch ? isoMatch.slice(1) : dottedMatch ? dottedMatch.slice(1).reverse() : [];
  if (!year || !month || !day) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date) ? date : null;
}

/** Today's calendar date in UTC, `YYYY-MM-DD`. */
export function todayInUtc(now: Date = new Date()): string {
  return now.toISOString().slice(0, 10);
}

/** Whole days from one calendar date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
