import { isAlias, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { classifications, purposes } from '../../policies/vocabulary.ts';
import { defaultAttributeNames } from './idp-registration.ts';

const text = z.string().min(1).max(256);
const domain = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain in lower case, without *');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2027-12-31');
const named = (name: keyof typeof defaultAttributeNames) => text.default(defaultAttributeNames[name]);

/** `FEDERATION_DIR/<alias>.yaml`: closed, so that a misspelt line is an error and never a silent default. */
export const federationFile = z.strictObject({
  entityId: z.string().min(1).max(1024).regex(/^\S+$/, 'must be the exact entityID, without spaces'),
  metadata: z
    .string()
    .regex(/^[A-Za-z0-9._-]+\.xml$/, 'must name an .xml file beside this one')
    .optional(),
  aggregate: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must name an aggregate: aggregates/<name>.yaml')
    .optional(),
  trustedUntil: day.optional(),
  participant: text,
  agencies: z.array(z.string().regex(/^[A-Z0-9-]{2,40}$/, 'must be an agency code such as IT-SRI')).min(1),
  scopes: z.array(domain).min(1),
  caps: z.strictObject({ clearance: z.enum(classifications), purposes: z.array(z.enum(purposes)) }),
  requireAuthnContext: text.optional(),
  signature: z.enum(['both', 'response', 'assertion']).default('both'),
  allowCbc: z.boolean().default(false),
  names: z.record(z.string().regex(/^[A-Za-z-]{2,20}$/), text).optional(),
  attributes: z
    .strictObject({
      subjectId: named('subjectId'),
      displayName: named('displayName'),
      mail: named('mail'),
      agency: named('agency'),
      country: named('country'),
      clearance: named('clearance'),
      clearanceExpires: named('clearanceExpires'),
      purposes: named('purposes'),
    })
    .default(defaultAttributeNames),
});
export type FederationFile = z.infer<typeof federationFile>;

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * YAML 1.2 core, plain: no directives, anchors, tags or odd keys, so that nothing reads differently than it looks.
 * @throws Error with a sentence for the operator
 */
export function parsePlainYaml(source: string): unknown {
  if (source.length > 256 * 1024) throw new Error('larger than 256 KB');
  if (/^%/m.test(source)) throw new Error('has a % directive; remove the line');
  const document = parseDocument(source, { version: '1.2', schema: 'core', uniqueKeys: true, merge: false });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw new Error(problem.message.split('\n')[0] ?? 'is not YAML');
  visit(document, {
    Node(_key, node) {
      if (isAlias(node) || ('anchor' in node && node.anchor)) throw new Error('uses an anchor; write the value out');
      if (node.tag?.startsWith('!')) throw new Error('uses a tag; write the plain value');
    },
    Pair(_key, pair) {
      const name = (pair.key as { value?: unknown } | null)?.value;
      if (typeof name !== 'string' || forbiddenKeys.has(name)) throw new Error(`key ${String(name)} is not allowed`);
    },
  });
  return document.toJS({ maxAliasCount: 0 });
}
