import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type PolicyCase, parseCases } from '../../policies/cases.ts';
import { type CompiledPolicy, compilePolicy } from '../../policies/compile.ts';
import { type PolicyFile, parsePolicySet } from '../../policies/language.ts';
import type { PolicySet } from '../../policies/rule.ts';

/** The files of policies/<folder> as they are shipped. */
export function shippedFiles(folder: 'rules' | 'cases'): PolicyFile[] {
  const directory = fileURLToPath(new URL(`../../policies/${folder}/`, import.meta.url));
  return readdirSync(directory)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name, text: readFileSync(directory + name, 'utf8') }));
}

export function shippedSet(): PolicySet {
  return parsePolicySet(shippedFiles('rules'));
}

export function shippedPolicy(): CompiledPolicy {
  return compilePolicy(shippedSet(), 1);
}

export function shippedCases(): PolicyCase[] {
  return parseCases(shippedFiles('cases'));
}
