import { meaningOf, type Pair, parseNumber } from './pairs';
import type { Range } from './when';

const ITERATION =
  /^\s{0,8}(\d{1,9}): ([-+]?(?:[\d.]{1,30}(?:e[-+]\d{1,4})?|nan|inf)), ([-+]?(?:[\d.]{1,30}(?:e[-+]\d{1,4})?|nan|inf)) avg(?: loss)?, ([-+]?(?:[\d.]{1,30}(?:e[-+]\d{1,4})?|nan|inf)) rate, /di;
/** What each output layer of a detector found in a batch: NaN where the batch has no object of its size. */
const LAYER = /^(?:Region (?:\d{1,4} )?Avg IOU: |v3 \()/;
const NAMES = ['loss', 'avg loss', 'learning rate'];

export interface DarknetLine {
  readonly pairs: readonly Pair[];
  readonly step?: Range;
}

/** Darknet's ` 1001: 2.1, 2.3 avg loss, 0.001000 rate, 4.07 seconds, 64064 images`, and the lines of its layers, which hold no series. */
export function darknetLine(line: string): DarknetLine | undefined {
  if (LAYER.test(line)) return { pairs: [] };
  if (!line.includes(' rate, ')) return undefined;
  const found: (RegExpExecArray & { indices?: readonly (Range | undefined)[] }) | null = ITERATION.exec(line);
  if (found === null) return undefined;
  const pairs = NAMES.map((name, index): Pair => {
    const [offset, end] = found.indices![index + 2]!;
    return {
      name,
      meaning: meaningOf(name),
      value: parseNumber(found[index + 2]!),
      offset,
      end,
      written: 'number',
      isMarked: true,
    };
  });
  return { pairs, step: found.indices![1]! };
}
