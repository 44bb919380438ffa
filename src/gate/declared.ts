import type { AnyDefinition } from './definition.ts';

const declared = new WeakSet<object>();

/** Notes a definition as one that src/content declared, or an excerpt of one, and closes it: nobody changes it afterwards. */
export function declare<Definition extends object>(definition: Definition): Definition {
  for (const part of Object.values(definition)) if (part?.constructor === Object) Object.freeze(part);
  declared.add(definition);
  return Object.freeze(definition);
}

/** Throws for one that was put together elsewhere: its SQL could read what no policy was asked about. */
export function demandDeclared(definition: Pick<AnyDefinition, 'type'>): void {
  if (!declared.has(definition)) throw new Error(`${definition.type} is not declared in src/content/`);
}
