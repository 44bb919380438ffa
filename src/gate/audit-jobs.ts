import { exportTo } from '../../audit/export.ts';
import { ExportTooLarge, MemorySink } from '../../audit/export-sink.ts';
import { qualifiersIn } from '../../audit/qualifier-names.ts';
import { QueryError } from '../../audit/query-error.ts';
import { verifyDatabase } from '../../audit/verify-database.ts';
import { AppError } from '../errors.ts';
import { auditViewer } from './audit-viewer.ts';
import type { Work } from './job-runner.ts';
import { ustar } from './ustar.ts';

/** Bytes of an export before it is sealed: it is made in memory. */
const mostBytes = 50_000_000;

/** Hashes every entry again where it lies; each problem stands in the result with its index. */
export const verifyWork: Work = async ({ parts, exchange, progress }) => {
  auditViewer(exchange);
  const { pool, vkey } = parts;
  const verdict = await verifyDatabase({ pool, vkey, onProgress: progress });
  const first = verdict.problems.find(({ index }) => index !== null)?.index;
  exchange.ledger.note('audit.verify', {
    stage: 'finished',
    entries: verdict.entries,
    verdict: verdict.good ? 'intact' : 'broken',
    ...(first == null ? {} : { index: first }),
  });
  return { result: { ...verdict } };
};

/** Writes what the person's query names, with the parts that this person may open, as one archive. */
export const exportWork: Work = async ({ parts, exchange, job, progress }) => {
  const viewer = auditViewer(exchange);
  const query = job.input['q'] ?? '';
  const sink = new MemorySink(mostBytes);
  const { entries, size } = await exportTo(sink, {
    pool: parts.pool,
    vkey: parts.vkey,
    viewer,
    query,
    onProgress: progress,
  }).catch((error: unknown) => {
    const tooMuch = error instanceof ExportTooLarge || (error instanceof QueryError && error.problem === 'too-long');
    throw tooMuch ? new AppError('too-large', { cause: error }) : error;
  });
  const bytes = ustar(sink.files(), Math.floor(Date.now() / 1000));
  exchange.ledger.note('audit.export', {
    stage: 'finished',
    entries,
    size,
    opened: true,
    qualifiers: qualifiersIn(query),
  });
  // A person whose scope changes afterwards must not keep what the former one opened.
  return {
    result: { entries, size, bytes: bytes.length, scope: viewer.scope },
    file: { name: 'audit-export.tar', bytes },
  };
};
