/** Words without case, marks and script: "Ђорђевић" and "Djordjević" fold to the same text. */
export function fold(text: string): string;
/** True when every word of the query stands in the text, after folding both. */
export function matches(text: string, query: string): boolean;
