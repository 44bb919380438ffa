import type { Format } from '../format.ts';
import type { Translate } from '../i18n.ts';

/** How many people in how many agencies would see a record, and whether private members or academia are among them. */
export interface Audience {
  people: number;
  agencies: number;
  privateMembers: boolean;
}

/** "42 people in 9 agencies will see this. Private members will not."; of a record that stands already, `now`: who can. */
export function audienceSentence(t: Translate, { people, agencies, privateMembers }: Audience, now = false): string {
  if (people === 0) return t(now ? 'marking.audience.now.nobody' : 'marking.audience.nobody');
  const who = t(now ? 'marking.audience.now.sentence' : 'marking.audience.sentence', {
    people: t('marking.audience.people', { count: people }),
    agencies: t('marking.audience.agencies', { count: agencies }),
  });
  const none = now ? 'marking.audience.now.noPrivate' : 'marking.audience.noPrivate';
  return `${who} ${t(privateMembers ? 'marking.audience.private' : none)}`;
}

/**
 * One text per plural category of the language with `#` for the number, so that the browser module can
 * say a new count without a message compiler: { one: "# person", other: "# people" }.
 */
export function pluralTexts(t: Translate, format: Format, locale: string, messageId: string): Record<string, string> {
  const rules = new Intl.PluralRules(locale);
  const texts: Record<string, string> = {};
  for (let count = 1; count <= 100; count += 1) {
    const category = rules.select(count);
    texts[category] ??= t(messageId, { count }).replace(format.number(count), '#');
  }
  return texts;
}
