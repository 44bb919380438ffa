import type express from 'express';
import type { AppError } from '../errors.ts';
import type { PageContext, Presenter } from './presenter.ts';

/** An answer that is ready but has not left: the gate holds it until its entry is durable. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /** Redirects after a change: what the next page says was done. */
  done?: string;
}

export function jsonAnswer(status: number, value: unknown): Answer {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

export function htmlAnswer(status: number, html: string): Answer {
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: html };
}

/** A file to keep: never shown in the portal's own origin. */
export interface FileAnswer {
  name: string;
  type: string;
  bytes: Buffer;
}

export function fileAnswer({ name, type, bytes }: FileAnswer): Answer {
  return {
    status: 200,
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name.replace(/[^A-Za-z0-9._-]/g, '-')}"`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
    body: bytes,
  };
}

/** 303: what comes next is a GET, whatever was asked. */
export function redirectAnswer(location: string, done?: string): Answer {
  return { status: 303, headers: { Location: location }, body: '', ...(done ? { done } : {}) };
}

/** problem+json (RFC 9457) for the API, the error page for people; both carry the same request id. */
export function problemAnswer(problem: AppError, context: PageContext, presenter: Presenter): Answer {
  const retry: Record<string, string> = problem.status === 503 || problem.status === 429 ? { 'Retry-After': '2' } : {};
  if (context.facts.surface === 'page') {
    const answer = htmlAnswer(problem.status, presenter.problemPage(problem, context));
    return { ...answer, headers: { ...answer.headers, ...retry } };
  }
  const { title, detail, fields } = presenter.problemText(problem, context);
  const body = {
    type: `urn:seguito:problem:${problem.code}`,
    title,
    status: problem.status,
    code: problem.code,
    detail,
    requestId: context.facts.requestId,
    ...(fields.length > 0 ? { fields } : {}),
    ...(problem.requires.length > 0 ? { requires: problem.requires } : {}),
    ...(problem.current ? { current: problem.current } : {}),
  };
  return {
    status: problem.status,
    headers: { 'Content-Type': 'application/problem+json; charset=utf-8', ...retry },
    body: JSON.stringify(body),
  };
}

/** Sends the answer. Nothing else in the portal writes a body that holds data. */
export function send(res: express.Response, answer: Answer, receipt?: string): void {
  // The client may have gone while the entry was being written: the log then over-reports, never under-reports.
  if (res.headersSent || res.destroyed) return;
  res.status(answer.status);
  res.setHeader('Cache-Control', 'no-store');
  if (receipt) res.setHeader('Audit-Receipt', receipt);
  for (const [name, value] of Object.entries(answer.headers)) res.setHeader(name, value);
  res.end(answer.body);
}

const grid = 25;

/** Every 404 leaves on a 25 ms grid, so that time does not tell "forbidden" from "never existed" (THREATS 20). */
export async function onGrid(startedAt: number): Promise<void> {
  const elapsed = performance.now() - startedAt;
  await new Promise((resolve) => setTimeout(resolve, grid - (elapsed % grid)));
}
