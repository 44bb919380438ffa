import {
  assertionXml,
  type ResponseParts,
  responseXml,
  type SigningChoices,
  signElement,
  signedResponse,
} from '../../../src/dev/saml-response.ts';
import type { RefusalReason } from '../../../src/identity/refusal.ts';
import { answerForm, type Begun, type TestPortal } from '../../identity/portal.ts';

/** What a case starts from: chiara's sign-in has begun, her IdP's key and honest answer are at hand. */
export interface Stage {
  portal: TestPortal;
  begun: Begun;
  parts: ResponseParts;
}

export interface HostileCase {
  title: string;
  reason: RefusalReason;
  /** The form to post. */
  form: (stage: Stage) => string | Promise<string>;
  /** Refused before the request was looked at: it may wait on. */
  early?: boolean;
  /** Requests of others that wait on; none unless said. */
  waits?: number;
}

/** The key of chiara’s IdP. */
export const key = ({ portal }: Stage) => portal.idp('it').key;
/** The form with an answer and the right handle. */
export const post = (stage: Stage, xml: string) => answerForm(xml, stage.begun.relayState);

/** Signed honestly by the IdP, but with other content. */
export const signed = (change: (parts: ResponseParts) => Partial<ResponseParts>) => (stage: Stage) =>
  post(stage, signedResponse({ ...stage.parts, ...change(stage.parts) }, key(stage)));

/** Signed by the IdP after its XML was changed. */
export const rewritten =
  (
    assertion: (xml: string) => string,
    response: (xml: string) => string = (xml) => xml,
    choices: SigningChoices = {},
  ) =>
  (stage: Stage) => {
    const inner = signElement(assertion(assertionXml(stage.parts)), stage.parts.assertionId, key(stage), choices);
    return post(
      stage,
      signElement(response(responseXml(stage.parts, inner)), stage.parts.responseId, key(stage), choices),
    );
  };

/** Changed by somebody on the way, after the signature. */
export const tampered = (change: (xml: string, stage: Stage) => string) => (stage: Stage) =>
  post(stage, change(signedResponse(stage.parts, key(stage)), stage));

/** The same answer with these values of one attribute. */
export const attribute =
  (name: string, ...values: string[]) =>
  (parts: ResponseParts) => ({
    attributes: [...parts.attributes.filter((one) => one.name !== name), { name, values }],
  });
export const agency = 'urn:oid:2.5.4.10';
export const subjectId = 'urn:oasis:names:tc:SAML:attribute:subject-id';
export const displayName = 'urn:oid:2.16.840.1.113730.3.1.241';

/** Signed by the IdP after one of these was changed in the response around the assertion. */
export const reworded = (response: (xml: string) => string) => rewritten((xml) => xml, response);
/** One thing instead of another in the assertion, then signed by the IdP. Throws where there is nothing to replace. */
export const instead = (what: string | RegExp, by: string) => rewritten((xml) => replaced(xml, what, by));
/** The same in the response. */
export const insteadAround = (what: string | RegExp, by: string) => reworded((xml) => replaced(xml, what, by));

/** A case that changes nothing would prove nothing. */
export function replaced(xml: string, what: string | RegExp, by: string | ((found: string) => string)): string {
  const changed = typeof by === 'string' ? xml.replace(what, () => by) : xml.replace(what, by);
  if (changed === xml) throw new Error(`the case changed nothing: ${what}`);
  return changed;
}
