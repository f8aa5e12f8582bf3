const WINDOW = 31;

/** The last 31 values, also kept sorted, so that asking for their median and spread costs nothing. */
export interface Recent {
  readonly size: number;
  add(value: number): void;
  median(): number;
  /** Interquartile range. */
  spread(): number;
}

export function createRecent(): Recent {
  const ring = new Float64Array(WINDOW);
  const sorted = new Float64Array(WINDOW);
  let size = 0;
  let next = 0;

  function remove(value: number): void {
    let index = 0;
    while (sorted[index]! !== value) index += 1;
    sorted.copyWithin(index, index + 1, size);
    size -= 1;
  }

  return {
    get size() {
      return size;
    },
    add(value) {
      if (size === WINDOW) remove(ring[next]!);
      ring[next] = value;
      next = next + 1 === WINDOW ? 0 : next + 1;
      let index = size;
      while (index > 0 && sorted[index - 1]! > value) {
        sorted[index] = sorted[index - 1]!;
        index -= 1;
      }
      sorted[index] = value;
      size += 1;
    },
    median: () => (size % 2 === 1 ? sorted[size >> 1]! : (sorted[(size >> 1) - 1]! + sorted[size >> 1]!) / 2),
    spread: () => sorted[(size * 3) >> 2]! - sorted[size >> 2]!,
  };
}
