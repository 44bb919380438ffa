import type pg from 'pg';
import { hashOfEffect } from '../../policies/simulate.ts';
import { AppError } from '../errors.ts';
import { insertChange, updateChange, versionOf } from './policy-change.ts';
import { checkDocuments } from './policy-check.ts';
import { activateChange, activateRollback, recordApproval, recordRatification } from './policy-decisions.ts';
import { hashOfText } from './policy-documents.ts';
import { type Detail, PolicyDrafting } from './policy-drafting.ts';
import { standing, type Weighed } from './policy-reading.ts';
import { partyOf } from './policy-separation.ts';
import { countingApprovals, neededApprovals, standsAgainst } from './policy-steps.ts';
import { nextNumber } from './policy-store.ts';

/**
 * The life of a policy change, step by step (DOMAIN, Policy change): each step decided by the rules, held against the state of
 * the change, and written with its one entry in one transaction. Nobody approves what they wrote; the database holds that too.
 */
export class PolicyDesk extends PolicyDrafting {
  /**
   * The second person's yes, to the text and the effect as they are. `seen`: the row version that was looked at.
   * Throws `two-persons` for who wrote it or belongs too near, `conflict` where the effect is no longer the one in review.
   */
  async approve(number: number, seen?: number): Promise<void> {
    await this.demand('approve');
    const weighed = await this.weigh(number);
    this.#demandSeen(weighed, seen);
    this.demandStep('approve', weighed);
    await this.#demandSameEffect(weighed);
    const enough = countingApprovals(weighed.situation).length + 1 >= neededApprovals(weighed.change);
    await this.step(weighed, async (tx) => {
      await recordApproval(tx, weighed.change, partyOf(this.exchange.signedIn));
      await updateChange(tx, number, { state: enough ? 'APPROVED' : 'IN_REVIEW' });
      return { hash: weighed.check.policy?.hash ?? '' };
    });
  }

  /** Ends the change for good. */
  async reject(number: number, reason: string): Promise<void> {
    await this.demand('transition');
    const weighed = await this.weigh(number);
    this.demandStep('reject', weighed);
    await this.step(weighed, async (tx) => {
      await updateChange(tx, number, { state: 'REJECTED', stateReason: reason });
      return {};
    });
  }

  /** Takes a change back from review, to be edited; whoever approved it is asked anew. */
  async withdraw(number: number): Promise<void> {
    await this.demand('transition');
    const weighed = await this.weigh(number);
    this.demandStep('withdraw', weighed);
    const { baseVersion, edits, targetVersion, rowVersion } = weighed.change;
    await this.step(weighed, async (tx) => {
      await updateChange(tx, number, {
        state: 'CHECKED',
        textHash: hashOfText(baseVersion, edits, targetVersion, rowVersion),
        effect: null,
        effectHash: null,
      });
      return {};
    });
  }

  /** Puts the change into force: an approved one for good, a lone narrowing of the author's for a day. */
  async activate(number: number): Promise<void> {
    await this.demand('activate');
    const weighed = await this.weigh(number);
    const alone = weighed.change.state === 'SIMULATED';
    this.demandStep(alone ? 'activate-alone' : 'activate', weighed);
    await this.#demandSameEffect(weighed);
    await this.step(weighed, (tx) => this.#putIntoForce(tx, weighed, alone));
  }

  /** The second person's yes to a narrowing that is in force already. */
  async ratify(number: number): Promise<void> {
    await this.demand('approve');
    const weighed = await this.weigh(number);
    this.demandStep('ratify', weighed);
    await this.step(weighed, async (tx) => {
      await recordRatification(tx, weighed.active, partyOf(this.exchange.signedIn));
      return {};
    });
  }

  /**
   * Takes the version in force back, to the one before or an earlier one: a change like any other. Where it only narrows it is
   * in force at once, for a day; else it goes to review. Returns the number of the change.
   */
  async rollback(version: number, reason: string, to: number | null = null): Promise<number> {
    await this.demand('activate');
    this.about(version);
    const current = await this.version(version);
    if (!current.active) throw standing('not-active');
    const target = to ?? current.previous;
    if (target === null || target === version || !(await versionOf(this.parts.pool, target)))
      throw standing('no-target');
    const number = await this.#fileRollback(version, target, reason);
    const weighed = await this.weigh(number);
    const alone = standsAgainst('activate-alone', weighed.situation) === null;
    await this.step(weighed, async (tx) => {
      if (alone) return { ...(await this.#putIntoForce(tx, weighed, true)), target, alone };
      await updateChange(tx, number, { state: 'IN_REVIEW' });
      return { target, alone };
    });
    return number;
  }

  /** The rollback as a change whose effect is known; nothing of it is in force yet. */
  async #fileRollback(version: number, target: number, reason: string): Promise<number> {
    const { documents } = (await versionOf(this.parts.pool, target)) ?? { documents: [] };
    let number = 0;
    const effect = await this.parts.effects.effect(
      this.exchange.sight.policy,
      this.demandPolicy(checkDocuments({ rules: documents, cases: [] }, target).policy),
    );
    await this.commit(async (tx) => {
      number = await nextNumber(tx);
      await insertChange(tx, {
        number,
        kind: 'rollback',
        baseVersion: version,
        targetVersion: target,
        title: `${version} → ${target}`,
        reason,
        edits: [],
        textHash: hashOfText(version, [], target),
        state: 'CHECKED',
        author: partyOf(this.exchange.signedIn),
      });
      await updateChange(tx, number, { state: 'SIMULATED', effect, effectHash: hashOfEffect(effect) });
      return this.facts(number, { base: version, target });
    });
    return number;
  }

  async #putIntoForce(tx: pg.PoolClient, weighed: Weighed, alone: boolean): Promise<Detail> {
    const { change, documents, check, active } = weighed;
    const by = this.exchange.signedIn.person;
    const policy = this.demandPolicy(check.policy);
    const written = { change, active, by, alone };
    if (change.kind === 'rollback') await activateRollback(tx, written);
    else await activateChange(tx, written, { documents, hash: policy.hash });
    return { hash: policy.hash, rules: policy.rules.length, alone };
  }

  /** What was approved is what happens: where records or people changed so that the effect is another, it is simulated anew. */
  async #demandSameEffect(weighed: Weighed): Promise<void> {
    const now = hashOfEffect(await this.effectOf(weighed));
    if (now !== weighed.change.effectHash) throw standing('effect-moved');
  }

  #demandSeen(weighed: Weighed, seen: number | undefined): void {
    if (seen === undefined || seen === weighed.change.rowVersion) return;
    throw new AppError('stale-version', { current: this.viewOf(weighed) });
  }
}
