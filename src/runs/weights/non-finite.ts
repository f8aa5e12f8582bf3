import type { Tensor } from '../model/weights';

const MOST_NAMES = 20;

/** A tensor and where its bytes are in the data. */
export interface StoredTensor extends Tensor {
  readonly begin: number;
  readonly end: number;
}

/** Searches the data of tensors for NaN and infinity as it passes by. */
export interface NonFiniteSearch {
  /** `position`: of the chunk in the data, in bytes. Chunks come in order. */
  push(chunk: Uint8Array, position: number): void;
  /** Names of up to 20 tensors that hold NaN or infinity. */
  found(): string[];
}

/** Exponent bits that are all set in NaN and infinity, by type. They are in the two highest bytes of each number. */
const EXPONENTS: Readonly<Record<string, { size: number; mask: number }>> = {
  F64: { size: 8, mask: 0x7ff0 },
  F32: { size: 4, mask: 0x7f80 },
  BF16: { size: 2, mask: 0x7f80 },
  F16: { size: 2, mask: 0x7c00 },
};

export function createNonFiniteSearch(tensors: readonly StoredTensor[]): NonFiniteSearch {
  const sorted = tensors
    .filter(({ dtype, bytes }) => EXPONENTS[dtype] !== undefined && bytes > 0)
    .sort((left, right) => left.begin - right.begin);
  const bad = new Set<string>();
  let current = 0;
  let low = 0;
  return {
    push(chunk, position) {
      for (let index = current; index < sorted.length; index++) {
        const tensor = sorted[index]!;
        if (tensor.begin >= position + chunk.length) break;
        const { size, mask } = EXPONENTS[tensor.dtype]!;
        const until = Math.min(tensor.end, position + chunk.length);
        for (let at = Math.max(tensor.begin, position); at < until; at++) {
          const inNumber = (at - tensor.begin) % size;
          if (inNumber === size - 2) low = chunk[at - position]!;
          else if (inNumber === size - 1 && (((chunk[at - position]! << 8) | low) & mask) === mask) {
            bad.add(tensor.name);
            break;
          }
        }
        if (tensor.end <= position + chunk.length) current = index + 1;
      }
    },
    found: () => [...bad].slice(0, MOST_NAMES),
  };
}
