/** The closed lists of the federation's registry: states, steps, kinds; what pages and the API name too. */

export const applicationStates = ['APPLIED', 'VETTED', 'PINNED', 'TESTED', 'ACTIVE', 'SUPERSEDED', 'REJECTED'] as const;
export type ApplicationState = (typeof applicationStates)[number];

/** What can be done with an application, beside reading it. */
export const applicationSteps = ['vet', 'pin', 'test', 'confirm', 'activate', 'reject'] as const;
export type ApplicationStep = (typeof applicationSteps)[number];

export const suspensionKinds = ['identity-provider', 'agency', 'person'] as const;
export type SuspensionKind = (typeof suspensionKinds)[number];

/** What was read before a suspension is told for these days. */
export const reportDays = 30;

export const noticeKinds = ['impersonation', 'application', 'confirmation', 'activation', 'suspension'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What an agency is told about itself. */
export interface Notice {
  id: string;
  agency: string;
  kind: NoticeKind;
  /** Codes and numbers that its message puts into words. */
  detail: Record<string, string | number>;
  times: number;
  /** ISO 8601. */
  at: string;
  lastAt: string;
  /** ISO 8601; null while nobody of the agency took note. */
  seenAt: string | null;
}
