import type { Split } from '../model/series';

/** Words that stand alone for a split, in lower case: in a cell of their own, or between a step and its value. */
export const SPLITS: ReadonlyMap<string, Split> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['trn', 'train'],
  ['val', 'val'],
  ['valid', 'val'],
  ['validation', 'val'],
  ['eval', 'val'],
  ['dev', 'val'],
  ['test', 'test'],
]);
