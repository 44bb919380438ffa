/** One figure: ours, and how it stands to the other side measured in the same run. */
export interface BenchLine {
  name: string;
  /** Median of our side. */
  value: number;
  unit: string;
  /** What it was measured against. */
  against: string;
  /** Our median over theirs; for times and costs above 1 is worse, for rates above 1 is better. */
  ratio: number;
  /** Of the ratios round by round. */
  min: number;
  max: number;
}

/** Rounds that count; a first one warms up both sides. */
export const rounds = Math.max(1, Number(process.env.BENCH_ROUNDS ?? 7));

/** What both sides measured in one round. */
export interface Round {
  ours: number;
  theirs: number;
}

/** Runs both sides in turn, and in the other order every second round, so that neither always comes first. */
export async function interleave(ours: () => Promise<number>, theirs: () => Promise<number>): Promise<Round[]> {
  const measured: Round[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const one = round % 2 === 0 ? await ours() : 0;
    const other = await theirs();
    const result = { ours: round % 2 === 0 ? one : await ours(), theirs: other };
    if (round > 0) measured.push(result);
  }
  return measured;
}

export function lineOf(what: Pick<BenchLine, 'name' | 'unit' | 'against'>, measured: readonly Round[]): BenchLine {
  const ratios = measured.map(({ ours, theirs }) => ours / theirs);
  const value = median(measured.map(({ ours }) => ours));
  const theirs = median(measured.map((round) => round.theirs));
  const [min, max] = [Math.min(...ratios), Math.max(...ratios)];
  return {
    name: what.name,
    value: significant(value),
    unit: what.unit,
    against: what.against,
    ratio: significant(value / theirs),
    min: significant(min),
    max: significant(max),
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

/** Three digits: the rest is noise. */
function significant(value: number): number {
  return Number(value.toPrecision(3));
}
