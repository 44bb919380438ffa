import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/ui/languages.ts';
import { withoutSharedWords } from './same-as-english.ts';
import { usedIn } from './used-ids.ts';
import { wordingProblems } from './wording.ts';
import { wordsOf } from './words.ts';

describe('the words of a message', () => {
  it.each<[Language, string]>([
    ['en', 'Macedonia'],
    ['en', 'the FYROM'],
    ['it', 'la Macedonia'],
    ['sr-Cyrl', 'полиција Македоније'],
    ['sq', 'Maqedonia'],
  ])('never name North Macedonia otherwise (%s: %s)', (tag, words) => {
    expect(wordingProblems(tag, words)).toEqual(['names North Macedonia wrongly']);
  });

  it.each<[Language, string]>([
    ['en', 'North Macedonia'],
    ['it', 'la polizia della Macedonia del Nord'],
    ['sr-Cyrl', 'полиција Северне Македоније'],
    ['sq', 'Policia e Maqedonisë së Veriut'],
    ['mk', 'Македонски'],
  ])('may name it by its name (%s: %s)', (tag, words) => {
    expect(wordingProblems(tag, words)).toEqual([]);
  });

  it('in Cyrillic hold no word in Latin letters that somebody forgot', () => {
    expect(wordingProblems('sr-Cyrl', 'Пошаљите form')).toEqual(['"form" is in Latin letters']);
  });

  it('in Cyrillic hold no Latin letter that only looks right', () => {
    expect(wordingProblems('sr-Cyrl', 'Пoшаљите')).toContain('"Пoшаљите" mixes two alphabets');
  });

  it('in Cyrillic keep codes and names as they are typed', () => {
    expect(wordingProblems('sr-Cyrl', 'ознака TLP, agency:RS-MUP, application/json, портал Seguito')).toEqual([]);
  });

  it('are read inside plurals too, without the names of parameters', () => {
    expect(wordsOf('{count, plural, one {# акција} other {# form}} за {agency}', 'sr')).not.toContain('agency');
    expect(wordingProblems('sr-Cyrl', wordsOf('{n, plural, one {# акција} other {# form}}', 'sr'))).toHaveLength(1);
  });
});

describe('words that a language shares with English', () => {
  it('are taken away whole, and nothing beside them', () => {
    expect(withoutSharedWords('it', 'Panel: Console').trim()).toBe(':');
    expect(withoutSharedWords('it', 'Panels of the Auditors')).toBe('Panels of the Auditors');
    expect(withoutSharedWords('sr-Cyrl', 'Panel')).toBe('Panel');
  });
});

describe('the ids that a source names', () => {
  const named = (text: string) => usedIn(text, 'page.tsx').map(({ id, isPrefix }) => (isPrefix ? `${id}…` : id));

  it('are found in calls, choices, properties and ids that are completed while running', () => {
    expect(named(`t('ui.a')`)).toEqual(['ui.a']);
    expect(named(`t(late(kind, 'x') ? 'ui.late' : 'ui.soon', { name: 'no.id' })`)).toEqual(['ui.late', 'ui.soon']);
    expect(named(`const p = { messageId: 'input.title', params: {} };`)).toEqual(['input.title']);
    expect(named('t(`state.kind.${kind}`)')).toEqual(['state.kind.…']);
    expect(named(`<Title titleId="ui.title" />`)).toEqual(['ui.title']);
  });

  it('are not those of examples in comments', () => {
    expect(named(`/** t('ui.example') */`)).toEqual([]);
  });
});
