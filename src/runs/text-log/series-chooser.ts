import type { MetricName } from '../model/series';
import { isNotMetric } from '../names/metric-name';
import type { RunSink, SeriesSink } from '../reader';
import type { Pair } from './pairs';
import type { Reading } from './read-line';

const MOST_NAMES = 300;
/** The totals that NVIDIA's DLLogger prints. */
const TOTALS = /\bSummary: +\w[\w.]* *:/;

/** Chooses the series that takes a value of a line. */
export interface SeriesChooser {
  /** Undefined: none, because the value is a time, a rate or not a metric at all. */
  seriesFor(pair: Pair, reading: Reading, body: string): SeriesSink | undefined;
  /** What the COCO evaluation that is printed next is about: `bbox` in `IoU metric: bbox`. */
  annotations(kind: string): void;
}

export function createSeriesChooser(sink: RunSink): SeriesChooser {
  /** Names seen so far, and whether they are of series. */
  const names = new Map<string, boolean>();
  /** Names that lines with both epoch and step give values of. */
  const stepped = new Set<string>();
  let annotationKind: string | undefined;
  let last: { readonly body: string; readonly isTotals: boolean; readonly isLastRecord: boolean } | undefined;

  /** What the whole line says of all of its values: a line may have a hundred thousand. */
  function lineOf(body: string): NonNullable<typeof last> {
    if (last?.body !== body) last = { body, isTotals: TOTALS.test(body), isLastRecord: body.includes('train_runtime') };
    return last;
  }

  function isSeries({ name, meaning }: Pair): boolean {
    const known = names.get(name);
    if (known !== undefined) return known;
    if (names.size >= MOST_NAMES) return false;
    const is = meaning.metric !== undefined || !isNotMetric(name);
    names.set(name, is);
    return is;
  }

  /** Whether a value of a line with an epoch and no step is of the whole epoch: other lines give the name's values step by step. */
  function isOfEpoch({ name }: Pair, { epoch, step }: Reading): boolean {
    if (Number.isNaN(epoch)) return false;
    if (!Number.isNaN(step)) stepped.add(name);
    return Number.isNaN(step) && stepped.has(name);
  }

  return {
    seriesFor(pair, reading, body) {
      const { name, meaning } = pair;
      if (meaning.metric === 'time' || meaning.metric === 'throughput' || !isSeries(pair)) return undefined;
      // Hugging Face prints the totals of the whole run as its last record.
      if (lineOf(body).isLastRecord) {
        const total = name === 'train_loss' ? { component: 'run mean' } : {};
        return sink.series(name, { kind: 'summary', known: { ...meaning, ...total } });
      }
      if (lineOf(body).isTotals) return sink.series(name, { kind: 'summary', known: meaning });
      const split = meaning.split ?? reading.split;
      const known: MetricName = {
        ...(annotationKind !== undefined && name.startsWith('Average ') ? { group: annotationKind } : {}),
        ...meaning,
        ...(split === undefined ? {} : { split }),
        ...(isOfEpoch(pair, reading) && { aggregation: 'epoch' }),
      };
      const scale = pair.written === 'percent' ? '0-100' : pair.written === 'fraction' ? '0-1' : undefined;
      return sink.series(name, { known, ...(scale === undefined || known.better !== 'higher' ? {} : { scale }) });
    },
    annotations: (kind) => void (annotationKind = kind),
  };
}
