import type { Finding } from '../../src/api';
import type { RunView } from '../../src/reporters/runs/view';
import type { Split } from '../../src/runs';
import { collectRun } from '../../src/runs/collect/collect-run';
import { noMoment } from '../../src/runs/moment';

export interface BuiltSeries {
  readonly name: string;
  readonly split?: Split;
  readonly values: readonly number[];
}

/** A run made of values, with findings, as `cvl runs` hands it to a reporter. */
export function buildView(path: string, series: readonly BuiltSeries[], findings: readonly Finding[] = []): RunView {
  const collector = collectRun(path);
  const sink = collector.sink({ path: `${path}/log`, size: 1, reader: 'text', confidence: 1 });
  for (const { name, split, values } of series) {
    const target = sink.series(name, split && { known: { split } });
    values.forEach((value, index) => {
      target.add(value, { ...noMoment(), step: index * 10, line: index + 1, column: 1 });
    });
  }
  return { run: collector.run(), tasks: [], findings, outcomes: [] };
}

/** A finding about a series of such a run. */
export const findingOf = (path: string, severity: Finding['severity'], rule: string, series: string, line: number): Finding => ({
  rule,
  severity,
  message: `\`${series}\` is wrong.`,
  messageId: 'wrong',
  at: { file: `${path}/log`, line, column: 1 },
  related: [],
  fingerprint: '',
  evidence: { series },
});

export const falling = (count: number, from = 2): number[] =>
  Array.from({ length: count }, (_, index) => Number((0.5 + from * Math.exp(-index / 10)).toFixed(4)));
