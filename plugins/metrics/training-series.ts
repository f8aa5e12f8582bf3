import type { RunArtifact, Series } from '../../src/api';
import { type FiniteEvidence, type FiniteFigures, judgeFinite, type TrainingGroup } from './judge/finite';
import { groupOf, optionsFrom } from './options';
import { finiteSchemas } from './shared-options';
import { codeList, drawn, figure, list, moment } from './words';

export const finiteOptions = optionsFrom<FiniteFigures>(groupOf('finite', finiteSchemas));

/** The series of training as one group, since one cause breaks them all. */
export function trainingSeries(
  { run, lossShowsProgress }: RunArtifact,
  { training }: Pick<FiniteFigures, 'training'>,
): TrainingGroup[] {
  const all = run.series.filter(
    (series) => series.metric !== undefined && training.includes(series.metric) && !isUnsetBest(series),
  );
  const isOver = run.status === 'finished' || run.status === 'crashed' || run.status === 'cancelled';
  return all.length > 0 ? [{ run, all, isOver, lossShowsProgress }] : [];
}

/** A best value is infinite until there is one. */
const isUnsetBest = ({ component = '', nonFinite, finiteCount }: Series): boolean =>
  /^best(?:_|$)/.test(component) && finiteCount === 0 && nonFinite?.nan === 0;

export const seriesTitle = ({ all }: TrainingGroup): string => list([...new Set(all.map(({ name }) => name))]);

/** Where training broke for good, which `metrics/finite` reports. */
export function breakOf(target: RunArtifact, figures: FiniteFigures): FiniteEvidence | undefined {
  const [verdict] = trainingSeries(target, figures).map((group) => judgeFinite(group, figures));
  return verdict?.outcome === 'fail' && isBreak(verdict.evidence) ? verdict.evidence : undefined;
}

/** Training itself ended in values that aren't finite. */
export const isBreak = ({ lasts, place }: FiniteEvidence): boolean => lasts && place !== 'evaluation';

/** What to report of values that are not finite, besides the message. */
export const finiteReport = ({ series, first, nonFinite, lasts, others, hiddenIn }: FiniteEvidence) => {
  const { recovered, count, valuesAfter, ranOnForSteps } = nonFinite;
  const also =
    others.length > 0 ? ` ${codeList(others.map(({ name }) => name))} ${others.length > 1 ? 'break' : 'breaks'} too.` : '';
  return {
    at: first.place,
    data: { name: series.name, value: figure(first.value), moment: moment(first, series), others: also },
    related: [
      ...others.slice(0, 3).map((other) => ({ message: `${other.name} breaks here.`, at: other.nonFinite!.first.place })),
      ...(hiddenIn ? [{ message: 'This file shows only finite values.', at: { file: hiddenIn } }] : []),
    ],
    evidence: {
      series: series.name,
      step: first.step,
      epoch: first.epoch,
      values: count,
      valuesAfter,
      ranOnForSteps,
      recovered,
      lasts,
    },
    sparkline: drawn(series),
  };
};
