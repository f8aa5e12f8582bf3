import type { Split } from '../model/series';
import { isMeasure } from '../names/metric-name';
import { chunksPair } from './chunks-line';
import { cocoPair, isOfCoco } from './coco-line';
import { darknetLine } from './darknet-line';
import { kaldiPair } from './kaldi-line';
import { type Pair, pairsOf, splitOf, splitsOf } from './pairs';
import { withoutOverlaps, withoutTuples } from './unwrap';
import { type Range, type When, whenOf } from './when';

/** What one line of a log says. */
export interface Reading extends Omit<When, 'splitWord'> {
  readonly pairs: readonly Pair[];
  /** The split that stands beside the epoch or before the first value. */
  readonly split?: Split;
  /** The header of the table that the line is a row of. */
  readonly table?: string;
}

/** Which data a JSON record is about: SlowFast's `"_type": "val_epoch"`, `"mode": "train"`. */
const KIND = /["'](?:_type|mode|phase|split)["']: ?["'](train|val|test|eval)/i;

/** conlleval's rows of one kind of entity, below the values of all: `PER: precision:  83.10%; recall: …; FB1: …`. */
const OF_ENTITY = /^\s{0,40}[\w-]{1,60}: precision:\s{1,4}[\d.]{1,8}%; recall:/;

/** Reads `key: value`, `key=value`, `'key': value` and `loss 1.23` in a line, and the epoch and step that it names. */
export function readLine(original: string): Reading {
  const line = withoutOverlaps(withoutTuples(original));
  const kaldi = kaldiPair(line);
  if (kaldi !== undefined) return readingOf(line, { pairs: [kaldi.pair], step: kaldi.step });
  const darknet = darknetLine(line);
  if (darknet !== undefined) return readingOf(line, darknet);
  const chunks = chunksPair(line);
  if (chunks !== undefined) return readingOf(line, chunks);
  if (OF_ENTITY.test(line)) return readingOf(line, { pairs: [], step: undefined });
  const { splitWord, ...when } = whenOf(line);
  const coco = cocoPair(line);
  const isDated = !Number.isNaN(when.step) || !Number.isNaN(when.epoch);
  const found = coco === undefined ? (isOfCoco(line) ? [] : pairsOf(line, isDated)) : [coco];
  // `END epoch:1`
  const pairs = found.filter(({ offset }) => offset !== when.at.epoch?.[0] && offset !== when.at.step?.[0]);
  const before = pairs.length === 0 ? splitsOf(line)[0]?.split : pairs[0]!.split;
  const word = splitWord ?? KIND.exec(line)?.[1];
  const split = word === undefined ? before : splitOf(word);
  return { ...when, pairs, ...(split === undefined ? {} : { split }) };
}

/** Of a line whose form is known as a whole. */
function readingOf(
  line: string,
  { pairs, step }: { readonly pairs: readonly Pair[]; readonly step?: Range | undefined },
): Reading {
  const at = step === undefined ? {} : { step };
  return {
    epoch: Number.NaN,
    epochs: Number.NaN,
    step: step === undefined ? Number.NaN : Number(line.slice(...step)),
    steps: Number.NaN,
    at,
    isBar: false,
    isWithin: false,
    pairs,
  };
}

/** Metrics whose trend isn't judged, but that say how the training is going. */
const TELLING: ReadonlySet<string> = new Set(['gradient-norm', 'learning-rate', 'kl', 'reward']);

/**
 * Whether a line is a record of metrics: it holds a measure, or it names its step and holds something that changes with it. `isBegun`: a
 * record came before, and the line may add the norm of the gradients to it, as Coqui's lists do: ` | > grad_norm: 10.7`.
 */
export function isRecord({ pairs, step }: Reading, isBegun = false): boolean {
  if (pairs.some(({ meaning }) => isMeasure(meaning))) return true;
  if (isBegun && pairs.length === 1 && pairs[0]!.isMarked && pairs[0]!.meaning.metric === 'gradient-norm') return true;
  return !Number.isNaN(step) && pairs.some(({ meaning, isMarked }) => isMarked && TELLING.has(meaning.metric ?? ''));
}

/** The reading of a line that may be cut off at its end: without the epoch or step that its last characters name. */
export function withoutCutMoment(reading: Reading, end: number): Reading {
  const isCut = (range: Range | undefined): boolean => range !== undefined && range[1] >= end;
  const { at } = reading;
  return {
    ...reading,
    ...(isCut(at.epoch) && { epoch: Number.NaN }),
    ...(isCut(at.epochs) && { epochs: Number.NaN }),
    ...(isCut(at.step) && { step: Number.NaN }),
    ...(isCut(at.steps) && { steps: Number.NaN }),
  };
}
