import express from 'express';
import { AppError } from '../errors.ts';

const limit = 256 * 1024;
const json = express.json({ limit, strict: true });
const form = express.urlencoded({ extended: true, limit, parameterLimit: 500 });

/**
 * Reads the body of a declared route, after its session is known: a stranger's ten megabytes are never parsed.
 * Throws `too-large` (413), `unsupported-media-type` (415) or `malformed-body` (400).
 */
export function readBody(req: express.Request, res: express.Response): Promise<void> {
  if (req.method === 'GET' || req.method === 'HEAD') return Promise.resolve();
  const parser = req.is('application/json') ? json : req.is('application/x-www-form-urlencoded') ? form : null;
  if (!parser) return hasBody(req) ? Promise.reject(new AppError('unsupported-media-type')) : Promise.resolve();
  return new Promise((resolve, reject) => {
    parser(req, res, (error: unknown) => (error ? reject(bodyProblem(error)) : resolve()));
  });
}

function hasBody(req: express.Request): boolean {
  return req.get('transfer-encoding') !== undefined || Number(req.get('content-length') ?? 0) > 0;
}

function bodyProblem(error: unknown): AppError {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (status === 413) return new AppError('too-large', { cause: error });
  if (status === 415) return new AppError('unsupported-media-type', { cause: error });
  return new AppError('malformed-body', { cause: error });
}
