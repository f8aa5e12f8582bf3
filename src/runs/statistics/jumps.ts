import type { Moment } from '../moment';
import { type Kept, keep } from './kept';
import { Recent } from './recent';

/** Jumps of one segment at most: the highest ones. */
export const MOST_JUMPS = 8;

/** Finite values that a baseline needs. */
const LEAST_BEFORE = 8;

/** A jump, as kept. */
export interface Jumped {
  readonly kept: Kept;
  readonly baseline: number;
  readonly spread: number;
  /** Values at or below this count as back. */
  readonly limit: number;
  /** Values until one was back; -1: none was so far. */
  backAfter: number;
}

/** How far a jump is above what came before it, in spreads. */
export const height = (jump: Jumped): number => (jump.kept.value - jump.baseline) / Math.max(jump.spread, 1e-12);

/** Watches the finite values of a segment for those far above the ones just before them. */
export class JumpWatch {
  highest: Jumped[] = [];
  readonly #recent = new Recent();
  /** Jumps whose values are not back yet. */
  #open: Jumped[] = [];

  add(value: number, moment: Moment, index: number): void {
    this.#watch(value, moment, index);
    this.#recent.add(value);
  }

  #watch(value: number, moment: Moment, index: number): void {
    if (this.#open.length > 0) {
      for (const jump of this.#open) if (value <= jump.limit) jump.backAfter = index - jump.kept.index;
      this.#open = this.#open.filter((jump) => jump.backAfter < 0);
    }
    const recent = this.#recent;
    if (recent.size < LEAST_BEFORE || value <= recent.upperQuartile) return;
    const baseline = recent.median;
    const spread = recent.upperQuartile - recent.lowerQuartile;
    if (value <= baseline + 3 * spread) return;
    const limit = baseline + 2 * spread + 0.1 * Math.abs(baseline);
    this.#keep({ kept: keep(value, moment, index), baseline, spread, limit, backAfter: -1 });
  }

  #keep(jump: Jumped): void {
    if (this.highest.length === MOST_JUMPS) {
      const lowest = this.highest.reduce((least, other) => (height(other) < height(least) ? other : least));
      if (height(jump) <= height(lowest)) return;
      this.highest = this.highest.filter((other) => other !== lowest);
      this.#open = this.#open.filter((other) => other !== lowest);
    }
    this.highest.push(jump);
    this.#open.push(jump);
  }
}
