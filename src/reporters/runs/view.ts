import type { Finding } from '../../api/finding';
import type { Outcome } from '../../api/rule';
import type { Run, Series } from '../../runs';
import { isPlace } from '../../text/span';
import { plural } from '../summary';
import { judgesTraining, whyUnjudged } from './unjudged';

/** One run with what the rules report about it. */
export interface RunView {
  readonly run: Run;
  /** The run's name. Default: its path from the root. */
  readonly title?: string;
  /** The folder of the example that the run is in. */
  readonly example?: string;
  /** What the run trained for: ids of `src/runs/tables/tasks.yaml`, else the words of the metadata or the log. */
  readonly tasks: readonly string[];
  readonly findings: readonly Finding[];
  readonly outcomes: readonly (Outcome & { readonly rule: string })[];
}

export interface Verdict {
  /** `unjudged` means that there isn't enough data to say anything. It must never be mistaken for `sound`. */
  readonly kind: 'error' | 'warning' | 'sound' | 'unjudged';
  readonly text: string;
  /** The text without its reason, for lists of many runs. */
  readonly short: string;
  readonly reason?: string;
}

export const titleOf = ({ title, run }: RunView): string => title ?? (run.path || '.');

export function verdictOf({ findings, outcomes, run }: RunView): Verdict {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const parts = [errors > 0 && plural(errors, 'error'), warnings > 0 && plural(warnings, 'warning')].filter(
    (part) => part !== false,
  );
  const counts = parts.join(', ');
  if (parts.length > 0) return { kind: errors > 0 ? 'error' : 'warning', text: counts, short: counts };
  const passed = outcomes.filter(({ outcome, rule }) => outcome === 'pass' && judgesTraining(rule)).length;
  if (passed > 0) return { kind: 'sound', text: `no problems (${plural(passed, 'check')} passed)`, short: 'no problems' };
  const reason = whyUnjudged(run, outcomes);
  return { kind: 'unjudged', text: `not enough data to judge: ${reason}`, short: 'not judged', reason };
}

/** The best point of a series. Undefined if it isn't known whether higher or lower is better. */
export const bestOf = (series: Series) =>
  series.better === 'higher' ? series.max : series.better === 'lower' ? series.min : undefined;

/** The index of a finding's run: the one that has its file, else the innermost one whose folder contains it, else -1. */
export function runOf({ at }: Finding, runs: readonly Run[]): number {
  const holder = runs.findIndex(({ files, checkpoints }) => [...files, ...checkpoints].some(({ path }) => path === at.file));
  if (holder >= 0) return holder;
  let innermost = -1;
  for (const [index, { path }] of runs.entries()) {
    const isInside = path === '' || at.file === path || at.file.startsWith(`${path}/`);
    if (isInside && path.length >= (runs[innermost]?.path.length ?? 0)) innermost = index;
  }
  return innermost;
}

/** `12:4`, or nothing if the finding is about a whole file. */
export const lineOf = ({ at }: Pick<Finding, 'at'>): string => (isPlace(at) ? `${at.line}:${at.column}` : '');

/** A number with four significant digits, for people. */
export function figure(value: number | undefined): string {
  if (value === undefined) return '–';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '-∞';
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 1e-4)) return value.toExponential(2);
  return Number.isInteger(value) ? value.toLocaleString('en') : String(Number(value.toPrecision(4)));
}
