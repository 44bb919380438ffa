import { openDatabase } from '../../db/connect.ts';
import { everyDefinition, isMarked } from '../../src/content/types.ts';

/** Every id, reference, title and text of the records: none of it may stand in an answer that shows no data. */
export async function recordWords(ownerUrl: string): Promise<string[]> {
  const { pool, close } = openDatabase(ownerUrl, { max: 1 });
  try {
    const words: string[] = [];
    for (const { table } of everyDefinition.filter(isMarked)) {
      const { rows } = await pool.query<{ row: Record<string, unknown> }>(
        `SELECT to_jsonb(t) AS row FROM ${table} AS t`,
      );
      for (const { row } of rows) words.push(...wordsOf(row));
    }
    return [...new Set(words)];
  } finally {
    await close();
  }
}

function wordsOf(row: Record<string, unknown>): string[] {
  const texts = [row.id, row.ref, row.title, row.description, row.text];
  // A short word such as a city's name could stand on any page.
  return texts.filter((text) => typeof text === 'string').filter((text) => text.length >= 8);
}

/** What of the records stands in a body, beside what its own request asked for. */
export function leakedWords(body: string, asked: string, words: readonly string[]): string[] {
  return words.filter((word) => body.includes(word) && !asked.includes(word));
}
