import {
  assertionXml,
  type ResponseParts,
  responseXml,
  type SigningChoices,
  signElement,
  signedResponse,
} from '../../src/dev/saml-response.ts';
import type { RefusalReason } from '../../src/identity/refusal.ts';
import { answerForm, type Begun, type TestPortal } from '../identity/portal.ts';

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
