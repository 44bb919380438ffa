/**
 * `npm test` and `npm run test:long`: every test, then one last line `N passed, N failed[, N skipped]`.
 * Further arguments go to vitest: `npm test -- tests/db`.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserTests, findChromium } from './run/browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const long = process.argv.includes('--long');
const passedOn = process.argv.slice(2).filter((argument) => argument !== '--long');

/** Paths among the arguments choose files; what they leave out is not skipped but was never asked for. */
function chosen({ path }) {
  const filters = passedOn.filter((argument) => !argument.startsWith('-'));
  return filters.length === 0 || filters.some((filter) => path.includes(filter.replace(/^\.\//, '')));
}

/** Where no browser is, the tests in it are left out and counted as skipped; with CI set that is a failure. */
function settleBrowser() {
  const browser = findChromium();
  if (browser) return { env: { CHROME_PATH: browser }, left: [] };
  const left = browserTests(root, long).filter(chosen);
  const looked = process.env.CHROME_PATH
    ? `CHROME_PATH=${process.env.CHROME_PATH}`
    : 'CHROME_PATH, chromium, google-chrome';
  const list = left.map(({ path }) => `  ${path}`).join('\n');
  const bar = '='.repeat(78);
  console.error(`\n${bar}\nNO CHROMIUM FOUND (looked for ${looked}). These tests do NOT run:\n${list}\n${bar}\n`);
  if (!process.env.CI) return { env: {}, left };
  console.error('With CI set every test must run: install chromium, or set CHROME_PATH.');
  console.log('0 passed, 1 failed');
  process.exit(1);
}

/** Runs vitest to its end; the exit code is 1 as well when it could not start or was killed. */
function runVitest({ env, left }, report) {
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const exclude = left.map(({ path }) => `--exclude=${path}`);
  // A name that matches no file is a slip, except where the files were left out or nobody named any.
  const mayBeNone = left.length > 0 || (long && passedOn.length === 0) ? ['--passWithNoTests'] : [];
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...exclude, ...mayBeNone, ...passedOn], {
    cwd: root,
    env: { ...process.env, ...env, SEGUITO_LONG: long ? '1' : '' },
    stdio: 'inherit',
  });
  // The terminal tells the whole group; whoever stops only us means the tests as well.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Counts tests; a file that could not even be loaded counts as one failure, and so does a run that broke off. */
function count(report, code) {
  const results = { passed: 0, failed: 0, skipped: 0 };
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    results.passed = numPassedTests;
    results.skipped = numPendingTests + numTodoTests;
    const broken = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.every((one) => one.status !== 'failed'),
    );
    results.failed = numFailedTests + broken.length;
  } catch {
    console.error('the tests left no report');
  }
  if (results.failed === 0 && code !== 0) results.failed = 1;
  return results;
}

const browser = settleBrowser();
const folder = mkdtempSync(join(tmpdir(), 'seguito-report-'));
const report = join(folder, 'report.json');
const code = await runVitest(browser, report);
const { passed, failed, skipped } = count(report, code);
rmSync(folder, { recursive: true, force: true });
const notRun = skipped + browser.left.reduce((sum, { tests }) => sum + tests, 0);
console.log(`${passed} passed, ${failed} failed${notRun > 0 ? `, ${notRun} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
