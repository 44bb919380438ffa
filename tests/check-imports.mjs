/** Holds every import against .dependency-cruiser.cjs; prints what breaks a rule, exit code 1 if anything does. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

// A cruiser without its parser reads no module and finds no fault: so few modules can only mean that.
const fewestModules = 200;
const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['policies', 'db', 'audit', 'src', 'tests'];
const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders];
const options = { cwd: root, maxBuffer: 2 ** 28 };
// Violations set the exit code; the report is complete all the same.
const report = await promisify(execFile)(`${root}node_modules/.bin/depcruise`, args, options).catch((error) => {
  if (!error.stdout) throw error;
  return error;
});
const { modules, summary } = JSON.parse(report.stdout);
const own = modules.filter(({ source }) => folders.includes(source.split('/')[0])).length;
for (const { rule, from, to, cycle } of summary.violations) {
  console.log(`${rule.name}: ${from} → ${cycle ? cycle.map(({ name }) => name).join(' → ') : to}`);
}
if (own < fewestModules) console.log(`only ${own} modules were read: is @swc/core installed?`);
process.exitCode = own < fewestModules || summary.violations.length > 0 ? 1 : 0;
