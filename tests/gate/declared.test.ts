import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { conferenceType } from '../../src/content/conference.ts';
import { demandDeclared } from '../../src/gate/declared.ts';
import { excerpt } from '../../src/gate/excerpt.ts';

describe('a definition', () => {
  it('is used as it was declared, or as an excerpt of that, and as nothing else', () => {
    expect(() => demandDeclared(conferenceType)).not.toThrow();
    expect(() => demandDeclared(excerpt(conferenceType, ['city']))).not.toThrow();
    const forged = { ...conferenceType, from: sql`session` };
    expect(() => demandDeclared(forged)).toThrow(/conference is not declared in src\/content/);
    expect(() => demandDeclared(excerpt(forged, ['city']))).toThrow(/not declared/);
  });

  it('cannot be changed afterwards', () => {
    expect(() => Object.assign(conferenceType, { from: sql`session` })).toThrow(/read only/);
    expect(() => Object.assign(conferenceType.fields, { city: conferenceType.fields.edition })).toThrow(/read only/);
  });
});
