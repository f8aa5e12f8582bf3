import { causes, type NonFinite, type Run, type Series } from '../../../src/api';
import { primarySeries } from '../curves';
import { fail, pass, unknown } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { groupOf, integer, names, optionsFrom } from '../options';
import { table } from '../samples';
import { codeList, count, drawn, moment } from '../words';

interface Options {
  readonly values: number;
  readonly except: readonly string[];
  readonly finite: readonly string[];
  readonly evaluated: readonly string[];
}

interface Evidence {
  readonly broken: readonly Series[];
  /** They were finite before. */
  readonly isTurn: boolean;
}

interface Subject {
  readonly run: Run;
  readonly all: readonly Series[];
  /** Training itself ends in values that aren't finite, which breaks all others. */
  readonly isBroken: boolean;
}

export default defineJudgment<Options, Subject, Evidence, 'all' | 'turned' | 'episodes'>({
  name: 'all-nan',
  docs: {
    summary: 'No other logged value is NaN throughout, or ends as NaN',
    why: 'A value that is NaN each time it is logged measures nothing: a division by a count that stays 0, or a metric that needs more than one class in a batch. One that becomes NaN and stays so broke within the run, whatever it stands for. Losses and norms are left to `metrics/finite`, metrics of the task to `metrics/empty-evaluation`, and single classes, times, and rates may be NaN.',
    bad: [
      {
        wrong: 'The AUC is NaN at each evaluation.',
        sample: table('step,train_loss,val_auc', [0, 2.31, 'nan'], [10, 1.94, 'nan'], [20, 1.71, 'nan']),
      },
      {
        wrong: 'A value without a known meaning becomes NaN and stays so.',
        sample: table(
          'step,train_loss,entropy',
          [0, 2.31, 1.4],
          [10, 1.94, 1.3],
          [20, 1.71, 1.3],
          [30, 1.66, 'nan'],
          [40, 1.6, 'nan'],
          [50, 1.55, 'nan'],
        ),
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
    episodes:
      '{{names}} {{are}} NaN at all {{values}}, so no episode ended, or none is recorded. Check that the environment ends its episodes or limits their steps, that it is wrapped in a `Monitor`, and that an iteration is long enough for one.',
    turned:
      '{{names}} {{are}} NaN from {{moment}} on. Look for a division by 0, a logarithm of 0, or a root of a negative number in what computes {{them}}.',
  },
  *subjects(target, { except, finite, evaluated }) {
    const left = new Set([...except, ...finite, ...evaluated]);
    const all = primarySeries(target).filter(
      ({ kind, component, metric }) => kind === 'history' && component === undefined && !left.has(metric ?? ''),
    );
    const isBroken = target.run.series.some(
      ({ metric, nonFinite }) => nonFinite?.trail !== undefined && finite.includes(metric ?? ''),
    );
    if (all.length > 0) yield { run: target.run, all, isBroken };
  },
  title: () => 'other values',
  judge({ all, isBroken }, { values }) {
    const counted = all.filter(({ count: number }) => number >= values);
    if (counted.length === 0) return unknown(`no other value was logged ${values} times`);
    const broken = counted.filter(({ nonFinite, finiteCount }) => finiteCount === 0 && (nonFinite?.nan ?? 0) >= values);
    if (broken.length > 0) return fail({ broken, isTurn: false });
    const turned = counted.filter(({ nonFinite, finiteCount }) => finiteCount >= values && endsAsNaN(nonFinite, values));
    return turned.length > 0 && !isBroken ? fail({ broken: turned, isTurn: true }) : pass;
  },
  report({ broken, isTurn }, { run }) {
    const first = broken[0]!;
    const start = isTurn ? first.nonFinite!.trail!.first : first.opening;
    return {
      message: isTurn ? 'turned' : broken.every(({ name }) => EPISODE.test(name)) ? 'episodes' : 'all',
      at: start.place,
      data: {
        names: codeList(broken.map(({ name }) => name)),
        are: broken.length > 1 ? 'are' : 'is',
        them: broken.length > 1 ? 'them' : 'it',
        moment: moment(start, first),
        values: count(first.count, 'value'),
      },
      follows: causes.notFinite(run),
      evidence: { series: first.name, names: broken.map(({ name }) => name).slice(0, 50) },
      sparkline: drawn(first),
    };
  },
});

/** What is counted when an episode ends: Stable-Baselines' `ep_rewmean` and `rollout/ep_len_mean`, RLlib's `episode_reward_mean`. */
const EPISODE = /(?:^|[/_.])ep(?:isode)?_?(?:rew|len|return|score)/i;

const endsAsNaN = (nonFinite: NonFinite | undefined, values: number): boolean =>
  nonFinite?.trail !== undefined && nonFinite.trail.count >= values && Number.isNaN(nonFinite.trail.first.value);
