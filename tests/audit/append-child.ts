import { generateKeyPairSync } from 'node:crypto';
import { argv, stdout } from 'node:process';
import { createAuditLog } from '../../audit/append.ts';
import { signerOf } from '../../audit/signer.ts';
import { openDatabase } from '../../db/connect.ts';
import { inTransaction } from '../../db/transaction.ts';
import { reading, record, update } from './log-fixture.ts';

// A portal that is going to be killed: prints each leaf hash when its receipt is there, and not before.
const { pool } = openDatabase(argv[2] ?? '', { max: 12 });
const signer = signerOf(generateKeyPairSync('ed25519').privateKey, 'child');
const log = createAuditLog({ pool, signer, instance: 'child' });

async function work(client: number): Promise<void> {
  for (let i = 0; ; i += 1) {
    const receipts =
      i % 4 === 0
        ? await log.sequence(await inTransaction(pool, (tx) => log.appendIn(tx, [update(`${client}-${i}`)])))
        : [await log.append(reading([record(`${client}-${i}`, 'IT-DCSA')]))];
    for (const { leafHash } of receipts) stdout.write(`${leafHash}\n`);
  }
}

await Promise.all(Array.from({ length: 32 }, (_, client) => work(client)));
