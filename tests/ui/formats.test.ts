import { describe, expect, it } from 'vitest';
import { daysBetween, parseDate } from '../../src/ui/calendar.ts';
import { formatFor } from '../../src/ui/format.ts';
import { translator } from '../../src/ui/i18n.ts';
import { languages } from '../../src/ui/locales.ts';
import { negotiateLanguage } from '../../src/ui/negotiate.ts';

describe('dates that people type', () => {
  it.each([
    ['2026-12-31', '2026-12-31'],
    ['31.12.2026', '2026-12-31'],
    [' 1. 2. 2027. ', '2027-02-01'],
  ])('%s is understood', (typed, expected) => expect(parseDate(typed)).toBe(expected));

  it.each(['12/31/2026', '31/12/2026', '2026-02-30', '31.13.2026', '31.12.26', 'tomorrow', ''])(
    '%s is refused',
    (typed) => expect(parseDate(typed)).toBeNull(),
  );

  it('days are counted across the change of the clocks', () => expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2));
});

describe('numbers and dates in the language of the reader', () => {
  it('English', () => {
    const format = formatFor('en');
    expect(format.date('2026-12-31')).toBe('31 Dec 2026');
    expect(format.dateTime('2026-11-23T20:59:41Z')).toBe('23 Nov 2026, 20:59 UTC');
    expect(format.percent(60)).toBe('60%');
    expect(format.number(48213)).toBe('48,213');
  });

  it('Serbian in Cyrillic', () => {
    const format = formatFor('sr-Cyrl');
    expect(format.date('2026-12-31')).toBe('31. дец 2026.');
    expect(format.dateTime('2026-11-23T20:59:41Z')).toContain('20:59');
    expect(format.number(48213)).toBe('48.213');
  });

  it('Italian', () => {
    const format = formatFor('it');
    expect(format.date('2026-12-31')).toBe('31 dic 2026');
    expect(format.dateTime('2026-11-23T20:59:41Z')).toBe('23 nov 2026, 20:59 UTC');
    expect(format.percent(60)).toBe('60%');
    expect(format.number(48213)).toBe('48.213');
    expect(format.list(['Albania', 'Italia', 'Serbia'])).toBe('Albania, Italia e Serbia');
  });

  it('times show the zone in which they are told', () => {
    expect(formatFor('en', 'Europe/Rome').dateTime('2026-11-23T08:59:41Z')).toBe('23 Nov 2026, 09:59 CET');
  });

  it('a due date is never moved by a zone', () => {
    expect(formatFor('en', 'America/Los_Angeles').date('2026-12-31')).toBe('31 Dec 2026');
  });
});

describe('words in the language of the reader', () => {
  it('Serbian counts in three ways', () => {
    const t = translator('sr-Cyrl');
    expect([1, 2, 5, 21].map((days) => t('ui.due.late', { days }))).toEqual([
      'касни 1 дан',
      'касни 2 дана',
      'касни 5 дана',
      'касни 21 дан',
    ]);
  });

  it('Italian counts thousands and millions in its own way', () => {
    const t = translator('it');
    expect([0, 1, 8, 2_000_000].map((days) => t('ui.due.in', { days }))).toEqual([
      'oggi',
      'domani',
      'tra 8 giorni',
      'tra 2.000.000 di giorni',
    ]);
    expect([7, 8].map((edition) => t('conference.edition', { edition }))).toEqual(['7ª conferenza', '8ª conferenza']);
  });

  it('an unknown message stops a developer and shows its id to an officer', () => {
    expect(() => translator('en', true)('no.such.message')).toThrow('no.such.message');
    expect(translator('en', false)('no.such.message')).toBe('no.such.message');
  });

  it('names that objects carry from birth are no messages', () => {
    expect(translator('en', false)('constructor')).toBe('constructor');
  });

  it('a missing parameter stops a developer', () => expect(() => translator('en', true)('ui.due.late')).toThrow());
});

describe('the language of a page', () => {
  it.each([
    ['chosen on this device', 'sr-Cyrl', 'en', 'en', 'sr-Cyrl'],
    ['kept with the person', undefined, 'en', 'sr-Cyrl', 'sr-Cyrl'],
    ['asked for by the browser', undefined, 'fr;q=0.9, sr-RS;q=0.8, en;q=0.1', undefined, 'sr-Cyrl'],
    ['of another country that speaks it', undefined, 'it-CH, fr;q=0.5', undefined, 'it'],
    ['the best that is understood', undefined, 'hr-HR, en;q=0.5', undefined, 'sr-Cyrl'],
    ['English when nothing is said', undefined, undefined, undefined, 'en'],
    ['English when nonsense is said', '../../etc/passwd', ';;q=,*', 'xx', 'en'],
    ['not one that is refused', undefined, 'sr;q=0, en', undefined, 'en'],
  ])('is %s', (_, cookie, header, person, expected) =>
    expect(negotiateLanguage(cookie, header, person)).toBe(expected),
  );

  it('can be English, Italian or Serbian in Cyrillic now', () => {
    expect(languages.map(({ tag }) => tag)).toEqual(expect.arrayContaining(['en', 'it', 'sr-Cyrl']));
  });
});
