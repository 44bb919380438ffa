import { Command, CommanderError } from 'commander';
import { QueryError } from '../../audit/query-error.ts';
import { isDatabaseUnavailable } from '../../db/connect.ts';
import { addAuditCheckpoint } from './commands/audit-checkpoint.ts';
import { addAuditExport } from './commands/audit-export.ts';
import { addAuditQuery } from './commands/audit-query.ts';
import { addAuditVerify } from './commands/audit-verify.ts';
import { addConfig } from './commands/config.ts';
import { addFederationAdd } from './commands/federation-add.ts';
import { addFederationCheck } from './commands/federation-check.ts';
import { addFederationList } from './commands/federation-list.ts';
import { addFederationSuspend } from './commands/federation-suspend.ts';
import { addMigrate } from './commands/migrate.ts';
import { addOpenapi } from './commands/openapi.ts';
import { addPolicyCheck } from './commands/policy-check.ts';
import { addPolicyDiff } from './commands/policy-diff.ts';
import { addPolicyExport } from './commands/policy-export.ts';
import { addPolicyPublish } from './commands/policy-publish.ts';
import { addPolicyTest } from './commands/policy-test.ts';
import { addRoleGrant } from './commands/role-grant.ts';
import { addRoleList } from './commands/role-list.ts';
import { addRoleRevoke } from './commands/role-revoke.ts';
import { addSample } from './commands/sample.ts';
import { addStart } from './commands/start.ts';
import { Refused, type Terminal } from './terminal.ts';

const help = `
Exit codes: 0 done, or the answer is yes; 1 the answer is no (not verified, problems found, refused); 2 it could not be done.
Every command that touches data is an entry in the audit log. The environment is the portal's own: see docs/operating.md.`;

function programFor(terminal: Terminal): Command {
  const program = new Command('portal')
    .description('Seguito’s console. It operates and proposes; it decides nothing that the portal decides.')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride()
    .showHelpAfterError('(add --help for what is possible)')
    .addHelpText('after', help);
  addStart(program);
  addMigrate(program, terminal);
  addSample(program, terminal);
  addConfig(program, terminal);
  const policy = program.command('policy').description('rules and their acceptance cases');
  for (const add of [addPolicyCheck, addPolicyTest, addPolicyDiff, addPolicyPublish, addPolicyExport])
    add(policy, terminal);
  const audit = program.command('audit').description('the record of every access');
  for (const add of [addAuditQuery, addAuditExport, addAuditVerify, addAuditCheckpoint]) add(audit, terminal);
  const federation = program.command('federation').description('identity providers of the agencies');
  for (const add of [addFederationList, addFederationCheck, addFederationAdd, addFederationSuspend])
    add(federation, terminal);
  const role = program.command('role').description('who holds which role');
  for (const add of [addRoleList, addRoleGrant, addRoleRevoke]) add(role, terminal);
  addOpenapi(program, terminal);
  return program;
}

// The log's own names of what people write as person: and record:.
const columnNames: Record<string, string> = { 'own-person': 'person', 'hidden-person': 'person', about: 'record' };

const queryProblems: Record<QueryError['problem'], (part: string) => string> = {
  'unknown-qualifier': (field) =>
    `the console does not search by ${columnNames[field] ?? field}: use action, outcome, code, rule, after, before or index; auditors search the rest in the portal`,
  'no-qualifier': (word) => `"${word}" is no qualifier: write name:value, such as outcome:deny`,
  'bad-value': (term) =>
    `${term} is not a value that can be searched: days are written 2026-11-30, actions as in audit/events.ts`,
  'too-long': (limit) =>
    `the query is too long or finds more than ${limit}: narrow it, for instance with after: and before:`,
};

/** What a person reads of an error: a sentence with its remedy, never a stack. */
function sentenceOf(error: unknown): string {
  if (error instanceof QueryError) return queryProblems[error.problem](error.part);
  if (isDatabaseUnavailable(error)) return 'the database does not answer: is it running, and is DATABASE_URL right?';
  return error instanceof Error ? error.message : String(error);
}

/** Runs one command of the console; returns its exit code. */
export async function runConsole(args: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  try {
    await programFor(terminal).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has written what was wrong with the command line, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    terminal.err(`${sentenceOf(error)}\n`);
    return error instanceof Refused ? 1 : 2;
  }
}
