import type { RunArtifact, Series } from '../../src/api';
import type { FiniteEvidence, FiniteFigures } from './judge/finite';
import { groupOf, names, optionsFrom } from './options';
import { codeList, drawn, figure, list, moment } from './words';

export const finiteOptions = optionsFrom<FiniteFigures>(
  groupOf('finite', {
    training: names('Metrics whose NaN or infinity means that training broke.'),
    mayOverflow: names('Metrics that may overflow now and then under mixed precision.'),
  }),
);

/** The series of training as one group, since one cause breaks them all. */
export function trainingSeries({ run }: RunArtifact, { training }: FiniteFigures): (readonly Series[])[] {
  const all = run.series.filter(({ metric }) => metric !== undefined && training.includes(metric));
  return all.length > 0 ? [all] : [];
}

export const seriesTitle = (group: readonly Series[]): string => list([...new Set(group.map(({ name }) => name))]);

/** What to report of values that are not finite, besides the message. */
export const finiteReport = ({ series, nonFinite, others, hiddenIn }: FiniteEvidence) => {
  const { first, recovered, count, valuesAfter, ranOnForSteps } = nonFinite;
  const also =
    others.length > 0 ? ` ${codeList(others.map(({ name }) => name))} ${others.length > 1 ? 'break' : 'breaks'} too.` : '';
  return {
    at: first.place,
    data: { name: series.name, value: figure(first.value), moment: moment(first, series), others: also },
    related: [
      ...others.slice(0, 3).map((other) => ({ message: `${other.name} breaks here.`, at: other.nonFinite!.first.place })),
      ...(hiddenIn ? [{ message: 'This file shows only finite values.', at: { file: hiddenIn } }] : []),
    ],
    evidence: { series: series.name, step: first.step, epoch: first.epoch, values: count, valuesAfter, ranOnForSteps, recovered },
    sparkline: drawn(series),
  };
};
