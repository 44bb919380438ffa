import { createHash, X509Certificate } from 'node:crypto';
import type { ApplicationView } from '../../src/gate/federation-views.ts';
import type { Answer, Visitor } from './visitor.ts';

/** Metadata of the demo's provider that nobody has registered yet. */
export async function waitingMetadata(url: string): Promise<{ xml: string; entityId: string; fingerprint: string }> {
  const entityId = `http://127.0.0.1:${new URL(url).port}/idp/al-new`;
  const xml = await (await fetch(`${entityId}/metadata`)).text();
  const encoded = /<ds:X509Certificate>([^<]+)</.exec(xml)?.[1] ?? '';
  const { raw } = new X509Certificate(Buffer.from(encoded, 'base64'));
  return { xml, entityId, fingerprint: createHash('sha256').update(raw).digest('hex') };
}

/** What an operator fills in for it. */
export function applicationFor(metadata: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    alias: 'al-new',
    metadata,
    agencies: ['AL-ASP'],
    scopes: 'al.example',
    clearance: 'OFFICIAL',
    purposes: ['PREVENTION', 'POLICY'],
    reason: 'The agency’s contact asked for it on 20 November',
    ...more,
  };
}

export async function apply(visitor: Visitor, body: Record<string, unknown>): Promise<ApplicationView> {
  const answer = await visitor.call('POST', '/api/v1/identity-provider-applications', body);
  if (answer.status !== 201) throw new Error(`not applied: ${answer.status} ${answer.text}`);
  return answer.json as ApplicationView;
}

/** Takes one step; the answer says how it went. */
export function takeStep(visitor: Visitor, number: number, step: string, body: object = {}): Promise<Answer> {
  return visitor.call('POST', `/api/v1/identity-provider-applications/${number}/${step}`, body);
}

export async function applicationBy(visitor: Visitor, number: number): Promise<ApplicationView> {
  const answer = await visitor.get(`/api/v1/identity-provider-applications/${number}`);
  if (answer.status !== 200) throw new Error(`not shown: ${answer.status} ${answer.text}`);
  return answer.json as ApplicationView;
}
