import type { Series } from '../../../src/api';
import { primarySeries } from '../curves';
import { fail, pass, unknown } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { groupOf, integer, names, optionsFrom } from '../options';
import { table } from '../samples';
import { codeList, count, drawn } from '../words';

interface Options {
  readonly values: number;
  readonly except: readonly string[];
  readonly finite: readonly string[];
  readonly evaluated: readonly string[];
}

interface Evidence {
  readonly broken: readonly Series[];
}

export default defineJudgment<Options, readonly Series[], Evidence, 'all'>({
  name: 'all-nan',
  docs: {
    summary: 'No logged value is NaN throughout',
    why: 'A value that is NaN each time it is logged measures nothing: a division by a count that stays 0, or a metric that needs more than one class in a batch. Losses and norms are left to `metrics/finite`, metrics of the task to `metrics/empty-evaluation`, and single classes, times, and rates may be NaN.',
    bad: [
      {
        wrong: 'The AUC is NaN at each evaluation.',
        sample: table('step,train_loss,val_auc', [0, 2.31, 'nan'], [10, 1.94, 'nan'], [20, 1.71, 'nan']),
      },
    ],
    good: table('step,train_loss,val_auc', [0, 2.31, 'nan'], [10, 1.94, 0.61], [20, 1.71, 0.68]),
    references: ['scikit-learn documentation, roc_auc_score'],
  },
  options: optionsFrom<Options>({
    ...groupOf<Pick<Options, 'values' | 'except'>>('all-nan', {
      values: integer(2, 'Values that must all be NaN.'),
      except: names('Ids of metrics that may be NaN throughout.'),
    }),
    finite: { schema: names('Metrics that `metrics/finite` judges.'), table: 'metric-ranges.finite.training' },
    evaluated: {
      schema: names('Metrics that `metrics/empty-evaluation` judges.'),
      table: 'metric-ranges.empty-evaluation.metrics',
    },
  }),
  messages: {
    all: '{{names}} {{are}} NaN at all {{values}}, so nothing is measured. Check what is divided by, and that an evaluation has samples of more than one class.',
  },
  *subjects(target, { except, finite, evaluated }) {
    const left = new Set([...except, ...finite, ...evaluated]);
    const all = primarySeries(target).filter(
      ({ kind, component, metric }) => kind === 'history' && component === undefined && !left.has(metric ?? ''),
    );
    if (all.length > 0) yield all;
  },
  title: () => 'other values',
  judge(all, { values }) {
    const counted = all.filter(({ count: number }) => number >= values);
    if (counted.length === 0) return unknown(`no other value was logged ${values} times`);
    const broken = counted.filter(({ nonFinite, finiteCount }) => finiteCount === 0 && (nonFinite?.nan ?? 0) >= values);
    return broken.length > 0 ? fail({ broken }) : pass;
  },
  report: ({ broken }) => ({
    message: 'all',
    at: broken[0]!.opening.place,
    data: {
      names: codeList(broken.map(({ name }) => name)),
      are: broken.length > 1 ? 'are' : 'is',
      values: count(broken[0]!.count, 'value'),
    },
    evidence: { series: broken[0]!.name, names: broken.map(({ name }) => name).slice(0, 50) },
    sparkline: drawn(broken[0]!),
  }),
});
