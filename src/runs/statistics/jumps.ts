import { INDEX, type Kept, keptAt } from './kept';
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

  /** Adds the finite value whose columns begin at `at`. */
  add(rows: Float64Array, at: number): void {
    const value = rows[at]!;
    const recent = this.#recent;
    if (this.#open.length > 0) this.#close(rows, at);
    if (recent.size >= LEAST_BEFORE && value > recent.upperQuartile) this.#watch(rows, at);
    recent.add(rows, at);
  }

  #close(rows: Float64Array, at: number): void {
    const value = rows[at]!;
    let isBack = false;
    for (const jump of this.#open) {
      if (value > jump.limit) continue;
      jump.backAfter = rows[at + INDEX]! - jump.kept.index;
      isBack = true;
    }
    if (isBack) this.#open = this.#open.filter((jump) => jump.backAfter < 0);
  }

  #watch(rows: Float64Array, at: number): void {
    const value = rows[at]!;
    const { median: baseline, upperQuartile, lowerQuartile } = this.#recent;
    const spread = upperQuartile - lowerQuartile;
    if (value <= baseline + 3 * spread) return;
    const limit = baseline + 2 * spread + 0.1 * Math.abs(baseline);
    this.#keep({ kept: keptAt(rows, at), baseline, spread, limit, backAfter: -1 });
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
