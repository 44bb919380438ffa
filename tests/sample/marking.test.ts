import { describe, expect, it } from 'vitest';
import { sampleActions } from '../../db/sample/actions.ts';
import { sampleAgencies } from '../../db/sample/agencies.ts';
import { sampleConclusions } from '../../db/sample/conclusions.ts';
import { sampleConferences } from '../../db/sample/conferences.ts';
import { samplePanels } from '../../db/sample/panels.ts';
import { sampleParticipants } from '../../db/sample/participants.ts';
import { samplePeople } from '../../db/sample/people.ts';
import { sampleProgress } from '../../db/sample/progress.ts';
import type { SampleAgency } from '../../db/sample/types.ts';
import type { Marking } from '../../policies/vocabulary.ts';
import { caveats, classifications, existences, handlings, purposes, tlps } from '../../policies/vocabulary.ts';

const marked = [sampleConferences, samplePanels, sampleConclusions, sampleActions, sampleProgress].flat();
const markings = marked.map((record) => record.marking);
const actionMarkings = sampleActions.map((action) => action.marking);

const knownTokens = new Set([
  'all',
  ...sampleParticipants.map(({ code }) => `country:${code}`),
  ...sampleAgencies.map(({ code }) => `agency:${code}`),
  ...sampleAgencies.flatMap(({ communities }) => communities.map((name) => `community:${name}`)),
  ...samplePeople.map(({ alias }) => `person:${alias}`),
]);

describe('the markings of the sample', () => {
  it('use the closed lists and name only audiences that exist', () => {
    for (const marking of markings) {
      expect(classifications).toContain(marking.classification);
      expect(tlps).toContain(marking.tlp);
      expect(existences).toContain(marking.existence);
      for (const caveat of marking.caveats) expect(caveats).toContain(caveat);
      for (const handling of marking.handling) expect(handlings).toContain(handling);
      for (const purpose of marking.purposes) expect(purposes).toContain(purpose);
      for (const token of [...marking.releasableTo, ...marking.except]) expect(knownTokens).toContain(token);
      expect(sampleAgencies.map(({ code }) => code)).toContain(marking.originator);
    }
  });

  it('differ between actions in every dimension, and use every value of it', () => {
    const used = (pick: (marking: Marking) => readonly string[]) => new Set(actionMarkings.flatMap(pick));
    expect(used(({ classification }) => [classification])).toEqual(new Set(classifications));
    expect(used(({ tlp }) => [tlp])).toEqual(new Set(tlps));
    expect(used((marking) => marking.caveats)).toEqual(new Set(caveats));
    expect(used((marking) => marking.handling)).toEqual(new Set(handlings));
    expect(used(({ existence }) => [existence])).toEqual(new Set(existences));
    expect(used((marking) => marking.releasableTo.map(kindOfToken))).toEqual(
      new Set(['all', 'country', 'agency', 'community', 'person']),
    );
    expect(used((marking) => marking.purposes).size).toBeGreaterThan(4);
    expect(used(({ originator }) => [originator]).size).toBeGreaterThan(10);
    expect(actionMarkings.some(({ releasableTo }) => releasableTo.length === 0)).toBe(true);
  });

  it('never except the originator, and except only whom the release list would have covered', () => {
    const excepting = markings.filter(({ except }) => except.length > 0);
    expect(excepting.length).toBeGreaterThan(0);
    for (const { except, originator, releasableTo } of excepting) {
      expect(meets(except, tokensOf(agencyBy(originator)))).toBe(false);
      const excepted = sampleAgencies.filter((agency) => meets(except, tokensOf(agency)));
      for (const agency of excepted) expect(meets(releasableTo, tokensOf(agency))).toBe(true);
    }
  });

  it('release TLP:RED to named persons alone, the author among them, and never as a stub', () => {
    const red = sampleActions.filter(({ marking }) => marking.tlp === 'RED');
    expect(red.length).toBeGreaterThan(0);
    for (const { marking, author } of red) {
      expect(new Set(marking.releasableTo.map(kindOfToken))).toEqual(new Set(['person']));
      expect(marking.releasableTo).toContain(`person:${author}`);
      expect(marking.existence).toBe('hidden');
    }
  });

  it('release AMBER+STRICT to agencies alone, AMBER never to all, and both to the originator as well', () => {
    for (const { tlp, releasableTo, originator } of markings) {
      if (tlp === 'AMBER+STRICT') expect(new Set(releasableTo.map(kindOfToken))).toEqual(new Set(['agency']));
      if (tlp === 'AMBER') expect(releasableTo).not.toContain('all');
      if (tlp.startsWith('AMBER')) expect(meets(releasableTo, tokensOf(agencyBy(originator)))).toBe(true);
    }
  });

  it('pair handling code H2 with ORCON, and keep PUBLIC free of caveats', () => {
    for (const { handling, caveats: own, classification } of markings) {
      if (handling.includes('H2')) expect(own).toContain('ORCON');
      if (classification === 'PUBLIC') expect(own).toEqual([]);
    }
  });

  it('let every agency that is bound by a commitment read what it is bound by', () => {
    for (const action of sampleActions) {
      for (const { agency } of action.commitments) {
        const leads = action.lead === agency || action.coLeads.includes(agency);
        const tokens = tokensOf(agencyBy(agency));
        expect(leads || meets(action.marking.releasableTo, tokens), `${action.key} ${agency}`).toBe(true);
        expect(meets(action.marking.except, tokens), `${action.key} ${agency}`).toBe(false);
      }
    }
  });

  it('include a progress update that is narrower than its action', () => {
    const update = sampleProgress.find(({ key }) => key === 'ephedrine-map-me-up');
    const action = sampleActions.find(({ key }) => key === update?.action);
    const readers = (marking: Marking | undefined) =>
      sampleAgencies.filter((agency) => meets(marking?.releasableTo ?? [], tokensOf(agency))).map(({ code }) => code);
    expect(readers(update?.marking)).toEqual(['IT-DCSA', 'ME-UP', 'EU-EUROPOL']);
    expect(readers(action?.marking)).toEqual(expect.arrayContaining([...readers(update?.marking), 'RS-MUP']));
  });
});

function agencyBy(code: string): SampleAgency {
  const agency = sampleAgencies.find((each) => each.code === code);
  if (!agency) throw new Error(`no agency ${code} in the sample`);
  return agency;
}

function tokensOf(agency: SampleAgency): string[] {
  const communities = agency.communities.map((name) => `community:${name}`);
  return ['all', `country:${agency.participant}`, `agency:${agency.code}`, ...communities];
}

function meets(these: readonly string[], those: readonly string[]): boolean {
  return these.some((token) => those.includes(token));
}

function kindOfToken(token: string): string {
  return token.split(':')[0] ?? '';
}
