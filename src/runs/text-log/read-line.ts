import type { Split } from '../model/series';
import { isMeasure } from '../names/metric-name';
import { cocoPair } from './coco-line';
import { type Pair, pairsOf, splitOf } from './pairs';
import { type When, whenOf } from './when';

/** What one line of a log says. */
export interface Reading extends Omit<When, 'splitWord'> {
  readonly pairs: readonly Pair[];
  /** The split that stands beside the epoch or before the first value. */
  readonly split?: Split;
  /** The header of the table that the line is a row of. */
  readonly table?: string;
}

/** Reads `key: value`, `key=value`, `'key': value` and `loss 1.23` in a line, and the epoch and step that it names. */
export function readLine(line: string): Reading {
  const { splitWord, ...when } = whenOf(line);
  const coco = cocoPair(line);
  const isDated = !Number.isNaN(when.step) || !Number.isNaN(when.epoch);
  const pairs = coco === undefined ? pairsOf(line, isDated) : [coco];
  const split = splitWord === undefined ? pairs[0]?.split : splitOf(splitWord);
  return { ...when, pairs, ...(split === undefined ? {} : { split }) };
}

/** Metrics whose trend isn't judged, but that say how the training is going. */
const TELLING: ReadonlySet<string> = new Set(['gradient-norm', 'learning-rate', 'kl', 'reward']);

/** Whether a line is a record of metrics: it holds a measure, or it names its step and holds something that changes with it. */
export function isRecord({ pairs, step }: Reading): boolean {
  if (pairs.some(({ meaning }) => isMeasure(meaning))) return true;
  return !Number.isNaN(step) && pairs.some(({ meaning, isMarked }) => isMarked && TELLING.has(meaning.metric ?? ''));
}
