import { type Language, languageOf } from './languages.ts';

/** Numbers and dates as the reader's language writes them. Due dates are calendar dates; times show their zone. */
export interface Format {
  /** `2026-12-31` (or the date part of an instant, in the zone) → "31 Dec 2026". */
  date(value: string): string;
  /** ISO 8601 instant → "23 Nov 2026, 08:59 UTC", 24-hour clock. */
  dateTime(value: string): string;
  number(value: number): string;
  /** 0–100 → "60%". */
  percent(value: number): string;
  /** "Albania, Italy and Serbia". */
  list(items: readonly string[]): string;
  /** Compares words as the language sorts them. */
  compare(a: string, b: string): number;
}

const calendarDate = /^\d{4}-\d{2}-\d{2}$/;
const formats = new Map<string, Format>();

/** The formats of one language; times in the given IANA zone. */
export function formatFor(lang: Language, timeZone = 'UTC'): Format {
  const key = `${lang}/${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const made = makeFormat(languageOf(lang).format, timeZone);
  formats.set(key, made);
  return made;
}

function makeFormat(locale: string, timeZone: string): Format {
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const calendar = new Intl.DateTimeFormat(locale, { ...day, timeZone: 'UTC' });
  const local = new Intl.DateTimeFormat(locale, { ...day, timeZone });
  // h23 is forced because some locales (sq) default to a 12-hour clock.
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;
  const instant = new Intl.DateTimeFormat(locale, { ...day, ...clock, timeZone });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const collator = new Intl.Collator(locale);
  return {
    date: (value) =>
      calendarDate.test(value) ? calendar.format(new Date(`${value}T00:00:00Z`)) : local.format(new Date(value)),
    dateTime: (value) => instant.format(new Date(value)),
    number: (value) => number.format(value),
    percent: (value) => percent.format(value / 100),
    list: (items) => list.format(items),
    compare: (a, b) => collator.compare(a, b),
  };
}
