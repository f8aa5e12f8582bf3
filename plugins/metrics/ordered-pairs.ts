import type { RunArtifact, Series } from '../../src/api';
import { primarySeries } from './curves';
import type { OrderedPair, OverlapEvidence } from './judge/overlap';
import { areTwins } from './judge/pairs';
import { drawn, figure, moment } from './words';

export interface PairOfRun extends OrderedPair {
  /** The series of the run. */
  readonly all: readonly Series[];
}

/** Pairs of two metrics of one evaluation, each of the whole or of one class. */
export function* orderedPairs(target: RunArtifact, lenient: readonly string[], strict: string): Generator<PairOfRun> {
  const all = primarySeries(target);
  for (const each of all.filter(({ metric }) => lenient.includes(metric ?? ''))) {
    const twin = all.find((other) => other.metric === strict && other.component === each.component && areTwins(other, each));
    if (twin !== undefined) yield { lenient: each, strict: twin, all: target.run.series };
  }
}

/** What to report of a pair in the wrong order, besides the message. */
export const orderReport = ({ point, strict }: OverlapEvidence, pair: PairOfRun) => ({
  at: point.place,
  data: {
    name: pair.lenient.name,
    value: figure(point.value),
    moment: moment(point, pair.lenient),
    other: pair.strict.name,
    strict: figure(strict),
  },
  evidence: { series: pair.lenient.name, value: point.value, strict },
  sparkline: drawn(pair.lenient),
});
