import type { DemoPerson } from '../../src/dev/demo-person.ts';

const base = {
  clearance: 'RESTRICTED',
  clearanceExpires: '2099-12-31',
  purposes: ['PREVENTION', 'INVESTIGATION'],
  mfa: true,
} as const;

/** Two agencies behind one Italian IdP, one behind each of the others; mira signs in without a second factor. */
export const people: DemoPerson[] = [
  {
    ...base,
    alias: 'chiara',
    idpAlias: 'it',
    subjectId: 'chiara@it.example',
    name: 'Chiara Valdesi',
    agency: 'IT-DCSA',
    country: 'IT',
    mail: 'chiara@it.example',
  },
  {
    ...base,
    alias: 'giulia',
    idpAlias: 'it',
    subjectId: 'giulia@it.example',
    name: 'Giulia Ferrante',
    agency: 'IT-SRI',
    country: 'IT',
    mail: 'giulia@it.example',
  },
  {
    ...base,
    alias: 'bojan',
    idpAlias: 'rs',
    subjectId: 'bojan@rs.example',
    name: 'Бојан Стаменић',
    agency: 'RS-MUP',
    country: 'RS',
    mail: 'bojan@elsewhere.example',
  },
  {
    ...base,
    alias: 'mira',
    idpAlias: 'me',
    subjectId: 'mira@me.example',
    name: 'Mira Vuković',
    agency: 'ME-UP',
    country: 'ME',
    mail: null,
    mfa: false,
    clearanceExpires: -1,
  },
];
