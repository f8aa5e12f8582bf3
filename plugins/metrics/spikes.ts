import type { RunArtifact, Series } from '../../src/api';
import { trainingLosses } from './curves';
import type { SpikeEvidence, SpikeFigures } from './judge/spike';
import { groupOf, number, optionsFrom } from './options';
import { count, drawn, figure, moment } from './words';

export const spikeOptions = optionsFrom<SpikeFigures>(
  groupOf('spike', {
    spreads: number('Interquartile ranges above the values just before.', { minimum: 1 }),
    times: number('Times the level just before.', { minimum: 1 }),
    back: number('Values until the loss recovers; later counts as lasting.', { minimum: 1 }),
  }),
);

export const spikingLosses = (target: RunArtifact): Series[] => (target.lossShowsProgress ? trainingLosses(target) : []);

/** What to report of the highest jump of a loss, besides the message. */
export const spikeReport = ({ highest: { point, baseline, backAfter }, jumps }: SpikeEvidence, series: Series) => ({
  at: point.place,
  data: {
    name: series.name,
    before: figure(baseline),
    value: figure(point.value),
    moment: moment(point, series),
    back: count(backAfter ?? 0, 'value'),
    more: jumps.length > 1 ? ` This is the highest of ${jumps.length} such jumps.` : '',
  },
  evidence: { series: series.name, value: point.value, baseline, backAfter, jumps: jumps.length },
  sparkline: drawn(series),
});
