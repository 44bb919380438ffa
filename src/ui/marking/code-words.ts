import { caveats, classifications, contentRoles, controlRoles, purposes } from '../../../policies/vocabulary.ts';
import type { MessageParams, Translate } from '../i18n.ts';

const idpStates = ['APPLIED', 'VETTED', 'PINNED', 'TESTED', 'ACTIVE', 'SUSPENDED', 'EXPELLED'];
const areas: readonly (readonly [string, readonly string[]])[] = [
  ['marking.classification', classifications],
  ['marking.caveat', caveats],
  ['marking.purpose', purposes],
  ['state.role', [...contentRoles, ...controlRoles]],
  ['state.idp', idpStates],
];
/** What sentences hold codes in; the other parameters choose between words, or are names. */
const spoken = ['expected', 'actual', 'code'];

/** The parameters of a sentence with the words of the chips in place of the rules' codes. */
export function inWords(params: MessageParams, t: Translate): MessageParams {
  const wordOf = (code: string) => {
    const area = areas.find(([, codes]) => codes.includes(code));
    return area ? t(`${area[0]}.${code}`) : code;
  };
  const said = Object.entries(params).map(([name, value]) => {
    if (!spoken.includes(name) || typeof value !== 'string') return [name, value];
    return [name, value.split(', ').map(wordOf).join(', ')];
  });
  return Object.fromEntries(said);
}
