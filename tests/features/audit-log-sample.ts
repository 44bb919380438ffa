import { generateKeyPairSync } from 'node:crypto';
import { compose, leafEnd } from '../../audit/compose.ts';
import { Decoys } from '../../audit/decoys.ts';
import type { AuditActor, AuditEntry } from '../../audit/entry.ts';
import { Handles } from '../../audit/handles.ts';
import { leafHash, type Part } from '../../audit/leaf.ts';
import { inclusionProof } from '../../audit/proof.ts';
import { openParts } from '../../audit/query.ts';
import { type AuditViewer, redactEntry } from '../../audit/redact.ts';
import { signerOf } from '../../audit/signer.ts';
import { signCheckpoint } from '../../audit/stored-checkpoint.ts';
import { readStored } from '../../audit/stored-entry.ts';
import { CompactRange } from '../../audit/tree.ts';
import type { ProvenEntry } from '../../src/gate/audit-desk.ts';
import { storedParts } from '../audit/log-fixture.ts';

export const origin = 'audit.seguito.test';
export const everything: AuditViewer = { person: 'ivo', agency: 'INT-RCC', scope: 'all' };
export const montenegrin: AuditViewer = { person: 'jelena', agency: 'ME-UP', scope: 'agency' };
export const ownId = '01890000-0000-7000-8000-00000000bbbb';

const actor: AuditActor = {
  id: '01890000-0000-7000-8000-000000000001',
  name: 'Arta <b>Hoxha</b>',
  agency: 'AL-ASP',
  country: 'AL',
  idp: 'https://idp.asp.example/',
  roles: ['liaison-officer'],
  assurance: 'mfa',
  session: 'session-handle',
  assertionId: '_assertion',
};

/** Arta reads a record of Italy and one of Montenegro. */
export const reading: AuditEntry = {
  action: 'record.list',
  outcome: 'permit',
  actor,
  purpose: { code: 'INVESTIGATION', legalBasis: 'Law 1', reference: 'CASE-77', stated: true },
  disclosed: [
    {
      type: 'follow-up-action',
      id: 'italian',
      originator: 'IT-DCSA',
      ref: 'J7-P3-SECRET',
      classification: 'OFFICIAL',
      tlp: 'RED',
    },
    {
      type: 'follow-up-action',
      id: ownId,
      version: 2,
      originator: 'ME-UP',
      ref: 'J7-P3-<i>OWN</i>',
      classification: 'OFFICIAL',
      tlp: 'AMBER',
      fields: ['title'],
    },
  ],
  recipient: { agency: 'AL-ASP', country: 'AL', channel: 'page' },
  decision: { action: 'read', policyVersion: 12, policyHash: 'ab'.repeat(32), ruleIds: ['P1-READ'], obligations: [] },
  http: { method: 'GET', route: '/actions', status: 200, requestId: 'request-9' },
  net: { ip: '192.0.2.7', userAgentHash: 'ua' },
  detail: { total: 2 },
};

export const refusal: AuditEntry = {
  action: 'auth.login_refused',
  outcome: 'deny',
  actor: null,
  detail: { reason: 'signature', idp: 'https://idp.example/"><script>alert(1)</script>' },
  net: { ip: '192.0.2.9', userAgentHash: 'x' },
};

export const start: AuditEntry = {
  action: 'system.start',
  outcome: 'permit',
  actor: { ...actor, id: 'system:start', name: '', agency: '', country: '' },
  detail: { kind: 'demo' },
};

interface Written {
  leaf: string;
  parts: string;
  hash: Buffer;
}

/** A log in memory, made by the log's own code: leaves, tree, signed checkpoint and proofs. */
export class SampleLog {
  readonly signer = signerOf(generateKeyPairSync('ed25519').privateKey, origin);
  readonly #handles = new Handles(Buffer.alloc(32, 7));
  readonly #entries: Written[];

  constructor(entries: readonly AuditEntry[]) {
    const agencies = ['AL-ASP', 'HR-MUP', 'IT-DCSA', 'ME-UP', 'RS-MUP'];
    const context = { instance: 'one', handles: this.#handles, decoys: new Decoys(Buffer.alloc(32, 9), agencies) };
    this.#entries = entries.map((entry, index) => {
      const made = compose(entry, context);
      const leaf = `${made.leaf}2026-11-23T10:00:${String(index % 60).padStart(2, '0')}.000123Z${leafEnd}`;
      return { leaf, parts: storedParts(made.parts), hash: leafHash(Buffer.from(leaf, 'utf8')) };
    });
  }

  get size(): number {
    return this.#entries.length;
  }

  checkpoint(size = this.size) {
    return signCheckpoint(this.signer, size, this.#root(0, size));
  }

  /** An entry as the desk hands it out, proved in the checkpoint of `size` entries. */
  async proven(index: number, viewer: AuditViewer, size = this.size): Promise<ProvenEntry> {
    const written = this.#entries[index];
    if (!written) throw new RangeError(`no entry ${index}`);
    const entry = readStored({ idx: index, leaf: written.leaf, parts: written.parts });
    const view = redactEntry(entry, viewer, this.#handles);
    const open: Record<string, Part> = openParts(entry, view.open);
    const found = {
      view,
      open,
      leaf: Buffer.from(written.leaf).toString('base64'),
      leafHash: written.hash.toString('base64'),
    };
    return { ...found, checkpoint: this.checkpoint(size), proof: index < size ? await this.#prove(index, size) : null };
  }

  async #prove(index: number, size: number): Promise<string[]> {
    const node = async (height: number, at: number) => this.#root(at * 2 ** height, (at + 1) * 2 ** height);
    return (await inclusionProof({ node }, index, size)).map((hash) => hash.toString('base64'));
  }

  #root(first: number, next: number): Buffer {
    const range = new CompactRange();
    for (const { hash } of this.#entries.slice(first, next)) range.append(hash);
    return range.root();
  }
}
