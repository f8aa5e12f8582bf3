import type { RunArtifact, Series } from '../../../src/api';
import { primarySeries } from '../curves';
import {
  type ComponentEvidence,
  type ComponentFigures,
  type ComponentSet,
  judgeComponents,
  type SummedLoss,
} from '../judge/components';
import { areTwins } from '../judge/pairs';
import { defineJudgment } from '../judged';
import { groupOf, integer, names, number, optionsFrom } from '../options';
import { run } from '../samples';
import { codeList, drawn, figure, moment } from '../words';

interface Options extends ComponentFigures {
  readonly sets: readonly ComponentSet[];
}

const metadata = 'tasks: [object_detection]\n';
const header = 'step,loss,loss_classifier,loss_box_reg,loss_objectness,loss_rpn_box_reg';

export default defineJudgment<Options, SummedLoss, ComponentEvidence, 'sum'>({
  name: 'loss-components',
  docs: {
    summary: 'The total loss is the sum of its components',
    why: 'A detector minimizes the sum of its losses: classifier, boxes, objectness, and region proposals. Where the total is something else, one of them is not trained, is weighted by mistake, or the wrong value is logged. Only judged for components that a framework is known to add up.',
    bad: [
      {
        wrong: 'The total is 9, and its components sum to 0.65.',
        sample: run(metadata, header, [
          [0, 9, 0.3, 0.2, 0.1, 0.05],
          [10, 9, 0.3, 0.2, 0.1, 0.05],
          [20, 8.9, 0.29, 0.2, 0.1, 0.05],
        ]),
      },
    ],
    good: run(metadata, header, [
      [0, 0.65, 0.3, 0.2, 0.1, 0.05],
      [10, 0.6, 0.28, 0.18, 0.09, 0.05],
      [20, 0.55, 0.26, 0.16, 0.08, 0.05],
    ]),
    references: ['Training Pipeline Verification, “Object Detection”'],
  },
  options: optionsFrom<Options>(
    groupOf('loss-components', {
      factor: number('How far the total may be from the sum, as a factor.', { minimum: 1 }),
      moments: integer(1, 'Moments at which all are logged that a judgment needs.'),
      sets: {
        type: 'array',
        description: 'Components that a framework adds up.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['parts'],
          properties: {
            parts: names('Parts that are always logged, without `loss`.'),
            more: names('Parts that some models have besides.'),
            isWeighted: { type: 'boolean', description: 'The total may be above the sum, where the parts have weights.' },
            isMultiplied: { type: 'boolean', description: 'The total may be a multiple of the sum, by the batch size.' },
            source: { type: 'string' },
          },
        },
      },
    }),
  ),
  messages: {
    sum: '`{{name}}` is {{value}} at {{moment}}, but its components {{parts}} sum to {{sum}}. Log the sum that is minimized, and check that each component is in it once.',
  },
  *subjects(target, { sets }) {
    for (const total of primarySeries(target).filter(({ metric, component }) => metric === 'loss' && component === undefined)) {
      const found = sumOf(target, total, sets);
      if (found !== undefined) yield found;
    }
  },
  title: ({ total }) => total.name,
  judge: judgeComponents,
  report: ({ point, sum }, { total, parts }) => ({
    message: 'sum',
    at: point.place,
    data: {
      name: total.name,
      value: figure(point.value),
      moment: moment(point, total),
      parts: codeList(parts.map(({ name }) => name)),
      sum: figure(sum),
    },
    evidence: { series: total.name, value: point.value, sum, parts: parts.map(({ name }) => name) },
    sparkline: drawn(total),
  }),
});

/** The parts of the set that is logged with a loss and has nothing else beside it. */
function sumOf(target: RunArtifact, total: Series, sets: readonly ComponentSet[]): SummedLoss | undefined {
  const beside = primarySeries(target).filter(
    (series) =>
      series.metric === 'loss' &&
      series.component !== undefined &&
      areTwins(series, total) &&
      series.aggregation === total.aggregation,
  );
  const logged = beside.map(({ component }) => component!);
  const fitting = sets.find(
    ({ parts, more = [] }) =>
      parts.every((part) => logged.includes(part)) && logged.every((part) => parts.includes(part) || more.includes(part)),
  );
  const { isMultiplied = false, isWeighted = false } = fitting ?? {};
  return fitting && { total, parts: beside, isMultiplied, isWeighted };
}
