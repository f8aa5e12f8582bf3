import type { Series } from '../../../src/api';
import { primarySeries } from '../curves';
import { judgeScale, type ScaleEvidence, type ScaleFigures } from '../judge/scale';
import { defineJudgment } from '../judged';
import { groupOf, integer, names, optionsFrom } from '../options';
import { results } from '../samples';
import { drawn, figure, moment } from '../words';

const detectron = (...values: readonly number[]) => ({
  'example.yaml': 'name: demo\n',
  'output/metrics.json': values
    .map(
      (value, index) =>
        `{"bbox/AP": ${value}, "iteration": ${index * 100 + 99}, "total_loss": 0.5, "loss_box_reg": 0.2, "data_time": 0.01}\n`,
    )
    .join(''),
});

export default defineJudgment<ScaleFigures, Series, ScaleEvidence, 'percent' | 'fraction'>({
  name: 'scale',
  docs: {
    summary: 'A metric is on the scale that its source writes',
    why: 'MMDetection writes mAP from 0 to 1, Detectron2 from 0 to 100, and MMSegmentation changed between 0.x and 1.x. A run whose values are on the other scale was patched or merged from two tools, and a threshold on it decides wrongly.',
    bad: [
      { wrong: 'Ultralytics writes mAP from 0 to 1, and these values are percentages.', sample: results(12.1, 24.4, 31.2, 35.9) },
      { wrong: 'Detectron2 writes AP from 0 to 100, and these values are fractions.', sample: detectron(0.21, 0.34, 0.41, 0.46) },
    ],
    good: [results(0.121, 0.244, 0.312, 0.359), detectron(21, 34, 41, 46)],
    references: ['src/runs/tables/metric-scales.yaml'],
  },
  options: optionsFrom<ScaleFigures>(
    groupOf('scale', {
      values: integer(1, 'Values of a curve that a judgment needs.'),
      metrics: names('Metrics that pass 1% in any training that works.'),
    }),
  ),
  messages: {
    percent:
      '`{{name}}` reaches {{value}} at {{moment}}, but {{source}} writes it from 0 to 1. Divide it by 100 where it is logged, so that runs compare.',
    fraction:
      '`{{name}}` never passes {{value}}, but {{source}} writes it from 0 to 100. Multiply it by 100 where it is logged; if it is a percentage already, the model finds nothing.',
  },
  subjects(target, { metrics }) {
    const all = primarySeries(target).filter(
      ({ metric, component }) => component === undefined && metrics.includes(metric ?? ''),
    );
    // mAP at one overlap has the scale of mAP: only one of the two is reported.
    return all.filter(
      ({ metric, file }) => metric !== 'map50' || !all.some((other) => other.metric === 'map' && other.file === file),
    );
  },
  title: ({ name }) => name,
  judge: judgeScale,
  report: ({ point, scale }, series) => ({
    message: scale === '0-1' ? 'percent' : 'fraction',
    at: point.place,
    data: { name: series.name, value: figure(point.value), moment: moment(point, series), source: series.reader },
    evidence: { series: series.name, scale, max: point.value },
    sparkline: drawn(series),
  }),
});
