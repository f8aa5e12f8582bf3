import type { MetricName, Split } from './model';
import { isMeasure, readName } from './name';

/** A number in a line of text, with the name before it. */
export interface Pair {
  readonly name: string;
  readonly meaning: MetricName;
  readonly value: number;
  /** Offset of the value in the line, from 0. */
  readonly offset: number;
  /** `%` stands behind it, or it was written as a fraction (`9824/10000`). */
  readonly written: 'number' | 'percent' | 'fraction';
}

/** What one line of a log says. */
export interface Reading {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  /** The step counts within the epoch: `Epoch [1][50/7330]`. */
  readonly isBar: boolean;
  /** The split that the beginning of the line names. */
  readonly split?: Split;
  readonly pairs: readonly Pair[];
}

const NUMBER = /(?<![\w.])(?:[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:nan|inf(?:inity)?))(?![\w]|\.\d|:\d)/gi;
const EPOCH =
  /\b(epochs?|ep)(?:\s*\((train|val|test)\))?["']?\s*[:#=]?\s*\[?\s*(\d+(?:\.\d+)?)\s*\]?\s*(?:(?:\/|of)\s*(\d+)\s*\]?)?(?:\s*\[\s*(\d+)\s*\/\s*(\d+)\s*\])?/i;
const STEP =
  /(?<![\w])(?:global[_ ]?|train(?:ing)?[_/ ])?(steps?|iter|iteration|iters|batch|it|update)\b["']?\s*[:#=]?\s*\[?\s*(\d+)\b(?!\.\d)\s*(?:(?:\/|of)\s*(\d+))?/i;
/** tqdm `65%|███  | 966/1485 [02:11<01:09`, Keras `469/469 [====`, `469/469 ━━━`. */
const BAR = /(?:\d+%\s*\|.*\|\s*(\d+)\/(\d+)\s*\[)|(?:(?:^|\s)(\d+)\/(\d+)\s+(?:\[[=>.]+\]|━|─))/;
const BRACKET_ONLY = /^\[(\d+)\]\s+\S+[:=]/;
const SPLIT = /\b(train(?:ing)?|val(?:id(?:ation)?)?|eval(?:uation)?|test(?:ing)?)\b/i;
const NAMED_WHEN =
  /^(?:(?:train|training|val|eval|test|global|current|total)[ _/]?)*(?:epochs?|ep|steps?|iters?|iterations?|it|batch(?:es)?|updates?)$/i;
/** Where a name begins: behind a separator, two spaces, or a dash between spaces. */
const NAME_START = /[,;|\t(){}[\]<>"'`]|\s{2,}|\s[-–—•*]+\s|:\s|>\s/g;

/** `loss is nan`, `accuracy of 80`: a sentence, no record. */
const PROSE = /\b(?:is|was|are|of|to|from|at|by|with|for|in|than|after|before)\b/i;

export const nothing: Reading = {
  epoch: Number.NaN,
  epochs: Number.NaN,
  step: Number.NaN,
  steps: Number.NaN,
  isBar: false,
  pairs: [],
};

/** Reads `key: value`, `key=value`, `'key': value` and `loss 1.23` out of a line, and the epoch and step that it names. */
export function readLine(line: string): Reading {
  const bar = BAR.exec(line);
  const epochFound = EPOCH.exec(line);
  const stepFound = STEP.exec(line);
  const plural = epochFound?.[1]?.toLowerCase() === 'epochs' && epochFound[4] === undefined;
  let epoch = Number.NaN;
  let epochs = Number.NaN;
  let step = Number.NaN;
  let steps = Number.NaN;
  if (epochFound !== null && !plural) {
    epoch = Number(epochFound[3]);
    if (epochFound[4] !== undefined) epochs = Number(epochFound[4]);
    if (epochFound[5] !== undefined) {
      step = Number(epochFound[5]);
      steps = Number(epochFound[6]);
    }
  }
  const stepIsPlan =
    stepFound !== null && /^(?:steps|iters)$/i.test(stepFound[1]!) && stepFound[3] === undefined && !/["']/.test(stepFound[0]);
  if (stepFound !== null && !stepIsPlan && Number.isNaN(step)) {
    step = Number(stepFound[2]);
    if (stepFound[3] !== undefined) steps = Number(stepFound[3]);
  } else if (bar !== null && Number.isNaN(step)) {
    step = Number(bar[1] ?? bar[3]);
    steps = Number(bar[2] ?? bar[4]);
  }
  const bracket = BRACKET_ONLY.exec(line);
  if (bracket !== null && Number.isNaN(step)) step = Number(bracket[1]);
  const pairs = pairsOf(line);
  const first = pairs[0];
  const headEnd = first === undefined ? line.length : first.offset;
  const splitWord = epochFound?.[2] ?? SPLIT.exec(line.slice(0, headEnd))?.[1];
  return {
    epoch,
    epochs,
    step,
    steps,
    isBar: bar !== null,
    ...(splitWord === undefined ? {} : { split: splitOf(splitWord) }),
    pairs,
  };
}

const splitOf = (word: string): Split => {
  const small = word.toLowerCase();
  return small.startsWith('tr') ? 'train' : small.startsWith('te') ? 'test' : 'val';
};

function pairsOf(line: string): Pair[] {
  const pairs: Pair[] = [];
  let previous = 0;
  NUMBER.lastIndex = 0;
  for (let found = NUMBER.exec(line); found !== null; found = NUMBER.exec(line)) {
    const offset = found.index;
    const end = offset + found[0].length;
    const gap = line.slice(previous, offset);
    previous = end;
    if (gap.length > 300) continue;
    const named = nameBefore(gap);
    if (named === undefined || /^,\d{3}(?!\d)/.test(line.slice(end, end + 5))) continue;
    const meaning = readCached(named.name);
    if (!named.explicit && (!isMeasure(meaning) || PROSE.test(named.name))) continue;
    const value = parse(found[0]);
    const fraction = /^\s*\/\s*(\d+)\b(?!\.\d)/.exec(line.slice(end, end + 16));
    if (fraction !== null) {
      if (meaning.better !== 'higher') continue;
      const total = Number(fraction[1]);
      if (total > 0) pairs.push({ name: named.name, meaning, value: value / total, offset, written: 'fraction' });
      previous = end + fraction[0].length;
      continue;
    }
    pairs.push({
      name: named.name,
      meaning,
      value,
      offset,
      written: line[end] === '%' || line.slice(end, end + 2) === ' %' ? 'percent' : 'number',
    });
  }
  return pairs;
}

function parse(text: string): number {
  const value = Number(text);
  if (!Number.isNaN(value)) return value;
  if (/nan/i.test(text)) return Number.NaN;
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function nameBefore(gap: string): { name: string; explicit: boolean } | undefined {
  const marked = /["'`]?\s*(?:[:=]|->|→)\s*\(?$/.exec(gap);
  const before = marked === null ? gap.trimEnd() : gap.slice(0, marked.index);
  let start = 0;
  NAME_START.lastIndex = 0;
  for (let found = NAME_START.exec(before); found !== null; found = NAME_START.exec(before))
    start = found.index + found[0].length;
  const name = before
    .slice(start)
    .trim()
    .replace(/^(?:and|with|avg\.?|the|->)\s+/i, '');
  if (name === '' || name.length > 60 || !/\p{L}/u.test(name) || name.split(/\s+/).length > 5 || NAMED_WHEN.test(name))
    return undefined;
  return { name, explicit: marked !== null };
}

/** Names repeat on every line; the cache is emptied when a log holds too many. */
const cache = new Map<string, MetricName>();

function readCached(name: string): MetricName {
  const known = cache.get(name);
  if (known !== undefined) return known;
  if (cache.size >= 5000) cache.clear();
  const meaning = readName(name);
  cache.set(name, meaning);
  return meaning;
}
