import type { RunArtifact } from '../../../src/api';
import { judgeOrder, type OverlapEvidence } from '../judge/overlap';
import { defineJudgment } from '../judged';
import { groupOf, names, optionsFrom } from '../options';
import { orderedPairs, orderReport, type PairOfRun } from '../ordered-pairs';
import { run } from '../samples';

interface Options {
  readonly tasks: readonly string[];
}

const metadata = 'tasks: [semantic_segmentation]\n';

export default defineJudgment<Options, PairOfRun, OverlapEvidence, 'order'>({
  name: 'pixel-accuracy',
  precision: 'medium',
  docs: {
    summary: 'Pixel accuracy is higher than mean IoU',
    why: 'Pixel accuracy counts each pixel once, and IoU counts each wrong one twice, so pixel accuracy is typically higher. Only a model that fails on the largest class and masters the rare ones has it lower. The usual cause is that the two were swapped, or are of different data.',
    bad: [
      {
        wrong: 'Pixel accuracy is 0.6, and mIoU is 0.75.',
        sample: run(metadata, 'step,train_loss,val_miou,val_pixel_accuracy', [
          [0, 1.2, 0.35, 0.3],
          [10, 0.8, 0.75, 0.6],
        ]),
      },
    ],
    good: run(metadata, 'step,train_loss,val_miou,val_pixel_accuracy', [
      [0, 1.2, 0.25, 0.7],
      [10, 0.8, 0.5, 0.9],
    ]),
    references: ['Training Pipeline Verification, “Segmentation”'],
  },
  options: optionsFrom<Options>(groupOf('pixel-accuracy', { tasks: names('Tasks whose `accuracy` is that of pixels.') })),
  messages: {
    order:
      '`{{name}}` is {{value}} at {{moment}}, below `{{other}}` ({{strict}}), but pixel accuracy is typically higher than IoU. Check that the two are not swapped, and that both are over the same images.',
  },
  subjects: (target, { tasks }) => orderedPairs(target, accuraciesOf(target, tasks), 'miou'),
  title: ({ lenient }) => lenient.name,
  judge: (pair) => judgeOrder(pair, pair.all, 0.02),
  report: (evidence, pair) => ({ message: 'order', ...orderReport(evidence, pair) }),
});

const accuraciesOf = (target: RunArtifact, tasks: readonly string[]): string[] =>
  tasks.some((task) => target.tasks.has(task)) ? ['pixel-accuracy', 'accuracy'] : ['pixel-accuracy'];
