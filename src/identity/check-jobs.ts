import { type AnswerToProve, type CheckTools, proveAnswer, type ReceivedForm, receiveForm } from './answer-check.ts';
import type { Assertion } from './assertion.ts';
import { type LogoutToProve, type ProvenLogout, proveLogout, receiveLogout } from './logout-check.ts';
import { Refusal, type RefusalReason } from './refusal.ts';
import type { SamlFlow } from './saml-strategy.ts';

/** An AuthnRequest to be signed: that takes a millisecond, which is much where everybody waits. */
export interface RequestToSign {
  flow: SamlFlow;
  relayState: string;
}

/** What a worker can be asked, and what it says; all of it is data that can be cloned. */
export interface CheckJobs {
  request: { input: RequestToSign; output: string };
  form: { input: Uint8Array; output: ReceivedForm };
  answer: { input: AnswerToProve; output: Assertion };
  logoutQuery: { input: string; output: { issuer: string } };
  logout: { input: LogoutToProve; output: ProvenLogout };
}
export type CheckKind = keyof CheckJobs;
export type CheckJob = { [K in CheckKind]: { kind: K; input: CheckJobs[K]['input'] } }[CheckKind];
export type CheckOutput = CheckJobs[CheckKind]['output'];

/** A refusal as it crosses; its class does not. */
export interface RefusedCheck {
  reason: RefusalReason;
  note: string;
  verified: boolean;
}
export type CheckResult = { passed: CheckOutput } | { refused: RefusedCheck };

async function perform(tools: CheckTools, job: CheckJob): Promise<CheckOutput> {
  switch (job.kind) {
    case 'request':
      return tools.library.requestUrl(job.input.flow, job.input.relayState);
    case 'form':
      return receiveForm(job.input);
    case 'answer':
      return proveAnswer(tools, job.input);
    case 'logoutQuery':
      return receiveLogout(job.input);
    case 'logout':
      return proveLogout(tools, job.input);
  }
}

/** Does one job. A Refusal is a result; anything else that is thrown is a fault of the program. */
export async function runCheck(tools: CheckTools, job: CheckJob): Promise<CheckResult> {
  try {
    return { passed: await perform(tools, job) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { reason, note, verified } = error;
    return { refused: { reason, note, verified } };
  }
}
