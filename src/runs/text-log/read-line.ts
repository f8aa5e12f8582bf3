import type { MetricName, Split } from '../model/run';
import { isMeasure, readName } from '../names/metric-name';

/** A number in a line of text, with the name before it. */
export interface Pair {
  readonly name: string;
  readonly meaning: MetricName;
  readonly value: number;
  /** Offset of the value in the line, from 0. */
  readonly offset: number;
  /** Offset behind the last of its characters. */
  readonly end: number;
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
  /** Where the numbers of the moment stand. */
  readonly at: { readonly epoch?: Stretch; readonly epochs?: Stretch; readonly step?: Stretch; readonly steps?: Stretch };
}

/** Offsets in the line: from, up to. */
export type Stretch = readonly [number, number];

const NUMBER =
  /(?<![\w.@])(?<!\d\.\d{1,3}:)(?:[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:nan|inf(?:inity)?))(?![\w]|\.\d|:\d)/gi;
/** `Epoch 3`, `epoch=3`, `Epoch [1/10]`, `Epoch(val) [1][100/100]`, `Train Epoch: 1 [640/60000 (1%)]`; not `num_epochs: 10`. */
const EPOCH =
  /(?<![A-Za-z])(?<!(?<![A-Za-z])(?:num|max|n|total|warmup|per|every|min|best|last)[_ -])(epochs?|ep)(?:\s*\((train|val|test)\))?["']?\s*[:#=]?\s*\[?\s*(\d+(?:\.\d+)?)\s*\]?\s*(?:(?:\/|of)\s*(\d+)\s*\]?)?(?:\s*\[\s*(\d+)\s*\/\s*(\d+)\s*(?:\(\d+%\))?\s*\])?/di;
const STEP =
  /(?<![\w])(?:global[_ ]?|train(?:ing)?[_/ ])?(steps?|iter|iteration|iters|batch|it|update)\b["']?\s*[:#=]?\s*\[?\s*(\d+)\b(?!\.\d)\s*(?:(?:\/|of)\s*(\d+))?/di;
const BATCHES = /(?<![\d.])(\d+)\s*\/\s*(\d+)\s+batches\b/di;
/** tqdm `65%|███  | 966/1485 [02:11<01:09`, Keras `469/469 [====`, `469/469 ━━━`. */
const BAR = /(?:\|\s*(\d+)\/(\d+)\s*\[)|(?:(?:^|\s)(\d+)\/(\d+)\s+(?:\[[=>.]+\]|━|─))/d;
const BRACKET_ONLY = /^\[(\d+)\]\s+[A-Za-z]/d;
const SPLIT = /\b(train(?:ing)?|val(?:id(?:ation)?)?|eval(?:uation)?|test(?:ing)?)\b/i;
const NAMED_WHEN =
  /^(?:(?:train|training|val|eval|test|global|current|total)[ _/]?)*(?:epochs?|ep|steps?|iters?|iterations?|it|batch(?:es)?|updates?)$/i;
/** Where a name begins: behind a separator, two spaces, or a dash between spaces. */
const NAME_START = /[,;|\t(){}[\]<>"`]|(?<!\w)'|'(?!\w)|\s{2,}|\s[-–—•*]+\s|:\s|>\s/g;

/** `tests/test_losses.py` */
const FILE_NAME = /\.(?:py|ipynb|sh|js|ts|c|cpp|cu|h|ya?ml|json|txt|md|pth?|ckpt|bin|safetensors|log)\b/i;

/** `loss is nan`, `accuracy of 80`: a sentence, no record. */
const PROSE = /\b(?:is|was|are|of|to|from|at|by|with|for|in|than|after|before)\b/i;

type Found = RegExpExecArray & { readonly indices?: readonly (Stretch | undefined)[] };
type When = Pick<Reading, 'epoch' | 'epochs' | 'step' | 'steps' | 'at'>;

/** Reads `key: value`, `key=value`, `'key': value` and `loss 1.23` out of a line, and the epoch and step that it names. */
export function readLine(line: string): Reading {
  const bar: Found | null = BAR.exec(line);
  const epoch: Found | null = EPOCH.exec(line);
  const coco = cocoPair(line);
  const pairs = coco === undefined ? pairsOf(line) : [coco];
  const headEnd = pairs[0]?.offset ?? line.length;
  const splitWord = epoch?.[2] ?? SPLIT.exec(line.slice(0, headEnd))?.[1];
  const split = splitWord === undefined ? {} : { split: splitOf(splitWord) };
  return { ...whenOf(line, bar, epoch), isBar: bar !== null, ...split, pairs };
}

function whenOf(line: string, bar: Found | null, epoch: Found | null): When {
  const at: { -readonly [Key in keyof Reading['at']]: Stretch } = {};
  const values = { epoch: Number.NaN, epochs: Number.NaN, step: Number.NaN, steps: Number.NaN };
  const take = (key: keyof typeof values, found: Found, group: number): void => {
    if (found[group] === undefined) return;
    values[key] = Number(found[group]);
    at[key] = found.indices?.[group];
  };
  const isPlan = epoch?.[1]?.toLowerCase() === 'epochs' && epoch[4] === undefined;
  if (epoch !== null && !isPlan) {
    take('epoch', epoch, 3);
    take('epochs', epoch, 4);
    // `Epoch(val) [1][100/100]` counts batches of the validation set.
    if (epoch[2] === undefined || epoch[2] === 'train') {
      take('step', epoch, 5);
      take('steps', epoch, 6);
    }
  }
  if (at.step !== undefined) return { ...values, at };
  const step: Found | null = STEP.exec(line);
  const batches: Found | null = BATCHES.exec(line);
  const bracket: Found | null = BRACKET_ONLY.exec(line);
  if (step !== null && !isStepPlan(step)) {
    take('step', step, 2);
    take('steps', step, 3);
  } else if (bar !== null) {
    take('step', bar, bar[1] === undefined ? 3 : 1);
    take('steps', bar, bar[1] === undefined ? 4 : 2);
  } else if (batches !== null) {
    take('step', batches, 1);
    take('steps', batches, 2);
  } else if (bracket !== null) take('step', bracket, 1);
  return { ...values, at };
}

/** `steps: 5000` is how many there will be; `'steps': 500` in a record is where it stands. */
const isStepPlan = (found: RegExpExecArray): boolean =>
  /^(?:steps|iters)$/i.test(found[1]!) && found[3] === undefined && !/["']/.test(found[0]);

const splitOf = (word: string): Split => {
  const small = word.toLowerCase();
  return small.startsWith('tr') ? 'train' : small.startsWith('te') ? 'test' : 'val';
};

const COCO =
  /Average (Precision|Recall)\s+\(A[PR]\) @\[ IoU=(\d\.\d+(?::\d\.\d+)?)\s*\| area=\s*(\w+) \| maxDets=\s*(\d+) \] = (-?\d+\.\d+|nan)/;

/** A line of pycocotools' `COCOeval.summarize()`, which also torchvision and DETR print. Fractions by that code. */
function cocoPair(line: string): Pair | undefined {
  if (!line.includes('maxDets=')) return undefined;
  const found = COCO.exec(line);
  if (found === null) return undefined;
  const [whole, kind, iou, area, detections, value] = found as unknown as [string, string, string, string, string, string];
  const component = area === 'all' ? undefined : area;
  const at = iou === '0.50' ? 'map50' : iou === '0.75' ? 'map75' : 'map';
  const meaning: MetricName =
    kind === 'Precision'
      ? { metric: at, better: 'higher', split: 'val', ...(component ? { component } : {}) }
      : {
          metric: 'average-recall',
          better: 'higher',
          split: 'val',
          component: [`max_dets_${detections}`, component].filter(Boolean).join('_'),
        };
  const name = `Average ${kind} @[ IoU=${iou} | area=${area} | maxDets=${detections} ]`;
  return {
    name,
    meaning,
    value: parse(value),
    offset: found.index + whole.length - value.length,
    end: found.index + whole.length,
    written: 'fraction',
  };
}

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
      if (total > 0)
        pairs.push({
          name: named.name,
          meaning,
          value: value / total,
          offset,
          end: end + fraction[0].length,
          written: 'fraction',
        });
      previous = end + fraction[0].length;
      continue;
    }
    pairs.push({
      name: named.name,
      meaning,
      value,
      offset,
      end,
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
  const marked = /["'`]?\s*(?:[:=]|->|→)\s*["']?\(?$/.exec(gap);
  const before = marked === null ? gap.trimEnd() : gap.slice(0, marked.index);
  let start = 0;
  NAME_START.lastIndex = 0;
  for (let found = NAME_START.exec(before); found !== null; found = NAME_START.exec(before))
    start = found.index + found[0].length;
  const name = before
    .slice(start)
    .trim()
    .replace(/^[^\p{L}\p{N}_]+/u, '')
    .replace(/^(?:and|with|avg\.?|the|->)\s+/i, '')
    .replace(/^(?:DEBUG|INFO|WARNING|ERROR):[\w.]*:/, '')
    .replace(/^(train|training|valid|eval|test)_\d+'s\s+/, '$1 ');
  if (
    name === '' ||
    name.length > 60 ||
    !/\p{L}/u.test(name) ||
    name.split(/\s+/).length > 5 ||
    NAMED_WHEN.test(name) ||
    FILE_NAME.test(name)
  )
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
