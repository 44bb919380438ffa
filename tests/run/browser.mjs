import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, normalize } from 'node:path';

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser of the tests: CHROME_PATH if it is set, else chromium, else google-chrome; undefined where none is. */
export function findChromium() {
  if (process.env.CHROME_PATH) return [process.env.CHROME_PATH].find(isProgram);
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return ['chromium', 'google-chrome'].flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/** A file needs the browser when it imports playwright-core, or a file of the tests that does. */
function needsBrowser(path, texts, seen = new Set()) {
  const text = texts.get(path);
  if (text === undefined || seen.has(path)) return false;
  seen.add(path);
  if (/^import (?!type)[^;]*'playwright-core'/m.test(text)) return true;
  const imported = [...text.matchAll(/from '(\.[^']+)'/g)].map(([, specifier]) =>
    normalize(join(dirname(path), specifier)),
  );
  return imported.some((next) => needsBrowser(next, texts, seen));
}

/** Test files that cannot run without a browser, with the number of tests in them (a table of cases counts as one). */
export function browserTests(root, long) {
  const paths = readdirSync(join(root, 'tests'), { recursive: true }).map((path) => join('tests', path));
  const texts = new Map(
    paths.filter((path) => /\.tsx?$/.test(path)).map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
  return [...texts.keys()]
    .filter((path) => /\.test\.tsx?$/.test(path) && /\.long\.test\./.test(path) === long)
    .filter((path) => path.startsWith(join('tests', 'journeys')) || needsBrowser(path, texts))
    .map((path) => ({ path, tests: texts.get(path).match(/^\s*(it|test)(\.\w+)*[(`]/gm)?.length ?? 1 }));
}
