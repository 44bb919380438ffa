import type express from 'express';
import type { VNode } from 'preact';
import type { AppError } from '../errors.ts';
import type { RequestFacts } from './exchange.ts';
import type { SignedIn } from './signed-in.ts';

/** A parameter of an address that was left out because its value means nothing; `permitted` = the words that do. */
export interface IgnoredFilter {
  name: string;
  permitted: string[];
}

/** What a page may know besides its value. */
export interface PageContext {
  req: express.Request;
  facts: RequestFacts;
  signedIn: SignedIn | null;
  /** Purpose in force; null when nobody is signed in. */
  purpose: { code: string; stated: boolean } | null;
  /** What of the address was left out. */
  ignored?: IgnoredFilter[];
}

/** Turns values into bytes; made by app.ts from src/ui, so that the gate knows no page. */
export interface Presenter {
  page(view: VNode, context: PageContext): string;
  problemPage(problem: AppError, context: PageContext): string;
  /** Title and detail of a problem in the language of the request, for problem+json. */
  problemText(
    problem: AppError,
    context: PageContext,
  ): { title: string; detail: string; fields: { field: string; message: string }[] };
}
