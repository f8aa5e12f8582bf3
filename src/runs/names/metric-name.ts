import type { Aggregation, MetricName, Split } from '../model/series';
import table from '../tables/metric-names.yaml';

interface MetricPattern {
  readonly metric: string;
  readonly better?: 'lower' | 'higher';
  readonly match: RegExp;
  /** Words of settings that belong to the metric's own name. */
  readonly owned: ReadonlySet<string>;
}

interface NameTable {
  readonly abbreviations: ReadonlyMap<string, readonly string[]>;
  readonly wholes: ReadonlyMap<string, readonly string[]>;
  readonly splits: ReadonlyMap<string, Split>;
  readonly aggregations: ReadonlyMap<string, Aggregation>;
  readonly fillers: ReadonlySet<string>;
  readonly best: ReadonlySet<string>;
  readonly groups: ReadonlyMap<string, string>;
  readonly settings: ReadonlySet<string>;
  readonly notMetrics: ReadonlySet<string>;
  readonly metrics: readonly MetricPattern[];
}

let compiled: NameTable | undefined;

/** What a logged name means, by `src/runs/tables/metric-names.yaml`. */
export function readName(name: string): MetricName {
  compiled ??= compile(table);
  const { abbreviations, wholes, splits, aggregations, fillers, best, groups, settings, metrics } = compiled;
  const own = wordsOf(name);
  const words = (wholes.get(own.join(' ')) ?? own)
    .flatMap((word) => (HAN.test(word) ? partsOf(word, abbreviations) : [word]))
    .flatMap((word) => abbreviations.get(word) ?? [word]);
  let split: Split | undefined;
  let aggregation: Aggregation | undefined;
  let isBest = false;
  const rest: string[] = [];
  for (const word of words) {
    const wordSplit = splits.get(word);
    const wordAggregation = aggregations.get(word);
    if (wordSplit !== undefined) split ??= wordSplit;
    else if (wordAggregation !== undefined) aggregation ??= wordAggregation;
    else if (best.has(word)) isBest = true;
    else rest.push(word);
  }
  const kept = rest.filter((word) => !fillers.has(word));
  const joined = (kept.length > 0 ? kept : rest).join('_');
  // `iou_loss` and `acc_loss` are losses, whatever they are computed from.
  const isLoss = kept.at(-1) === 'loss';
  const base: MetricName = { ...(split ? { split } : {}), ...(aggregation ? { aggregation } : {}) };
  for (const pattern of [joined, rest.join('_')]) {
    for (const { metric, better, match, owned } of metrics) {
      if (isLoss && better !== undefined && metric !== 'loss') continue;
      const found = match.exec(pattern);
      if (found === null) continue;
      if (better !== undefined && words.some((word) => settings.has(word) && !owned.has(word))) return base;
      const { component, after, class: category, group, kind } = found.groups ?? {};
      const part = category === undefined ? join(component, after) : `class:${category}`;
      const marked = join(isBest && better !== undefined ? 'best' : undefined, metric === 'map' ? (SIZES[part] ?? part) : part);
      const annotations = group ?? kind;
      return {
        ...base,
        metric,
        ...(marked === '' ? {} : { component: marked }),
        ...(annotations === undefined ? {} : { group: groups.get(annotations) ?? annotations }),
        ...(better ? { better } : {}),
      };
    }
  }
  return base;
}

/** Whether a name that appears beside metrics in text isn't a metric itself: `v_num`, `rank`. */
export function isNotMetric(name: string): boolean {
  compiled ??= compile(table);
  return compiled.notMetrics.has(name.toLowerCase().replaceAll('_', ' ')) || compiled.notMetrics.has(name.toLowerCase());
}

/** Whether the name is of a metric whose trend can be judged, not of a time, a rate or a size. */
export const isMeasure = (name: MetricName): boolean => name.better !== undefined;

const SIZES: Readonly<Record<string, string>> = { s: 'small', m: 'medium', l: 'large' };
const join = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('_');

const HAN = /\p{Script=Han}/u;
const LONGEST_PART = 8;

/** Chinese is written without blanks: `验证集上的Loss` is cut into the longest words that the table knows, if it knows all. */
function partsOf(word: string, known: ReadonlyMap<string, unknown>): string[] {
  const parts: string[] = [];
  for (let at = 0; at < word.length; ) {
    const latin = /^[^\p{Script=Han}]+/u.exec(word.slice(at))?.[0];
    let length = latin?.length ?? Math.min(LONGEST_PART, word.length - at);
    if (latin === undefined) while (length > 0 && !known.has(word.slice(at, at + length))) length -= 1;
    if (length === 0) return [word];
    parts.push(word.slice(at, at + length));
    at += length;
  }
  return parts;
}

function wordsOf(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(/([a-z]{2})([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function compile(data: unknown): NameTable {
  const source = data as {
    abbreviations: Record<string, string[]>;
    wholes: Record<string, string[]>;
    splits: Record<Split, string[]>;
    aggregations: Record<Aggregation, string[]>;
    fillers: string[];
    best: string[];
    groups: Record<string, string>;
    settings: string[];
    notMetrics: string[];
    metrics: { metric: string; better?: 'lower' | 'higher'; match: string; owned?: string[] }[];
  };
  const inverse = <Key extends string>(lists: Record<Key, string[]>): Map<string, Key> =>
    new Map(
      (Object.entries(lists) as [Key, string[]][]).flatMap(([key, words]) => words.map((word): [string, Key] => [word, key])),
    );
  return {
    abbreviations: new Map(Object.entries(source.abbreviations)),
    wholes: new Map(Object.entries(source.wholes)),
    splits: inverse(source.splits),
    aggregations: inverse(source.aggregations),
    fillers: new Set(source.fillers),
    best: new Set(source.best),
    groups: new Map(Object.entries(source.groups)),
    settings: new Set(source.settings),
    notMetrics: new Set(source.notMetrics),
    metrics: source.metrics.map(({ metric, better, match, owned = [] }) => ({
      metric,
      ...(better ? { better } : {}),
      match: new RegExp(match, 's'),
      owned: new Set(owned),
    })),
  };
}
