import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditEvents, outcomes } from '../../audit/events.ts';
import { failureCodes } from '../../audit/verify/failure.ts';
import { languages } from '../../src/ui/locales.ts';

describe.each(languages)('in $tag, everything the log can say has words:', ({ tag }) => {
  const file = join(import.meta.dirname, `../../locales/${tag}.json`);
  const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const classes = new Set(Object.values(auditEvents).map((event) => event.class));
  const verbs = new Set(Object.values(auditEvents).flatMap((event) => event.ledVerb ?? []));

  it.each([
    ['events', Object.keys(auditEvents).map((action) => `audit.event.${action}`)],
    ['outcomes', outcomes.map((outcome) => `audit.outcome.${outcome}`)],
    ['classes', [...classes].map((one) => `audit.class.${one}`)],
    ['verbs of the law', [...verbs].map((verb) => `audit.led.${verb}`)],
    ['failures of an export', failureCodes.map((code) => `audit.failure.${code}`)],
  ])('%s', (_what, keys) => {
    for (const key of keys) expect(messages[key], key).toMatch(/\S/);
  });
});
