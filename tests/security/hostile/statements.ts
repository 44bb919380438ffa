import { type HostileCase, instead, replaced, rewritten, signed } from './case.ts';

const confirmation = /<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/;
const authentication = /<saml:AuthnStatement .*<\/saml:AuthnStatement>/;
const twice = (what: RegExp) => rewritten((xml) => replaced(xml, what, (found) => found + found));
const condition = (inner: string) => instead('</saml:Conditions>', `${inner}</saml:Conditions>`);

/** A subject, a confirmation, conditions and an authentication: one of each, and understood. */
export const statementCases: HostileCase[] = [
  { title: 'an assertion without a subject', reason: 'subject', form: instead(/<saml:Subject>.*<\/saml:Subject>/, '') },
  { title: 'an assertion with two subjects', reason: 'subject', form: twice(/<saml:Subject>.*<\/saml:Subject>/) },
  { title: 'a subject without a name', reason: 'subject', form: instead(/<saml:NameID .*<\/saml:NameID>/, '') },
  { title: 'a subject with two names', reason: 'subject', form: twice(/<saml:NameID .*<\/saml:NameID>/) },
  {
    title: 'a subject with a BaseID',
    reason: 'subject',
    form: instead('<saml:Subject>', '<saml:Subject><saml:BaseID NameQualifier="x"/>'),
  },
  { title: 'a subject without a confirmation', reason: 'subject-confirmation', form: instead(confirmation, '') },
  { title: 'a subject with two confirmations', reason: 'subject-confirmation', form: twice(confirmation) },
  ...['sender-vouches', 'holder-of-key', 'Bearer'].map((method) => ({
    title: `a confirmation by ${method}`,
    reason: 'subject-confirmation' as const,
    form: instead('cm:bearer', `cm:${method}`),
  })),
  {
    title: 'a confirmation without data',
    reason: 'subject-confirmation',
    form: instead(/<saml:SubjectConfirmationData [^>]*>/, ''),
  },
  {
    title: 'a confirmation that is good from a moment on',
    reason: 'subject-confirmation',
    form: instead('<saml:SubjectConfirmationData ', '<saml:SubjectConfirmationData NotBefore="2020-01-01T00:00:00Z" '),
  },
  { title: 'no conditions', reason: 'conditions', form: instead(/<saml:Conditions .*<\/saml:Conditions>/, '') },
  { title: 'conditions twice', reason: 'conditions', form: twice(/<saml:Conditions .*<\/saml:Conditions>/) },
  { title: 'a condition we do not know', reason: 'conditions', form: condition('<saml:Condition/>') },
  {
    title: 'a condition of another name space',
    reason: 'conditions',
    form: condition('<x:OnlyOnMondays xmlns:x="urn:x"/>'),
  },
  { title: 'an assertion without an authentication', reason: 'authentication', form: instead(authentication, '') },
  { title: 'an assertion with two authentications', reason: 'authentication', form: twice(authentication) },
  {
    title: 'an authentication without a context',
    reason: 'authentication',
    form: instead(/<saml:AuthnContext>.*<\/saml:AuthnContext>/, ''),
  },
  {
    title: 'a decision about authorisation beside the authentication',
    reason: 'structure',
    form: instead(
      '<saml:AttributeStatement>',
      '<saml:AuthzDecisionStatement Resource="x" Decision="Permit"/><saml:AttributeStatement>',
    ),
  },
  {
    title: 'an MFA that was asked for and not given',
    reason: 'mfa',
    form: signed(() => ({ authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password' })),
  },
  {
    title: 'a context that only begins like the MFA profile',
    reason: 'mfa',
    form: signed((parts) => ({ authnContext: `${parts.authnContext}/none` })),
  },
  {
    title: 'the MFA profile in capitals',
    reason: 'mfa',
    form: signed((parts) => ({ authnContext: parts.authnContext.toUpperCase() })),
  },
  {
    title: 'the MFA profile with a blank before it',
    reason: 'mfa',
    form: signed((parts) => ({ authnContext: ` ${parts.authnContext}` })),
  },
  {
    title: 'the MFA profile without TLS',
    reason: 'mfa',
    form: signed((parts) => ({ authnContext: parts.authnContext.replace('https:', 'http:') })),
  },
  { title: 'an empty context', reason: 'mfa', form: signed(() => ({ authnContext: '' })) },
  {
    title: 'the MFA profile as a second context',
    reason: 'authentication',
    form: twice(/<saml:AuthnContextClassRef>.*<\/saml:AuthnContextClassRef>/),
  },
];
