import type { RunArtifact } from '../model/targets';
import type { Series } from '../runs';
import { identityOf, type LiveFinding } from './judge';
import type { WatchPolicy } from './policy';

/** Findings about curves that later values may still clear. */
export interface Pending {
  /** Whether further values have confirmed the finding. Ask for each finding each time that a run is judged. */
  isConfirmed(finding: LiveFinding, target: RunArtifact): boolean;
  /** Drops what wasn't found any more since the last call. */
  settle(): void;
  forget(): void;
}

export function createPending({ confirm }: WatchPolicy): Pending {
  /** By finding: how many values its series had when it was found first. */
  let known = new Map<string, number>();
  let found = new Map<string, number>();

  return {
    isConfirmed(finding, { run }) {
      const { evidence, at } = finding;
      const series = run.series.find(({ name, file }) => name === evidence?.['series'] && file === at.file);
      if (series === undefined || series.kind === 'summary') return true;
      const identity = identityOf(finding);
      const first = known.get(identity) ?? series.count;
      found.set(identity, first);
      const { nonFinite } = series;
      if (nonFinite === undefined || nonFinite.recovered) return series.count - first >= Math.min(first, confirm.trend);
      return nonFinite.valuesAfter > (isEvaluated(series) ? confirm.evaluations : confirm.values);
    },
    settle() {
      known = found;
      found = new Map();
    },
    forget() {
      known = new Map();
      found = new Map();
    },
  };
}

const isEvaluated = ({ split, aggregation }: Series): boolean => split === 'val' || split === 'test' || aggregation === 'epoch';
