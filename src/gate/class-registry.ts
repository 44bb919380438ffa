import type pg from 'pg';
import type { AccessClass } from '../../policies/resource.ts';
import type { Marking, Phase } from '../../policies/vocabulary.ts';

const decisiveCaveats = new Set(['LEA-ONLY', 'PERSONAL-DATA']);

/** The access class of a marking: everything a read rule may look at, in canonical order, without named people. */
export function accessClassOf(marking: Marking, panel: string | null, phase: Phase): AccessClass {
  const sorted = <T extends string>(values: readonly T[]): T[] => [...new Set(values)].sort();
  return {
    classification: marking.classification,
    tlp: marking.tlp,
    releasableTo: sorted(marking.releasableTo.filter((token) => !token.startsWith('person:'))),
    except: sorted(marking.except),
    caveats: sorted(marking.caveats.filter((caveat) => decisiveCaveats.has(caveat))),
    purposes: sorted(marking.purposes),
    panel,
    phase,
  };
}

/** True when a class is the one of this marking (whatever its panel and phase): they are stored side by side. */
export function holds(accessClass: AccessClass, marking: Marking): boolean {
  const own = accessClassOf(marking, accessClass.panel, accessClass.phase);
  const same = (a: readonly string[], b: readonly string[]) =>
    a.length === b.length && a.every((one, index) => one === b[index]);
  return (
    own.classification === accessClass.classification &&
    own.tlp === accessClass.tlp &&
    same(own.releasableTo, accessClass.releasableTo) &&
    same(own.except, accessClass.except) &&
    same(own.caveats, accessClass.caveats) &&
    same(own.purposes, accessClass.purposes)
  );
}

interface ClassRow extends Omit<AccessClass, 'releasableTo' | 'except'> {
  id: number;
  releasable_to: string[];
  except_tokens: string[];
}

/**
 * All access classes, kept in memory: they are immutable, numbered without gaps and visible in order.
 * A class that this instance has not read yet is denied, never guessed.
 */
export class ClassRegistry {
  readonly #pool: pg.Pool;
  readonly #classes: AccessClass[] = [];
  #namesPeople = false;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** The highest class id known here; ids are 1…upto. */
  get upto(): number {
    return this.#classes.length;
  }

  /** True when some class excludes a person by name: decisions can then not be shared between colleagues. */
  get namesPeople(): boolean {
    return this.#namesPeople;
  }

  /** The class, or undefined when this instance does not know it (then: deny). */
  get(id: number): AccessClass | undefined {
    return this.#classes[id - 1];
  }

  /** Reads the classes that were added since. */
  async refresh(): Promise<void> {
    const { rows } = await this.#pool.query<ClassRow>(
      'SELECT id, classification, tlp, releasable_to, except_tokens, caveats, purposes, panel, phase FROM access_class WHERE id > $1 ORDER BY id',
      [this.upto],
    );
    for (const row of rows) this.#add(row);
  }

  /** Finds or creates the class, in a transaction of its own before the record's; returns its id. */
  async intern(accessClass: AccessClass): Promise<number> {
    const { rows } = await this.#pool.query<{ id: number }>(
      'SELECT intern_class($1, $2, $3, $4, $5, $6, $7, $8) AS id',
      [
        accessClass.classification,
        accessClass.tlp,
        accessClass.releasableTo,
        accessClass.except,
        accessClass.caveats,
        accessClass.purposes,
        accessClass.panel,
        accessClass.phase,
      ],
    );
    await this.refresh();
    const id = rows[0]?.id;
    if (id === undefined) throw new Error('intern_class returned no id');
    return id;
  }

  #add(row: ClassRow): void {
    // Two refreshes may overlap; ids are gapless, so a row that is not the next one was read already.
    if (row.id !== this.upto + 1) return;
    this.#classes.push({
      classification: row.classification,
      tlp: row.tlp,
      releasableTo: row.releasable_to,
      except: row.except_tokens,
      caveats: row.caveats,
      purposes: row.purposes,
      panel: row.panel,
      phase: row.phase,
    });
    this.#namesPeople ||= row.except_tokens.some((token) => token.startsWith('person:'));
  }
}
