import type { RunPlace } from './series';

/** One hyperparameter or fact about the run, with a flattened key: `optimizer.lr`. */
export interface ConfigEntry {
  readonly key: string;
  readonly value: string | number | boolean | null;
  readonly place: RunPlace;
}
