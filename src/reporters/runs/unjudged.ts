import type { Outcome } from '../../api/rule';
import type { Run, Series } from '../../runs';
import { metricName } from './titles';

/** Rules that judge how training went. That values are finite, possible, and consistent says little about a run by itself. */
const ofTraining: ReadonlySet<string> = new Set(
  ['decreasing', 'divergence', 'generalization-gap', 'memorization', 'overfitting', 'plateau', 'quality'].map(
    (name) => `metrics/${name}`,
  ),
);

export const judgesTraining = (rule: string): boolean => ofTraining.has(rule) || !rule.startsWith('metrics/');

const mostNames = 3;

/** Why nothing can be said about how training went, and what to log instead. */
export function whyUnjudged({ series }: Run, outcomes: readonly (Outcome & { readonly rule: string })[]): string {
  if (series.length === 0) return 'no metric was logged';
  const curves = series.filter(({ kind }) => kind !== 'summary');
  if (curves.length === 0) return 'only final values were logged, no curves';
  const because = outcomes.find(({ outcome, rule }) => outcome === 'unknown' && ofTraining.has(rule))?.because;
  if (because !== undefined) return because;
  const measures = curves.filter(({ better }) => better !== undefined);
  if (measures.length === 0)
    return `no known metric was logged, only ${namesOf(curves)}; log the training loss as \`train_loss\``;
  if (measures.some(({ metric }) => metric === 'loss'))
    return "the losses of such a training don't show its progress; only a person can judge how good its results are";
  if (measures.some(({ metric }) => metric === 'reward'))
    return 'rewards were logged, but no loss, and which rewards are good depends on the environment';
  return `no loss was logged, only ${namesOf(measures)}; log the training loss too`;
}

function namesOf(all: readonly Series[]): string {
  const names = [...new Set(all.map(metricName))];
  const shown = names.length > mostNames ? [...names.slice(0, mostNames - 1), `${names.length - mostNames + 1} more`] : names;
  return shown.length < 3 ? shown.join(' and ') : `${shown.slice(0, -1).join(', ')}, and ${shown.at(-1)}`;
}
