import { newSamlId, signedResponse } from '../../../src/dev/saml-response.ts';
import { Browser } from '../../identity/browser.ts';
import { answerForm, begin } from '../../identity/portal.ts';
import { type HostileCase, instead, insteadAround, key, post, signed } from './case.ts';

/** An answer without a question, or to somebody else's. */
export const requestCases: HostileCase[] = [
  {
    title: 'an answer without InResponseTo',
    reason: 'in-response-to',
    form: insteadAround(/ InResponseTo="[^"]*"/, ''),
  },
  { title: 'an assertion without InResponseTo', reason: 'in-response-to', form: instead(/ InResponseTo="[^"]*"/, '') },
  {
    title: 'an answer with an empty InResponseTo',
    reason: 'in-response-to',
    form: insteadAround(/InResponseTo="[^"]*"/, 'InResponseTo=""'),
  },
  {
    title: 'an assertion with an empty InResponseTo',
    reason: 'in-response-to',
    form: instead(/InResponseTo="[^"]*"/, 'InResponseTo=""'),
  },
  {
    title: 'an answer to a question nobody asked',
    reason: 'in-response-to',
    form: signed(() => ({ inResponseTo: newSamlId() })),
  },
  {
    title: 'an assertion that answers another question than its response',
    reason: 'in-response-to',
    form: instead(/InResponseTo="[^"]*"/, `InResponseTo="${newSamlId()}"`),
  },
  {
    title: 'an answer to a question that waits in another browser',
    reason: 'in-response-to',
    form: async (stage) => {
      const other = await begin(stage.portal, new Browser(), 'it');
      return post(stage, signedResponse({ ...stage.parts, inResponseTo: other.requestId }, key(stage)));
    },
    waits: 1,
  },
  {
    title: 'the handle of a question that waits in another browser',
    reason: 'other-browser',
    form: async (stage) => {
      const other = await begin(stage.portal, new Browser(), 'it');
      return answerForm(
        signedResponse({ ...stage.parts, inResponseTo: other.requestId }, key(stage)),
        other.relayState,
      );
    },
    waits: 1,
  },
  {
    title: 'a handle that was never given out',
    reason: 'request-unknown',
    early: true,
    form: (stage) => answerForm(signedResponse(stage.parts, key(stage)), 'A'.repeat(43)),
  },
  {
    title: 'a handle in other capitals',
    reason: 'request-unknown',
    early: true,
    form: (stage) => answerForm(signedResponse(stage.parts, key(stage)), swapped(stage.begun.relayState)),
  },
  {
    title: 'a handle with a blank behind it',
    reason: 'request-unknown',
    early: true,
    form: (stage) => answerForm(signedResponse(stage.parts, key(stage)), `${stage.begun.relayState} `),
  },
  ...['https://evil.example/', '//evil.example', '/actions', 'javascript:alert(1)', ''].map((address) => ({
    title: `a RelayState that is an address: “${address}”`,
    reason: 'request-unknown' as const,
    early: true,
    form: (stage: Parameters<HostileCase['form']>[0]) => answerForm(signedResponse(stage.parts, key(stage)), address),
  })),
];

/** Capitals small and small letters capital. */
function swapped(text: string): string {
  return [...text].map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase())).join('');
}
