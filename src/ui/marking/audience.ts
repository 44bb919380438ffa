import type { Format } from '../format.ts';
import type { Translate } from '../i18n.ts';

/** How many people in how many agencies would see a record, and whether private members or academia are among them. */
export interface Audience {
  people: number;
  agencies: number;
  privateMembers: boolean;
}

/** "42 people in 9 agencies will see this. Private members will not." */
export function audienceSentence(t: Translate, { people, agencies, privateMembers }: Audience): string {
  if (people === 0) return t('marking.audience.nobody');
  const who = t('marking.audience.sentence', {
    people: t('marking.audience.people', { count: people }),
    agencies: t('marking.audience.agencies', { count: agencies }),
  });
  return `${who} ${t(privateMembers ? 'marking.audience.private' : 'marking.audience.noPrivate')}`;
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
