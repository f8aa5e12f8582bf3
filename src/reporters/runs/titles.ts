import type { Run, Series } from '../../runs';
import table from './metric-titles.yaml';

const { titles, parts, sized, sizes, dull, dullWords, units } = table as {
  readonly titles: { readonly [metric: string]: string };
  readonly parts: { readonly [part: string]: string };
  readonly sized: readonly string[];
  readonly sizes: { readonly [size: string]: string };
  readonly dull: readonly string[];
  readonly dullWords: readonly string[];
  readonly units: readonly string[];
};

const dullMetrics = new Set(dull);

/** A series as reports name it. */
export interface TitledSeries {
  readonly series: Series;
  /** `train`, `val`, `test`, or nothing. */
  readonly split: string;
  /** `AR (medium)`, without the split. Series of one run with the same split and title have their logged names instead. */
  readonly title: string;
  /** Split and title: `val AR (medium)`. */
  readonly label: string;
  /** It says how fast the run goes or what it uses, not how well it learns. */
  readonly isDull: boolean;
}

/** The primary series of a run as reports name them, the most important ones first. */
export function titledSeries({ series }: Pick<Run, 'series'>): readonly TitledSeries[] {
  const primary = series.filter(({ role }) => role === 'primary');
  const bothAggregations = new Set(['step', 'epoch'].filter((each) => primary.some(({ aggregation }) => aggregation === each)));
  const titled = primary.map((each) => ({ each, title: titleOf(each, bothAggregations.size === 2) }));
  const uses = new Map<string, number>();
  for (const { each, title } of titled) uses.set(keyOf(each, title), (uses.get(keyOf(each, title)) ?? 0) + 1);
  return titled
    .map(({ each, title }) => named(each, (uses.get(keyOf(each, title)) ?? 0) > 1 ? each.name : title))
    .map((each) => ({ each, order: importance(each) }))
    .sort((a, b) => a.order - b.order)
    .map(({ each }) => each);
}

const keyOf = ({ split, kind }: Series, title: string): string => `${split ?? ''}|${kind}|${title}`;

function named(series: Series, title: string): TitledSeries {
  const split = series.split ?? '';
  const saysSplit = title === series.name && title.toLowerCase().includes(split);
  return { series, split, title, label: split === '' || saysSplit ? title : `${split} ${title}`, isDull: isDull(series) };
}

/** What a series measures, on whatever split: `loss`, `mAP (small)`, or the logged name without its words for the split. */
export function metricName({ name, metric, component }: Series): string {
  if (metric !== undefined && !dullMetrics.has(metric) && isReadable(metric, component, name))
    return described(metric, component, []);
  const words = name.split(/([^\p{L}\p{N}]+)/u);
  const kept = words.filter((word) => !splitWords.has(word.toLowerCase()));
  return kept.length === words.length ? name : kept.join('').replace(/^[^\p{L}\p{N}]+/u, '') || name;
}

const splitWords = new Set(['train', 'training', 'val', 'valid', 'validation', 'eval', 'evaluation', 'dev', 'test']);

function titleOf({ name, metric, component, group, aggregation }: Series, withAggregation: boolean): string {
  if (metric === undefined || dullMetrics.has(metric) || !isReadable(metric, component, name)) return name;
  return described(metric, component, [group, withAggregation ? aggregation : undefined]);
}

/** Whether the title says what the name says: `log_pplx` isn't simply a loss, nor `validation_0-logloss` a "0_log loss". */
const isReadable = (metric: string, component: string | undefined, name: string): boolean =>
  metric !== 'loss' || (/loss/i.test(name) && !/^\d/.test(component ?? ''));

function described(metric: string, component: string | undefined, more: readonly (string | undefined)[]): string {
  const part = component?.startsWith('class:') ? component.slice('class:'.length) : component;
  const isLossPart = metric === 'loss' && part !== undefined;
  const details = [isLossPart ? undefined : part, ...more].flatMap((each) =>
    each ? [(sized.includes(metric) ? sizes[each] : undefined) ?? parts[each] ?? each] : [],
  );
  const base = isLossPart ? `${part} loss` : (titles[metric] ?? metric);
  return details.length === 0 ? base : `${base} (${details.join(', ')})`;
}

/** Total losses by split, then metrics of quality, parts of the loss, series without a direction, classes, and dull ones. */
function importance({ series, isDull: dullOne }: TitledSeries): number {
  const { metric, component, split, better } = series;
  if (dullOne) return 9;
  if (component !== undefined && better !== undefined) return metric === 'loss' ? 5 : 8;
  if (metric === 'loss') return split === 'val' ? 1 : split === 'test' ? 2 : 0;
  if (better === 'higher') return 3;
  return better === 'lower' ? 4 : metric === undefined ? 7 : 6;
}

const dullSet = new Set(dullWords);
const unitSet = new Set(units);

function isDull({ metric, name }: Series): boolean {
  if (metric !== undefined) return dullMetrics.has(metric);
  const words = name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return words.length > 0 && (unitSet.has(words.at(-1)!) || words.every((word) => dullSet.has(word)));
}

/** Rows that a table shows, and of those whose name says nothing about their meaning. All others are folded. */
const mostShown = 8;
const mostUnknown = 4;

/** Splits the series of a run into those to show and those to fold: dull ones, and what is beyond a screenful. `named`: never folded. */
export function foldSeries(
  all: readonly TitledSeries[],
  named: ReadonlySet<unknown> = new Set(),
): { readonly shown: readonly TitledSeries[]; readonly folded: readonly TitledSeries[] } {
  const keen = all
    .filter(({ isDull: dullOne }) => !dullOne)
    .filter(({ series }, index) => index < (series.metric === undefined ? mostUnknown : mostShown));
  const chosen = new Set([...keen, ...all.filter(({ series }) => named.has(series.name))]);
  return { shown: all.filter((each) => chosen.has(each)), folded: all.filter((each) => !chosen.has(each)) };
}
