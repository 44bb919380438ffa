import { IntlMessageFormat } from 'intl-messageformat';

interface Part {
  type: number;
  value?: unknown;
  options?: Record<string, { value: Part[] }>;
}

const literal = 0;

function collect(parts: readonly Part[]): string[] {
  return parts.flatMap(({ type, value, options }) => [
    ...(type === literal ? [String(value)] : []),
    ...Object.values(options ?? {}).flatMap((option) => collect(option.value)),
  ]);
}

/** The words of an ICU message without parameters and plural syntax; throws on text that is no ICU message. */
export function wordsOf(text: string, locale: string): string {
  return collect(
    new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst() as unknown as Part[],
  ).join(' ');
}
