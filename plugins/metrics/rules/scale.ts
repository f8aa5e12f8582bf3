import type { Series } from '../../../src/api';
import { primarySeries } from '../curves';
import { figuresOf, schemaOf } from '../figures';
import { judgeScale, type ScaleEvidence, type ScaleFigures } from '../judge/scale';
import { defineJudgement } from '../judged';
import { results } from '../samples';
import { drawn, figure, moment } from '../words';

export default defineJudgement<ScaleFigures, Series, ScaleEvidence, 'percent' | 'fraction'>({
  name: 'scale',
  docs: {
    summary: 'A metric is on the scale that its source writes',
    why: 'MMDetection writes mAP from 0 to 1, detectron2 from 0 to 100, MMSegmentation changed between 0.x and 1.x. A run whose values are on the other scale was patched or merged from two tools, and a threshold on it decides wrongly.',
    bad: results(12.1, 24.4, 31.2, 35.9),
    good: results(0.121, 0.244, 0.312, 0.359),
    references: ['src/runs/tables/metric-scales.yaml'],
  },
  options: {
    schema: schemaOf({ values: { type: 'integer', minimum: 1 }, metrics: { type: 'array', items: { type: 'string' } } }),
    defaults: figuresOf('scale'),
  },
  messages: {
    percent:
      '{{name}} reaches {{value}} at {{moment}}, but {{source}} writes it from 0 to 1. Divide by 100 where it is logged, so that figures of different runs compare.',
    fraction:
      '{{name}} never passes {{value}}, but {{source}} writes it from 0 to 100. Multiply by 100 where it is logged; if it is per cent, the model finds nothing.',
  },
  subjects(target, { metrics }) {
    const all = primarySeries(target).filter(
      ({ metric, component }) => component === undefined && metrics.includes(metric ?? ''),
    );
    // mAP at one overlap is on the scale of mAP: one of the two is told.
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
