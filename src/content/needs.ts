/** What a conclusion answers: the needs that the conferences name (DOMAIN, Entities). */
export const needs = [
  'harmonise-law',
  'best-practice',
  'training',
  'databases',
  'joint-operations',
  'early-warning',
  'capacity',
] as const;

export const conclusionKinds = ['conclusion', 'recommendation'] as const;
