import { z } from 'zod';

/** A text by language tag. */
export const textByLanguage = z.record(z.string(), z.string());
export type TextByLanguage = z.infer<typeof textByLanguage>;

export const organisers = z.array(z.object({ names: textByLanguage, agency: z.string().optional() }));

const theme = z.object({
  key: z.string(),
  kind: z.enum(['theme', 'need', 'strategy']),
  names: textByLanguage,
  summary: textByLanguage,
});
export type Theme = z.infer<typeof theme>;
export const themes = z.array(theme);
