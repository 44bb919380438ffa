import { contentRoles, type Role } from '../../policies/vocabulary.ts';

export type NavKey = 'home' | 'conferences' | 'actions' | 'practices' | 'audit' | 'policies' | 'federation' | 'profile';

export interface NavItem {
  key: NavKey;
  href: string;
  messageId: string;
  /** Roles that find something behind it; the gate decides whatever is shown there. */
  roles: readonly Role[];
  /** Second key of the shortcut `g` + key. */
  shortcut: string;
}

/** The main navigation, left to right. A new room of the house is one line here. */
export const navigation: readonly NavItem[] = [
  { key: 'home', href: '/', messageId: 'ui.nav.home', roles: contentRoles, shortcut: 'h' },
  { key: 'conferences', href: '/conferences', messageId: 'ui.nav.conferences', roles: contentRoles, shortcut: 'c' },
  { key: 'actions', href: '/actions', messageId: 'ui.nav.actions', roles: contentRoles, shortcut: 'a' },
  { key: 'practices', href: '/practices', messageId: 'ui.nav.practices', roles: contentRoles, shortcut: 'b' },
  { key: 'audit', href: '/audit', messageId: 'ui.nav.audit', roles: ['auditor'], shortcut: 'l' },
  {
    key: 'policies',
    href: '/policies',
    messageId: 'ui.nav.policies',
    roles: ['policy-administrator'],
    shortcut: 'p',
  },
  {
    key: 'federation',
    href: '/federation',
    messageId: 'ui.nav.federation',
    roles: ['federation-operator'],
    shortcut: 'f',
  },
];

const lists = [
  { href: '/actions', messageId: 'ui.nav.actions' },
  { href: '/practices', messageId: 'ui.nav.practices' },
  { href: '/conclusions', messageId: 'conference.conclusions.title' },
  { href: '/conferences', messageId: 'ui.nav.conferences' },
  { href: '/audit', messageId: 'ui.nav.audit' },
] as const;

/** The list that an address lies under: where whoever finds nothing there goes back to. */
export function listOf(path: string): { href: string; messageId: string } | undefined {
  return lists.find(({ href }) => path.startsWith(`${href}/`) || path === href);
}

/** The items for a person's roles; `items` can be replaced to try another navigation. */
export function navigationFor(roles: readonly string[], items: readonly NavItem[] = navigation): NavItem[] {
  return items.filter((item) => item.roles.some((role) => roles.includes(role)));
}
