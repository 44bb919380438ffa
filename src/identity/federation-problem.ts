/** One thing wrong with a federation file: which file, which field, and what to do about it. */
export interface FederationProblem {
  file: string;
  alias: string;
  field: string;
  message: string;
}

/** Runs `step`; what it throws becomes one problem of that file and field. */
export async function attempt<T>(
  problems: FederationProblem[],
  where: Omit<FederationProblem, 'message'>,
  step: () => T | Promise<T>,
): Promise<T | null> {
  try {
    return await step();
  } catch (error) {
    problems.push({ ...where, message: error instanceof Error ? error.message : String(error) });
    return null;
  }
}
