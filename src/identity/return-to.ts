import { Refusal } from './refusal.ts';

/**
 * The path to go back to after sign-in: on this portal, or refused (OWASP ASVS 5.0 V3.7.2, open redirects).
 * @returns path with query, beginning with one `/`
 */
export function safeReturnTo(value: string | null, baseUrl: string): string {
  if (value === null || value === '') return '/';
  const plain = /^\/(?![/\\])[\x21-\x7e]*$/.test(value) && !value.includes('\\') && value.length <= 2048;
  if (!plain) throw new Refusal('return-to');
  const target = new URL(value, baseUrl);
  if (target.origin !== new URL(baseUrl).origin || target.pathname.startsWith('//')) throw new Refusal('return-to');
  // A sign-in that ends in another sign-in would never end.
  return target.pathname.startsWith('/saml/') ? '/' : `${target.pathname}${target.search}`;
}
