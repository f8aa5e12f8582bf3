import type { RunArtifact, Series } from '../../../src/api';
import { classesOf } from '../classes';
import { curvesOf } from '../curves';
import { type ChanceEvidence, type ChanceFigures, judgeChance } from '../judge/chance';
import { defineJudgment } from '../judged';
import { groupOf, optionsFrom } from '../options';
import { rows, run } from '../samples';
import { chanceSchemas, type Datasets, datasets } from '../shared-options';
import { drawn, figure } from '../words';

interface Options extends ChanceFigures {
  readonly datasets: Datasets;
}

interface Subject {
  readonly series: Series;
  /** The series of the run. */
  readonly all: readonly Series[];
  readonly classes: number | undefined;
}

const metadata = 'tasks: [image_classification]\ndatasets: [cifar10]\n';

export default defineJudgment<Options, Subject, ChanceEvidence, 'guessing'>({
  name: 'chance',
  docs: {
    summary: 'The accuracy of a classifier gets better than a guess',
    why: 'An accuracy that stays at 1/classes is a guess: the labels and the predictions use different class ids, or the head is not trained. Only judged where the number of classes is known, from the configuration of the run or from its dataset.',
    bad: [
      {
        wrong: 'The accuracy over the 10 classes of CIFAR-10 stays at 0.1.',
        sample: run(
          metadata,
          'step,train_loss,val_acc',
          rows(
            5,
            (index) => 2.3 - index / 100,
            (index) => 0.1 + 0.001 * (index % 2),
          ),
        ),
      },
    ],
    good: run(
      metadata,
      'step,train_loss,val_acc',
      rows(
        5,
        (index) => 2.3 - index / 10,
        (index) => 0.1 + 0.1 * index,
      ),
    ),
    references: ['Training Pipeline Verification, “Image Classification”'],
  },
  options: optionsFrom<Options>({ ...groupOf<ChanceFigures>('chance', chanceSchemas), datasets }),
  messages: {
    guessing:
      '`{{name}}` ends at {{value}}, no better than a guess among {{classes}} classes ({{guess}}). Check that labels and predictions use the same class ids, and that the head is trained.',
  },
  *subjects(target, options) {
    if (!target.tasks.has('image-classification')) return;
    const classes = classesOf(target, options.datasets);
    for (const series of accuracies(target)) yield { series, all: target.run.series, classes };
  },
  title: ({ series }) => series.name,
  judge: ({ series, all, classes }, figures) => judgeChance(series, all, classes, figures),
  report: ({ point, value, guess, classes }, { series }) => ({
    message: 'guessing',
    at: point.place,
    data: { name: series.name, value: figure(value), guess: figure(guess), classes },
    evidence: { series: series.name, value, guess, classes, scale: series.scale },
    sparkline: drawn(series),
  }),
});

function accuracies(target: RunArtifact): Series[] {
  const heldOut = curvesOf(target, 'accuracy', 'evaluation');
  return heldOut.length > 0 ? heldOut : curvesOf(target, 'accuracy', 'train');
}
