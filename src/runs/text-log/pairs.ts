import type { MetricName } from '../model/series';
import { isMeasure, readName } from '../names/metric-name';

/** A number in a line of text, with the name before it. */
export interface Pair {
  readonly name: string;
  readonly meaning: MetricName;
  readonly value: number;
  /** Offset of the value in the line, from 0. */
  readonly offset: number;
  /** Offset after its last character. */
  readonly end: number;
  /** A `%` follows it, or it was written as a fraction (`9824/10000`). */
  readonly written: 'number' | 'percent' | 'fraction';
}

const NUMBER =
  /(?<![\w.@])(?<!\d\.\d{1,3}:)(?:[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:nan|inf(?:inity)?))(?![\w]|\.\d|:\d)/gi;
const NAMED_WHEN =
  /^(?:(?:train|training|val|eval|test|global|current|total)[ _/]?)*(?:epochs?|ep|steps?|iters?|iterations?|it|batch(?:es)?|updates?)$/i;
/** Where a name begins: after a separator, two spaces, or a dash between spaces. */
const NAME_START = /[,;|\t(){}[\]<>"`]|(?<!\w)'|'(?!\w)|\s{2,}|\s[-–—•*]+\s|:\s|>\s/g;

/** `tests/test_losses.py` */
const FILE_NAME = /\.(?:py|ipynb|sh|js|ts|c|cpp|cu|h|ya?ml|json|txt|md|pth?|ckpt|bin|safetensors|log)\b/i;

/** `loss is nan`, `accuracy of 80`: a sentence, not a record. */
const PROSE = /\b(?:is|was|are|of|to|from|at|by|with|for|in|than|after|before)\b/i;

/** The numbers of a line that have a name before them. */
export function pairsOf(line: string): Pair[] {
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
    const meaning = meaningOf(named.name);
    if (!named.explicit && (!isMeasure(meaning) || PROSE.test(named.name))) continue;
    const value = parseNumber(found[0]);
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

/** A number as text, nan and inf included. */
export function parseNumber(text: string): number {
  const value = Number(text);
  if (!Number.isNaN(value)) return value;
  if (/nan/i.test(text)) return Number.NaN;
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** The name at the end of the text before a number, and whether a mark such as `:` or `=` follows it. */
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

/** Names repeat on every line. Cleared when a log holds too many of them. */
const meanings = new Map<string, MetricName>();

function meaningOf(name: string): MetricName {
  const known = meanings.get(name);
  if (known !== undefined) return known;
  if (meanings.size >= 5000) meanings.clear();
  const meaning = readName(name);
  meanings.set(name, meaning);
  return meaning;
}
