import type { MetricName, Split } from '../model/series';
import { isMeasure, readName } from '../names/metric-name';
import { type Named, nameBefore } from './name-before';
import { unwrapped } from './unwrap';

/** A number in a line of text, with the name before it. */
export interface Pair {
  readonly name: string;
  readonly meaning: MetricName;
  readonly value: number;
  /** Offset of the value in the line, from 0. */
  readonly offset: number;
  /** Offset after its last character. */
  readonly end: number;
  /** A `%` follows it, it was written as a fraction (`9824/10000`), as a list, or with commas between its thousands. */
  readonly written: 'number' | 'percent' | 'fraction' | 'list' | 'grouped';
  /** The last split that the line names before the value. */
  readonly split?: Split;
  /** It is called `dev`. */
  readonly isDev?: boolean;
  /** A mark such as `:` or `=` is between name and value. */
  readonly isMarked: boolean;
}

/** Not within a word, a version, a time, a date or a range; not after a dash that joins it to a word (`mAP50-95`). */
const NUMBER =
  /(?<![\w.@])(?<!\d:\d\d:|\d\.\d{1,3}:|(?:@|AP_?)\d{1,3}:)(?<!\w-)(?:[-+]?(?:\d{1,3}(?:,\d{3}){1,5}(?:\.\d+)?(?![\d,])|\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|[-+]?1\.#(?:QNAN|IND|INF)|[-+]?(?:nan|inf(?:inity)?)(?:\.0)?)(?![\w]|\.\d|:\d|[-/]\d\d[-/]\d\d)/gi;
/** After a number that belongs to the name: `AP .5: 0.9`, `class 3: 0.8`, `mAP@0.5:0.95 = 0.4`. */
const MARK_AND_VALUE = /^\s{0,8}["')\]]{0,2}\s{0,8}[:=]\s{0,8}(?:$|["'([]{0,2}[-+]?(?:\d|\.\d|nan\b|inf\b))/i;
const LIST = /\[\s{0,40}[-+\d.naif][-+\d.eE, naif]{0,4000}\]/iy;
const SPLIT =
  /(?<![\w/\\])(?:(train(?:ing)?|tr|val(?:id(?:at(?:ion|ing))?)?|eval(?:uat(?:ion|ing))?|dev|test(?:ing)?)(?![\w/\\]|\.log\b)|(训练集|验证|测试))/gi;
/** `loss is nan`, `accuracy of 80`: a sentence, not a record. */
const PROSE = /\b(?:is|was|are|of|to|from|at|by|with|for|in|than|after|before|since|reached|used)\b/i;
/** Words of a name without a mark after it: more are a sentence. */
const MOST_WORDS = 4;
/** Metrics that are neither better high nor low, but tell about the training. */
const UNMARKED: ReadonlySet<string> = new Set(['gradient-norm', 'learning-rate']);
/** After a number, this makes it a time: `perplexity: 0.98 seconds per pass`. */
const SECONDS = /^ (?:milli)?sec(?:ond)?s?\b/i;
/** `Epoch 3, Step 75, avg loss so far is 0.0219`: a record in words. */
const IS = /(?: so far)? (?:is|was) $/;
/** The whole line is one: `Validation perplexity is 6.6061`. */
const IS_LINE = /^\s{0,8}[A-Za-z][\w ]{2,40} is (?:\d{1,9}\.\d{1,12}|nan)\.?\s*$/;
/** LightGBM's names of the mean absolute and the mean squared error, after the name of a set. Elsewhere, they are settings. */
const OF_SET = /'s l[12]\s*:\s*$/;
const ERRORS: Readonly<Record<string, string>> = { l1: 'mae', l2: 'mse' };
/** LightGBM numbers the sets that it evaluates, where the program gives them no names; and a line with more than one of them. */
const SET = /(?:valid|eval|test)_\d+'s/;
const SETS = /(?:valid|eval|test)_(\d+)'s .{1,200}\s(?:valid|eval|test)_(?!\1')\d+'s /;
const MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*$/i;
/** Text between two numbers that is no name. */
const LONGEST_GAP = 300;

/** The numbers of a line that have a name before them. `isDated`: the line names its own step or epoch. */
export function pairsOf(original: string, isDated = false): Pair[] {
  const line = unwrapped(original);
  const pairs: Pair[] = [];
  const splits = splitsOf(line);
  const sets = SETS.exec(line) ?? undefined;
  const mayState = isDated || IS_LINE.test(line);
  let previous = 0;
  NUMBER.lastIndex = 0;
  for (let found = NUMBER.exec(line); found !== null; found = NUMBER.exec(line)) {
    const number = { text: found[0], offset: found.index, end: found.index + found[0].length };
    const after = line.slice(number.end, number.end + 32);
    const list = listAt(line, number.offset);
    const gap = line.slice(previous, list === undefined ? number.offset : number.offset - list.lead);
    const named =
      gap.length > LONGEST_GAP || after.startsWith('%|') ? undefined : (mayState && stated(gap, number.text)) || nameBefore(gap);
    if (list === undefined && named?.name !== undefined && !named.isMarked && isPartOfName(gap, after)) continue;
    previous = list?.end ?? number.end;
    if (list !== undefined) NUMBER.lastIndex = list.end;
    if (named?.name === undefined) continue;
    const meaning = meaningOf(
      OF_SET.test(gap) ? named.name.replace(/l[12]$/, (short) => ERRORS[short]!) : lossOf(named.name, isDated),
    );
    if (isMeasure(meaning) && SECONDS.test(after)) continue;
    if (!named.isMarked && !isPlainlyValue(named.name, meaning, number.text, after, isDated)) continue;
    const written = writtenAs(meaning, number, after, list);
    if (written === undefined) continue;
    previous = Math.max(previous, written.end);
    const group = sets === undefined ? undefined : SET.exec(gap)?.[0].replace(/'s$/, '');
    const last = splits.findLast(({ at }) => at < number.offset);
    pairs.push({
      name: group === undefined ? named.name : `${group} ${named.name.replace(/^\w+ /, '')}`,
      meaning: group === undefined ? meaning : { ...meaning, group },
      offset: number.offset,
      isMarked: named.isMarked,
      ...(last === undefined ? {} : { split: last.split, isDev: last.isDev }),
      ...written,
    });
  }
  return pairs;
}

/** Theano's tutorials call the loss `cost`; where a line isn't about a step or an epoch, a cost is one of money or time. */
const lossOf = (name: string, isDated: boolean): string =>
  isDated && /^(?:train(?:ing)? |val(?:idation)? )?cost$/i.test(name) ? name.replace(/cost/i, 'loss') : name;

/** The name in `NAME is NUMBER`, if it is one of a measure, and the number no count. */
function stated(gap: string, text: string): Named | undefined {
  const found = /[.nN]/.test(text) ? IS.exec(gap) : null;
  if (found === null) return undefined;
  const { name } = nameBefore(gap.slice(0, found.index));
  const isName = name !== undefined && isMeasure(meaningOf(name)) && !PROSE.test(name);
  return isName ? { name, isMarked: true } : undefined;
}

/** Splits that the line names by words of their own, in order. `train_loss` names one for itself only. */
export function splitsOf(line: string): { readonly at: number; readonly split: Split; readonly isDev: boolean }[] {
  return [...line.matchAll(SPLIT)].map((found) => ({
    at: found.index,
    split: splitOf(found[1] ?? found[2]!),
    isDev: /^dev$/i.test(found[1] ?? ''),
  }));
}

export function splitOf(word: string): Split {
  const small = word.toLowerCase();
  if (small.startsWith('tr') || small.startsWith('训')) return 'train';
  return small.startsWith('te') || small.startsWith('测') ? 'test' : 'val';
}

const isPartOfName = (gap: string, after: string): boolean => MARK_AND_VALUE.test(after) && /[\p{L})@][^:=,;|]{0,12}$/u.test(gap);

/** Whether `NAME NUMBER`, without a mark between them, is a record: the name is of a metric, and the number can't be a count. */
function isPlainlyValue(name: string, meaning: MetricName, text: string, after: string, isDated: boolean): boolean {
  if (!(isMeasure(meaning) || UNMARKED.has(meaning.metric ?? '')) || PROSE.test(name) || name.split(' ').length > MOST_WORDS)
    return false;
  if (/[.nN#]/.test(text) || /^\s?%/.test(after) || /^\s*\/\s*\d/.test(after)) return true;
  return isDated && isMeasure(meaning) && !MONTH.test(name);
}

interface List {
  readonly lead: number;
  readonly end: number;
  readonly values: readonly number[];
}

/** The list that begins with the number at `offset`, as `[0.8, 0.7]` or `[[0.5]]`. */
function listAt(line: string, offset: number): List | undefined {
  let start = offset;
  while (line[start - 1] === ' ' || line[start - 1] === '[') start -= 1;
  const bracket = line.slice(start, offset).lastIndexOf('[') + start;
  if (bracket < start) return undefined;
  LIST.lastIndex = bracket;
  const found = LIST.exec(line);
  if (found === null) return undefined;
  let end = bracket + found[0].length;
  while (line[end] === ']') end += 1;
  const values = found[0]
    .slice(1, -1)
    .split(/[\s,]+/)
    .filter((text) => text !== '')
    .map(parseNumber);
  const first = line.indexOf('[', start);
  return { lead: offset - first, end, values };
}

type Written = Pick<Pair, 'value' | 'end' | 'written'>;

/** Undefined: the number isn't a value of the metric. */
function writtenAs(
  meaning: MetricName,
  { text, end }: { readonly text: string; readonly end: number },
  after: string,
  list: List | undefined,
): Written | undefined {
  if (list !== undefined) {
    const finite = list.values.filter(Number.isFinite);
    if (list.values.length === 1 || !isMeasure(meaning)) return { value: list.values[0]!, end: list.end, written: 'list' };
    // One value a class: their mean, as nnU-Net itself takes it, over those that have one.
    const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
    return { value: finite.length === 0 ? list.values[0]! : mean, end: list.end, written: 'list' };
  }
  if (text.includes(',')) return isMeasure(meaning) ? { value: parseNumber(text), end, written: 'grouped' } : undefined;
  const fraction = /^\s*\/\s*(\d+)\b(?!\.\d)/.exec(after);
  if (fraction !== null) {
    const total = Number(fraction[1]);
    if (meaning.better !== 'higher' || total === 0) return undefined;
    return { value: parseNumber(text) / total, end: end + fraction[0].length, written: 'fraction' };
  }
  return { value: parseNumber(text), end, written: /^\s?%/.test(after) ? 'percent' : 'number' };
}

/** A number as text, nan and inf included. */
export function parseNumber(text: string): number {
  const value = Number(text.replaceAll(',', ''));
  if (!Number.isNaN(value)) return value;
  if (/nan|ind/i.test(text) || !/inf/i.test(text)) return Number.NaN;
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Names repeat on every line. Cleared when a log holds too many of them. */
const meanings = new Map<string, MetricName>();

export function meaningOf(name: string): MetricName {
  const known = meanings.get(name);
  if (known !== undefined) return known;
  if (meanings.size >= 5000) meanings.clear();
  const meaning = readName(name);
  meanings.set(name, meaning);
  return meaning;
}
