const WINDOW = 31;
const MIDDLE = 15;

/** The last 31 values, also kept sorted, so that asking for their median and quartiles costs nothing. */
export class Recent {
  readonly #ring = new Float64Array(WINDOW);
  readonly #sorted = new Float64Array(WINDOW);
  #next = 0;
  size = 0;

  /** Adds the value at `at` of some columns. */
  add(rows: Float64Array, at: number): void {
    const value = rows[at]!;
    const ring = this.#ring;
    const sorted = this.#sorted;
    const next = this.#next;
    this.#next = next + 1 === WINDOW ? 0 : next + 1;
    let index = this.size;
    if (index < WINDOW) this.size = index + 1;
    else {
      const oldest = ring[next]!;
      // Rates and totals that stay the same leave the order as it is.
      if (oldest === value) return;
      index = oldest < sorted[MIDDLE]! ? 0 : MIDDLE;
      while (sorted[index]! !== oldest) index += 1;
    }
    ring[next] = value;
    // The place of the oldest is free: the value goes where it belongs in the order.
    const last = this.size - 1;
    while (index > 0 && sorted[index - 1]! > value) {
      sorted[index] = sorted[index - 1]!;
      index -= 1;
    }
    while (index < last && sorted[index + 1]! < value) {
      sorted[index] = sorted[index + 1]!;
      index += 1;
    }
    sorted[index] = value;
  }

  get median(): number {
    const { size } = this;
    const upper = this.#sorted[size >> 1]!;
    return size % 2 === 1 ? upper : (this.#sorted[(size >> 1) - 1]! + upper) / 2;
  }

  get lowerQuartile(): number {
    return this.#sorted[this.size >> 2]!;
  }

  get upperQuartile(): number {
    return this.#sorted[(this.size * 3) >> 2]!;
  }
}
