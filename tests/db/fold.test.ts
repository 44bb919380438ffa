import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/connect.ts';
import { fold } from '../../src/ui/assets/fold.js';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const latin = 'abcdefghijklmnopqrstuvwxyz';
/** Letters beside a–z, small and as they are written at the beginning of a word. */
const alphabets: Record<string, string> = {
  en: '',
  it: 'àèéìíîòóùú',
  sq: 'çë',
  'sr-Latn': 'čćđšž',
  'sr-Cyrl': 'абвгдђежзијклљмнњопрстћуфхцчџш',
  mk: 'абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ',
  bs: 'čćđšž',
  cnr: 'čćđšžśźабвгдђежзѕијклљмнњопрстћуфхцчџшс́з́',
  de: 'äöüß',
  fr: 'àâæçéèêëîïôœùûüÿ',
  ru: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
};

const words = [
  'Đorđević',
  'мешовите патроле',
  'MEŠOVITE PATROLE',
  'Njegoš, Ljubljana; Džep',
  'J7-P3-R04-A-7KQ2',
  "dell'acqua",
  'Straße',
  'Œuvre',
  'Ќумановски ѓаволи',
  'щит и меч',
  'Përkufizimi i çështjes',
  '  ! & | :* <-> ( )  ',
  'odjek одјек',
  'Ḱirović',
];

/** Ways to write the same: each must find the other. */
const alike = [
  ['мешовите патроле', 'mešovite patrole', 'mesovite patrole', 'MESOVITE PATROLE'],
  ['Đorđević', 'Djordjević', 'Dordevic', 'Ђорђевић', 'ЂОРЂЕВИЋ', 'đorđevic'],
  ['Ђурђевдан', 'Đurđevdan', 'Djurdjevdan'],
  ['Ќерка', 'Ḱerka', 'Kjerka'],
  ['ѓубре', 'ǵubre', 'gjubre'],
  ['çështje', 'ceshtje', 'ÇËSHTJE'],
  ['Џеп', 'džep', 'dzep'],
  ['Љубљана', 'Ljubljana'],
  ['perché', 'perche', "perche'"],
  ['Жёлтый', 'Желтый'],
];

describe('letters are folded in one way', () => {
  let database: TestDatabase;
  let db: Database;
  const inDatabase = async (texts: readonly string[]): Promise<string[]> => {
    const { rows } = await db.pool.query<{ folded: string }>(
      'SELECT fold_text(text) AS folded FROM unnest($1::text[]) WITH ORDINALITY AS given (text, place) ORDER BY place',
      [texts],
    );
    return rows.map(({ folded }) => folded);
  };
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.portalUrl, { max: 1 });
  });
  afterAll(async () => {
    await db?.close();
    await database?.drop();
  });

  it.each(Object.entries(alphabets))('every letter of %s alike in the database and in the browser', async (_, more) => {
    const letters = [...`${latin}${more}`.normalize('NFC').matchAll(/\P{M}\p{M}*/gu)].map(([letter]) => letter);
    const given = letters.flatMap((one) => [one, one.toUpperCase(), one.normalize('NFD'), `${one}j`, `d${one}k`]);
    expect(await inDatabase(given)).toEqual(given.map(fold));
    expect(letters.map(fold).filter((one) => !/^[a-z]*$/.test(one))).toEqual([]);
  });

  it('words and sentences too', async () => {
    const given = [...words, ...alike.flat()];
    expect(await inDatabase(given)).toEqual(given.map(fold));
  });

  it.each(alike)('%s finds every other way to write it', async (...ways) => {
    expect(new Set(ways.map(fold)).size).toBe(1);
    const { rows } = await db.pool.query<{ found: boolean }>(
      `SELECT search_vector(a, '') @@ search_query(b) AS found FROM unnest($1::text[]) AS one (a), unnest($1::text[]) AS other (b)`,
      [ways],
    );
    expect(rows).toHaveLength(ways.length ** 2);
    expect(rows.filter(({ found }) => !found)).toEqual([]);
  });

  it('nothing that is typed is an operator; twelve words are looked for, and no word finds nothing', async () => {
    const typed = async (text: string) => {
      const { rows } = await db.pool.query<{ query: string; words: number }>(
        'SELECT search_query($1)::text AS query, numnode(search_query($1)) AS words',
        [text],
      );
      return rows[0];
    };
    expect(await typed("a | b & !c <-> (d):* 'e' \\")).toMatchObject({
      query: "'a':* & 'b':* & 'c':* & 'd':* & 'e':*",
    });
    expect(await typed('  !&|():*  ')).toEqual({ query: '', words: 0 });
    expect(await typed(Array.from({ length: 40 }, (_, index) => `w${index}`).join(' '))).toMatchObject({ words: 23 });
    const { rows } = await db.pool.query<{ found: boolean }>(
      `SELECT search_vector('a', 'b') @@ search_query('---') AS found`,
    );
    expect(rows).toEqual([{ found: false }]);
  });

  it('a reference is found by its parts, in any order of scripts', async () => {
    const { rows } = await db.pool.query<{ found: boolean }>(
      `SELECT search_vector('J7-P3-R04-A-7KQ2', 'Мапа преусмеравања') @@ search_query(word) AS found
       FROM unnest(ARRAY['J7-P3', 'r04', '7kq2', 'j7-p3-r04-a-7kq2', 'mapa preusm', 'МАПА 7KQ']) AS word`,
    );
    expect(rows.map(({ found }) => found)).toEqual(rows.map(() => true));
  });
});
