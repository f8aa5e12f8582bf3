import type { RunArtifact, Series } from '../../../src/api';
import { curvesOf, heldOutLosses } from '../curves';
import { hasDiverged } from '../diverged';
import { figuresOf, schemaOf } from '../figures';
import { isBestLate } from '../improving';
import {
  judgeAllTurned,
  judgeGap,
  judgeMemorised,
  judgeTurned,
  type OverfittingEvidence,
  type OverfittingFigures,
} from '../judge/overfitting';
import type { Verdict } from '../judge/verdict';
import { defineJudgement } from '../judged';
import { falling, rows, run } from '../samples';
import { isTrendFree, tasksOf } from '../tasks';
import { count, drawn, figure, list, moment } from '../words';

interface Subject {
  readonly series: Series;
  readonly training?: Series;
  readonly judge: (figures: OverfittingFigures) => Verdict<OverfittingEvidence>;
}

const number = { type: 'number', minimum: 0 };

export default defineJudgement<OverfittingFigures, Subject, OverfittingEvidence, OverfittingEvidence['kind']>({
  name: 'overfitting',
  docs: {
    summary: 'The loss on held-out data follows the training loss',
    why: 'Once the model learns its training data by heart, every further epoch makes it worse on data that it has not seen. The best checkpoint is then the one of the lowest evaluation loss, and without held-out data nobody can tell.',
    bad: [
      run(
        '',
        'step,train_loss,val_loss',
        rows(20, falling(2.3, 0.1), (index) => 1.2 + 0.08 * Math.abs(index - 4)),
      ),
      run('tasks: [fine_tuning]\n', 'step,train_loss', rows(24, falling(2.3, 0.05, 4))),
    ],
    good: run('tasks: [fine_tuning]\n', 'step,train_loss,val_loss', rows(20, falling(2.3, 0.9), falling(2.4, 1.1))),
    references: [
      'Training Pipeline Verification, “Language Models” and “Fine-tuning Tasks”',
      'PyTorch Lightning EarlyStopping, patience',
    ],
  },
  options: {
    schema: schemaOf({
      evaluations: { type: 'integer', minimum: 2 },
      patience: { type: 'integer', minimum: 1 },
      share: number,
      rise: number,
      steep: { type: 'object', required: ['evaluations', 'after', 'rise'] },
      gap: number,
      memorised: number,
      tasks: { type: 'array', items: { type: 'string' } },
    }),
    defaults: figuresOf('overfitting'),
  },
  messages: {
    turned:
      '{{name}} is best at {{moment}} ({{best}}) and has risen to {{closing}} over the {{since}} since{{others}}. Keep the checkpoint of the best value, stop there, or add regularisation or data.',
    gap: '{{name}} ends at {{closing}}, {{gap}} above the training loss of {{best}}; it should stay within {{limit}}. Train for fewer epochs, or add regularisation or data.',
    memorised:
      '{{name}} ends at {{closing}}, below {{best}}, and nothing was held out: the training data may be known by heart. Add an evaluation set, and stop where its loss is lowest.',
  },
  *subjects(target, figures) {
    const { tasks: wanted } = figures;
    if (isTrendFree(target) || hasDiverged(target)) return;
    const heldOut = heldOutLosses(target).filter(({ group }) => !isBestLate(target, group));
    if (heldOut[0] !== undefined) yield { series: heldOut[0], judge: (figures) => judgeAllTurned(heldOut, figures) };
    const tasks = tasksOf(target);
    if (!wanted.some((task) => tasks.has(task))) return;
    for (const training of curvesOf(target, 'loss', 'train')) {
      if (isEvaluated(target)) {
        // A loss that has turned is told once.
        for (const series of heldOut.filter(({ group }) => group === training.group)) {
          if (judgeTurned(series, figures).outcome === 'fail') continue;
          yield { series, training, judge: (figures) => judgeGap(series, training, figures) };
        }
      } else yield { series: training, judge: (figures) => judgeMemorised(training, figures) };
    }
  },
  title: ({ series }) => series.name,
  judge: ({ judge }, figures) => judge(figures),
  report: ({ kind, point, best, closing, since, others = [], series: told }, { series: judged, training }, { gap }) => {
    const series = told ?? judged;
    return {
      message: kind,
      at: point.place,
      data: {
        name: series.name,
        best: figure(best),
        closing: figure(closing),
        moment: moment(point, series),
        since: count(since, 'evaluation'),
        gap: figure(closing - best),
        others: others.length > 0 ? `, as ${list(others)} did` : '',
        limit: gap,
      },
      ...(training?.last && { related: [{ message: 'the training loss', at: training.last.place }] }),
      evidence: { series: series.name, kind, best, closing, step: point.step, epoch: point.epoch, evaluationsSince: since },
      sparkline: drawn(series),
    };
  },
});

const isEvaluated = ({ run }: RunArtifact): boolean => run.series.some(({ split }) => split === 'val' || split === 'test');
