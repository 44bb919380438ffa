import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import IntlMessageFormat from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { catalogues } from '../../policies/attributes.ts';
import { compilePolicy } from '../../policies/compile.ts';
import { effectOf, explain, type Sentence } from '../../policies/explain.ts';
import { parsePolicySet } from '../../policies/language.ts';
import { forms, outcomes, ownWords } from '../../policies/sentences.ts';
import { type Language, sourceLanguage } from '../../src/ui/languages.ts';
import { languages as offered } from '../../src/ui/locales.ts';
import { withoutSharedWords } from '../messages/same-as-english.ts';
import { action, arta, office, policyOf } from './sample-askers.ts';
import { shippedCases, shippedPolicy } from './shipped.ts';
import { documentOf, environments, resources, rules, subjects } from './worlds.ts';

type Messages = Record<string, string>;
const languages = offered.map(({ tag }) => tag);
const messages = Object.fromEntries(
  languages.map((language) => [
    language,
    JSON.parse(readFileSync(new URL(`../../locales/${language}.json`, import.meta.url), 'utf8')) as Messages,
  ]),
);

const formats = new Map<string, IntlMessageFormat>();

function inWords(sentence: Sentence, language: Language): string {
  const message = messages[language]?.[sentence.messageId];
  if (message === undefined) throw new Error(`no ${language} message ${sentence.messageId}`);
  const format = formats.get(message) ?? new IntlMessageFormat(message, language);
  formats.set(message, format);
  return String(format.format(sentence.params));
}

const policy = shippedPolicy();
const of = (sentences: Sentence[], ruleId: string) => sentences.filter((one) => one.ruleId === ruleId);

describe('why a person may see a record', () => {
  const sentences = explain(
    policy,
    arta,
    'read',
    { ...action, releasableTo: ['country:AL', 'agency:AL-ASP'], tlp: 'AMBER' },
    office,
  );
  const words = (ruleId: string) => of(sentences, ruleId).map((one) => inWords(one, 'en'));

  it('is told step by step, by the rules themselves', () => {
    expect(words('R3-CLEARANCE')).toEqual(['Your clearance “RESTRICTED” covers “OFFICIAL”.']);
    expect(words('R4-RELEASABLE')).toEqual(['Your agency AL-ASP is among the recipients.']);
    expect(words('R5-AMBER')).toEqual(['Your agency AL-ASP is among the recipients.']);
    expect(words('R5-RED')).toEqual(['The record is TLP:AMBER, not TLP:RED.']);
    expect(words('R4-EXCEPT')).toEqual(['You are not excluded.']);
    expect(words('ACTION-READ')).toEqual(['You are a liaison officer.', 'Your agency AL-ASP is a police force.']);
    expect(sentences.every(({ holds }) => holds)).toBe(true);
  });

  it('is told in Serbian as well', () => {
    expect(of(sentences, 'R4-RELEASABLE').map((one) => inWords(one, 'sr-Cyrl'))).toEqual([
      'Ваша служба AL-ASP је међу примаоцима.',
    ]);
    expect(of(sentences, 'R3-CLEARANCE').map((one) => inWords(one, 'sr-Cyrl'))).toEqual([
      'Ваша безбедносна дозвола „RESTRICTED“ покрива степен „OFFICIAL“.',
    ]);
  });

  it('is told in Italian as well', () => {
    const words = ['R4-RELEASABLE', 'R3-CLEARANCE', 'ACTION-READ'].flatMap((ruleId) =>
      of(sentences, ruleId).map((one) => inWords(one, 'it')),
    );
    expect(words).toEqual([
      'Il suo ente AL-ASP è tra i destinatari.',
      'La sua abilitazione di sicurezza «RESTRICTED» copre la classifica «OFFICIAL».',
      'Ricopre il ruolo di funzionario di collegamento.',
      'Il suo ente AL-ASP è una Forza di polizia.',
    ]);
  });

  it('names every step of the floor that concerns the action', () => {
    const floor = policy.rulesFor('read', 'follow-up-action').filter(({ locked }) => locked);
    for (const { id } of floor) expect([id, of(sentences, id).length > 0]).toEqual([id, true]);
  });
});

