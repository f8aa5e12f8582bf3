import type { Split } from '../model/series';
import { cocoPair } from './coco-line';
import { type Pair, pairsOf } from './pairs';
import { type When, whenOf } from './when';

/** What one line of a log says. */
export interface Reading extends Omit<When, 'splitWord'> {
  /** The split that the beginning of the line names. */
  readonly split?: Split;
  readonly pairs: readonly Pair[];
}

const SPLIT = /\b(train(?:ing)?|val(?:id(?:ation)?)?|eval(?:uation)?|test(?:ing)?)\b/i;
/** Reads `key: value`, `key=value`, `'key': value` and `loss 1.23` in a line, and the epoch and step that it names. */
export function readLine(line: string): Reading {
  const { splitWord: besideEpoch, ...when } = whenOf(line);
  const coco = cocoPair(line);
  const pairs = coco === undefined ? pairsOf(line) : [coco];
  const headEnd = pairs[0]?.offset ?? line.length;
  const splitWord = besideEpoch ?? SPLIT.exec(line.slice(0, headEnd))?.[1];
  return { ...when, ...(splitWord === undefined ? {} : { split: splitOf(splitWord) }), pairs };
}

const splitOf = (word: string): Split => {
  const small = word.toLowerCase();
  return small.startsWith('tr') ? 'train' : small.startsWith('te') ? 'test' : 'val';
};
