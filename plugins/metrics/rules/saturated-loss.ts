import type { Series } from '../../../src/api';
import { curvesOf } from '../curves';
import { judgeSaturated, type SaturatedEvidence, type SaturatedFigures } from '../judge/saturated';
import { defineJudgment } from '../judged';
import { groupOf, optionsFrom } from '../options';
import { falling, rows, table } from '../samples';
import { saturatedSchemas } from '../shared-options';
import { drawn, moment } from '../words';

export default defineJudgment<SaturatedFigures, Series, SaturatedEvidence, 'saturated'>({
  name: 'saturated-loss',
  precision: 'very-high',
  docs: {
    summary: 'The loss does not stay at the largest value that its framework can compute',
    why: "Caffe and Keras bound each probability below before they take its logarithm, so the cross entropy of a model that has blown up isn't NaN: it is the logarithm of that bound, to the last digit. All labels have a probability of 0, and the gradient is of no use.",
    bad: [
      {
        wrong: 'The loss stays at -ln(1.18e-38), the bound of Caffe.',
        sample: table('step,train_loss', [0, 6.9], [20, 7.4], [40, 87.3365], [60, 87.3365], [80, 87.3365]),
      },
    ],
    good: table('step,train_loss', ...rows(24, falling(90, 80))),
    references: ['Caffe, softmax_loss_layer.cpp: `max(prob, FLT_MIN)`', 'Keras, `epsilon()`'],
  },
  options: optionsFrom<SaturatedFigures>(groupOf<SaturatedFigures>('saturated-loss', saturatedSchemas)),
  messages: {
    saturated:
      '`{{name}}` stays at {{value}} from {{moment}} on: {{limit}}. The weights have blown up, and every label has a probability of 0. Start again from a checkpoint before that with a tenth of the learning rate, clip the gradients, and check that labels are below the number of classes and that inputs are scaled.',
  },
  subjects: (target) => [...curvesOf(target, 'loss', 'train'), ...curvesOf(target, 'loss', 'evaluation')].slice(0, 1),
  title: ({ name }) => name,
  judge: judgeSaturated,
  report: ({ point, limit }, series) => ({
    message: 'saturated',
    at: point.place,
    data: { name: series.name, value: String(limit.loss), moment: moment(point, series), limit: limit.is },
    evidence: { series: series.name, step: point.step, epoch: point.epoch, limit: limit.loss },
    sparkline: drawn(series),
  }),
});