describe('why a person may not', () => {
  it('the step that stops, in words', () => {
    const weak = { ...arta, clearance: 'OFFICIAL' as const };
    const sentences = explain(policy, weak, 'read', { ...action, classification: 'RESTRICTED' }, office);
    const stopping = sentences.filter(({ holds }) => !holds);
    expect(stopping.map(({ ruleId }) => ruleId)).toEqual(['R3-CLEARANCE', 'R7-PURPOSE-STATED', 'R7-PURPOSE-STATED']);
    expect(stopping.map((one) => inWords(one, 'en'))).toEqual([
      'Your clearance “OFFICIAL” does not cover “RESTRICTED”.',
      'The record is classified “RESTRICTED”.',
      'You have not stated a purpose yet.',
    ]);
  });

  it('a step that a rule does not name is told by the name of its state', () => {
    const step = { type: 'commitment', agency: 'AL-ASP', axis: 'implementation', to: 'VERIFIED' } as const;
    const sentences = explain(policy, arta, 'transition', step, office);
    expect(of(sentences, 'COMMITMENT-CARRY-OUT').map((one) => inWords(one, 'it'))).toEqual([
      'Il passaggio porta allo stato «Verificato», non previsto dalla regola.',
    ]);
    expect(of(sentences, 'COMMITMENT-ANSWER').map((one) => inWords(one, 'en'))).toEqual([
      'The step is about carrying the commitment out.',
    ]);
  });

  it('a missing attribute is named', () => {
    const sentences = explain(policy, arta, 'read', { type: 'follow-up-action' }, office);
    expect(of(sentences, 'R3-CLEARANCE').map((one) => inWords(one, 'en'))).toEqual([
      'The classification is not known, and what is not known does not open anything.',
    ]);
  });

  it('no rule at all, and a step that is missing', () => {
    expect(
      explain(policy, arta, 'approve', action, office)
        .filter(({ holds }) => !holds)
        .map((one) => inWords(one, 'en')),
    ).toEqual(['No rule permits this.']);
    const stepUp = policyOf('effect: permit, actions: [update], resources: [follow-up-action], requires: [recent]');
    expect(
      explain(stepUp, arta, 'update', action, { ...office, sessionAge: 901 }).map((one) => inWords(one, 'en')),
    ).toEqual(['Sign in again first.']);
  });
});

describe('an explanation, evaluated again, gives its decision', () => {
  it('for every case of the acceptance table', () => {
    for (const { subject, action: does, resource, environment, title } of shippedCases()) {
      const decision = policy.decide(subject, does, resource, environment);
      expect([title, effectOf(policy, explain(policy, subject, does, resource, environment))]).toEqual([
        title,
        decision.effect,
      ]);
    }
  });

  it('for random rules, subjects and resources, in words of every language', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(rules('update'), { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(subjects, resources('follow-up-action'), environments), { minLength: 8, maxLength: 8 }),
        (some, questions) => {
          const random = compilePolicy(parsePolicySet([documentOf(some)]), 1);
          for (const [subject, resource, environment] of questions) {
            const sentences = explain(random, subject, 'update', resource, environment);
            expect(effectOf(random, sentences)).toBe(random.decide(subject, 'update', resource, environment).effect);
            for (const sentence of sentences) {
              seen.add(sentence.messageId);
              for (const language of languages) expect(inWords(sentence, language)).toMatch(/\S.*\.$/);
            }
          }
        },
      ),
      { numRuns: 120, seed: 11 },
    );
    expect(seen.size).toBeGreaterThan(25);
  });

  it('and the rules that it says hold or stop are the deciding ones', () => {
    for (const { subject, action: does, resource, environment } of shippedCases()) {
      const { effect, ruleIds } = policy.decide(subject, does, resource, environment);
      const sentences = explain(policy, subject, does, resource, environment);
      const stopping = new Set(sentences.filter(({ holds }) => !holds).map(({ ruleId }) => ruleId));
      if (effect === 'permit') expect([...stopping]).toEqual([]);
      else if (ruleIds[0] !== 'DEFAULT-DENY') for (const id of ruleIds) expect(stopping).toContain(id);
    }
  });
});

describe('every statement has words in every language', () => {
  const ids = [
    ...forms.flatMap((form) => outcomes.map((outcome) => `policy.${form}.${outcome}`)),
    ...ownWords.flatMap((key) => [`policy.${key}.yes`, `policy.${key}.no`]),
    'policy.default-deny',
    'policy.for-everyone',
    'policy.requires',
  ];

  it.each(languages)('%s: none is missing', (language) => {
    expect(ids.filter((id) => !messages[language]?.[id])).toEqual([]);
  });

  it.each(languages)('%s: the generic words name every attribute of the catalogue', (language) => {
    const names = new Set(Object.values(catalogues).flatMap((catalogue) => Object.keys(catalogue)));
    for (const attribute of names) {
      const params = {
        attribute,
        actual: 'a',
        expected: 'b',
        code: 'c',
        kind: 'd',
        choice: 'e',
        agency: 'f',
        country: 'g',
      };
      const text = inWords({ messageId: 'policy.is.no', params, holds: true, ruleId: 'X' }, language);
      // A word of the catalogue shows only where somebody forgot to name the attribute.
      const words = withoutSharedWords(language, text).split(/\P{L}+/u);
      if (language !== sourceLanguage || /[A-Z]/.test(attribute)) expect(words).not.toContain(attribute);
    }
  });
});
