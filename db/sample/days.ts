import type { DayOffset } from './types.ts';

/**
 * The calendar day that lies `offset` days after `today`, both as YYYY-MM-DD.
 * The sample holds offsets, so that whenever it is loaded some work is due soon, some later and some is late.
 * Counted in UTC: a day has 24 hours there, whatever the clocks of a country do that night.
 */
export function dayAt(today: string, offset: DayOffset): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + offset);
  return day.toISOString().slice(0, 10);
}
