import { contentRoles, controlRoles } from '../../../policies/vocabulary.ts';

/** What kind of roles a person holds; one kind only (DOMAIN, Decision). */
export function heldRoles(roles: readonly string[]): { control: string[]; content: boolean } {
  return {
    control: controlRoles.filter((role) => roles.includes(role)),
    content: contentRoles.some((role) => roles.includes(role)),
  };
}
