import type { Moment } from './reader';

/** A moment of which nothing is known. */
export const noMoment = (): Moment => ({
  step: Number.NaN,
  epoch: Number.NaN,
  time: Number.NaN,
  line: 0,
  column: 0,
  record: 0,
});
