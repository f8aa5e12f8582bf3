import type { ConfigEntry } from '../model/config-entry';
import type { MetricName, Scale } from '../model/series';
import table from '../tables/metric-scales.yaml';

interface ScaleEntry {
  readonly reader?: string;
  readonly framework?: string;
  readonly version?: number;
  readonly names?: RegExp;
  readonly metrics?: ReadonlySet<string>;
  readonly mentions?: RegExp;
  readonly scale: Scale;
}

export interface ScaleQuestion {
  readonly reader: string;
  readonly framework?: string;
  readonly frameworkVersion?: string;
  readonly name: string;
  readonly meaning: MetricName;
  readonly config: readonly ConfigEntry[];
}

let compiled: readonly ScaleEntry[] | undefined;

/** The scale of a metric by `src/runs/tables/metric-scales.yaml`; undefined: the table doesn't know this source. */
export function scaleOf(question: ScaleQuestion): Scale | undefined {
  compiled ??= compile(table);
  return compiled.find((entry) => fits(entry, question))?.scale;
}

function fits(entry: ScaleEntry, question: ScaleQuestion): boolean {
  if (entry.metrics !== undefined && !entry.metrics.has(question.meaning.metric ?? '')) return false;
  if (entry.framework !== undefined && entry.framework !== question.framework) return false;
  if (entry.reader !== undefined && !readerFits(entry.reader, question.reader)) return false;
  if (entry.names !== undefined && !entry.names.test(question.name)) return false;
  if (entry.version !== undefined && Number.parseInt(question.frameworkVersion ?? '', 10) !== entry.version) return false;
  const { mentions } = entry;
  return mentions === undefined || question.config.some(({ value }) => typeof value === 'string' && mentions.test(value));
}

const readerFits = (pattern: string, reader: string): boolean =>
  pattern.endsWith('*') ? reader.startsWith(pattern.slice(0, -1)) : pattern === reader;

function compile(data: unknown): ScaleEntry[] {
  const { scales } = data as {
    scales: {
      reader?: string;
      framework?: string;
      version?: number;
      names?: string;
      metrics?: string[];
      mentions?: string;
      scale: Scale;
    }[];
  };
  return scales.map(({ names, metrics, mentions, ...entry }) => ({
    ...entry,
    ...(names === undefined ? {} : { names: new RegExp(names) }),
    ...(metrics === undefined ? {} : { metrics: new Set(metrics) }),
    ...(mentions === undefined ? {} : { mentions: new RegExp(mentions, 'i') }),
  }));
}
