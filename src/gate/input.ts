import { z } from 'zod';
import { caveats, classifications, existences, handlings, purposes, tlps } from '../../policies/vocabulary.ts';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id as links carry it. A malformed one is no secret: the answer says what an id looks like. */
export const idInput = z.string('input.id').regex(uuidPattern, 'input.id').toLowerCase();

/** The code of an agency, as addresses and bodies name one; whether there is such an agency is another question. */
export const agencyInput = z.string('input.agency').regex(/^[A-Z0-9]{2,6}-[A-Z0-9-]{1,20}$/, 'input.agency');

/** A required text without control characters, trimmed; at most `most` characters. */
export function textInput(most: number): z.ZodType<string> {
  return z
    .string('input.required')
    .transform(normalise)
    .pipe(atMost(z.string().min(1, 'input.required'), most));
}

/** A text that may be empty. Of an edit: absent means "leave it as it is", so it has no default. */
export function freeTextInput(most: number): z.ZodType<string> {
  return z.string('input.invalid').transform(normalise).pipe(atMost(z.string(), most));
}

/** An optional text; absent and empty are the same. */
export function optionalTextInput(most: number): z.ZodType<string> {
  return z.string('input.invalid').default('').transform(normalise).pipe(atMost(z.string(), most));
}

/** The first check says the limit and the length; `max` says the same to the API's description. */
function atMost(text: z.ZodString, most: number): z.ZodType<string, string> {
  return text
    .superRefine(({ length }, context) => {
      const params = { limit: most, length };
      if (length > most) context.addIssue({ code: 'custom', message: 'input.text-too-long', params });
    })
    .max(most, 'input.too-long');
}

/** Words to search by, as they can be asked of a database: PostgreSQL knows no text with a NUL in it. */
export function wordsTyped(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').trim();
}

// Browsers send CRLF; control characters other than line feed and tab have no place in a text.
function normalise(text: string): string {
  return (
    text
      .replaceAll('\r\n', '\n')
      .replace(/[^\P{Cc}\n\t]/gu, '')
      // A lone surrogate is no character, and PostgreSQL could not store it.
      .replace(/\p{Surrogate}/gu, '\uFFFD')
      .trim()
  );
}

/** A calendar date, `2026-12-31` or `31.12.2026`; `12/31/2026` is refused with help, because half the members read it otherwise. */
export const dateInput = z
  .string('input.date')
  .trim()
  .transform((text, context) => {
    const date = isoDate(text);
    if (date) return date;
    context.addIssue({ code: 'custom', message: text.includes('/') ? 'input.date.slashes' : 'input.date' });
    return z.NEVER;
  });

/** As `dateInput`; empty = no date. */
export const optionalDateInput = z
  .preprocess((value) => (value === '' || value === undefined ? null : value), dateInput.nullable())
  .default(null);

function isoDate(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const dotted = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\s*\.?$/.exec(text);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : dotted ? [dotted[3], dotted[2], dotted[1]] : [];
  if (!year || !month || !day) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  if (date < '1900' || date > '2200') return null;
  // 31.2. rolls over to March: only a date that comes back unchanged exists.
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date ? null : date;
}

/** The version that an editor saw. */
export const versionInput = z.coerce.number('input.version').int('input.version').min(1, 'input.version');

const tokenPattern =
  /^(all|country:[A-Z]{2,6}|agency:[A-Z0-9]{2,6}-[A-Z0-9-]{1,20}|community:[A-Z0-9-]{1,30}|person:[0-9a-f-]{36})$/;
const tokenInput = z.string('input.marking.token').regex(tokenPattern, 'input.marking.token');
const listOf = <T extends z.ZodType>(item: T) => z.array(item, 'input.marking.list').max(100, 'input.marking.list');

/** A marking as API bodies carry it; the originator is always the writer's agency, so it may be left out. */
export const markingInput = z.strictObject({
  classification: z.enum(classifications, 'input.marking.classification'),
  tlp: z.enum(tlps, 'input.marking.tlp'),
  releasableTo: listOf(tokenInput).default([]),
  except: listOf(tokenInput).default([]),
  caveats: listOf(z.enum(caveats, 'input.marking.caveat')).default([]),
  handling: listOf(z.enum(handlings, 'input.marking.handling')).default([]),
  purposes: listOf(z.enum(purposes, 'input.marking.purpose')).default([]),
  existence: z.enum(existences, 'input.marking.existence').default('hidden'),
  originator: z.string().default(''),
});

/** Nothing is read of this part of the request. */
export const nothing = z.object({});

/** The input of a route about one record. */
export const byId = z.object({ params: z.object({ id: idInput }), query: nothing, body: nothing });
