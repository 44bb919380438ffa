import { createRequire } from 'node:module';
import {
  cruise,
  type ICruiseOptions,
  type ICruiseResult,
  type IFlattenedRuleSet,
  type IResolveOptions,
} from 'dependency-cruiser';

interface RuleFile {
  forbidden: NonNullable<IFlattenedRuleSet['forbidden']>;
  options: ICruiseOptions & { enhancedResolveOptions: Partial<IResolveOptions> };
}

const folders = ['policies', 'db', 'audit', 'src', 'tests'];

/** The rules of `.dependency-cruiser.cjs`; loading them throws where @swc/core is missing. */
export const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as RuleFile;

export interface Violation {
  rule: string;
  from: string;
  to: string;
}

/**
 * Reads every import of the tree at `baseDir` and judges it by the rules.
 * `modules` counts our own files that were read: a cruiser that understands none finds no violation either.
 */
export async function cruiseTree(baseDir: string): Promise<{ modules: number; violations: Violation[] }> {
  const { enhancedResolveOptions, ...options } = rules.options;
  const { output } = await cruise(
    folders,
    { ...options, baseDir, validate: true, ruleSet: { forbidden: rules.forbidden }, preserveSymlinks: true },
    enhancedResolveOptions,
  );
  const { modules, summary } = output as ICruiseResult;
  return {
    modules: modules.filter(({ source }) => /^(policies|db|audit|src|tests)\/.*\.tsx?$/.test(source)).length,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}
