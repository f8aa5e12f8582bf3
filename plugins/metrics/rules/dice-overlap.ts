import { judgeOrder, type OverlapEvidence } from '../judge/overlap';
import { defineJudgment } from '../judged';
import { orderedPairs, orderReport, type PairOfRun } from '../ordered-pairs';
import { run } from '../samples';

const metadata = 'tasks: [semantic_segmentation]\n';

export default defineJudgment<Record<string, never>, PairOfRun, OverlapEvidence, 'order'>({
  name: 'dice-overlap',
  docs: {
    summary: 'Dice is not below IoU',
    why: "For the same class, Dice is 2·IoU / (1 + IoU), so it is at least as high as IoU, and so is the mean over the same classes. Where it is lower, the two were logged under each other's names, or they are of different classes (one without the background) or of different data.",
    bad: [
      {
        wrong: 'Dice is 0.5, and mIoU is 0.7.',
        sample: run(metadata, 'step,train_loss,val_miou,val_dice', [
          [0, 1.2, 0.35, 0.25],
          [10, 0.8, 0.7, 0.5],
        ]),
      },
    ],
    good: run(metadata, 'step,train_loss,val_miou,val_dice', [
      [0, 1.2, 0.25, 0.4],
      [10, 0.8, 0.5, 0.66],
    ]),
    references: ['Training Pipeline Verification, “Segmentation”'],
  },
  messages: {
    order:
      '`{{name}}` is {{value}} at {{moment}}, below `{{other}}` ({{strict}}), which is impossible: Dice is 2·IoU / (1 + IoU) of the same class. Check that the two are not swapped, and that both are over the same classes and images.',
  },
  subjects: (target) => orderedPairs(target, ['dice'], 'miou'),
  title: ({ lenient }) => lenient.name,
  judge: (pair) => judgeOrder(pair, pair.all, 0.005),
  report: (evidence, pair) => ({ message: 'order', ...orderReport(evidence, pair) }),
});
