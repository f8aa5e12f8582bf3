const WINDOW = 31;
const MIDDLE = 15;

/** The last 31 values, also kept sorted, so that asking for their median and quartiles costs nothing. */
export class Recent {
  readonly #ring = new Float64Array(WINDOW);
  readonly #sorted = new Float64Array(WINDOW);
  #next = 0;
  size = 0;

  add(value: number): void {
    const ring = this.#ring;
    const next = this.#next;
    this.#next = next + 1 === WINDOW ? 0 : next + 1;
    if (this.size < WINDOW) {
      this.size += 1;
      this.#settle(value, this.size - 1);
    } else if (ring[next] === value) {
      // Rates and totals that stay the same leave the order as it is.
      return;
    } else this.#settle(value, this.#placeOf(ring[next]!));
    ring[next] = value;
  }

  #placeOf(value: number): number {
    const sorted = this.#sorted;
    let index = value < sorted[MIDDLE]! ? 0 : MIDDLE;
    while (sorted[index]! !== value) index += 1;
    return index;
  }

  /** Puts a value where it belongs in the order; the place `from` is free. */
  #settle(value: number, from: number): void {
    const sorted = this.#sorted;
    const last = this.size - 1;
    let index = from;
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
