import type { Split } from '../model/series';

/** The totals that NVIDIA's DLLogger prints. */
const TOTALS = /\bSummary: +\w[\w.]* *:/;
/** Means of the epoch, after its steps: DETR's `Averaged stats:`. */
const OF_EPOCH = /^\s*(?:\*|(?:averaged|epoch) stats\b|\[avg\])/i;
/** PaddleOCR and PaddleDetection print the best evaluation so far below each: `best metric, hmean: 0.8, best_epoch: 20`. */
const BEST = /^\s*best metrics?\b/i;
/** PaddleOCR's evaluation: `cur metric, hmean: 0.8`; that of TensorFlow's Estimator: `Saving dict for global step 5468: loss = 0.7`. */
const CURRENT = /^\s*(?:cur(?:rent)? metrics?\b|Saving dict for global step \d)/i;

/** What the words of a line say of all of its values. */
interface WholeLine {
  readonly body: string;
  readonly isOfEpoch: boolean;
  readonly isTotals: boolean;
  readonly isBest: boolean;
  readonly split: Split | undefined;
  readonly isLastRecord: boolean;
}

/** Remembers the last line: it may have a hundred thousand values. */
export function createWholeLines(): (body: string) => WholeLine {
  let last: WholeLine | undefined;
  return (body) => {
    if (last?.body !== body)
      last = {
        body,
        isTotals: TOTALS.test(body),
        isOfEpoch: OF_EPOCH.test(body),
        isBest: BEST.test(body),
        split: CURRENT.test(body) ? 'val' : undefined,
        isLastRecord: body.includes('train_runtime'),
      };
    return last;
  };
}
