import type { RunArtifact, Series } from '../../../src/api';
import { classesOf } from '../classes';
import { curvesOf } from '../curves';
import { type EarlyEvidence, judgeEarlyAccuracy } from '../judge/early-accuracy';
import { defineJudgment } from '../judged';
import { groupOf, names, number, optionsFrom } from '../options';
import { run } from '../samples';
import { type Datasets, datasets } from '../shared-options';
import { trainedWeights } from '../trained-weights';
import { drawn, figure, otherwise } from '../words';

interface Own {
  readonly percent: number;
  readonly easy: readonly string[];
}

interface Options extends Own {
  readonly datasets: Datasets;
}

interface Subject {
  readonly series: Series;
  readonly target: RunArtifact;
}

const metadata = 'tasks: [image_classification]\ndatasets: [cifar10]\n';

export default defineJudgment<Options, Subject, EarlyEvidence, 'early'>({
  name: 'early-accuracy',
  precision: 'medium',
  docs: {
    summary: 'A classifier is no expert after one epoch',
    why: 'With random weights, an accuracy starts at 1/classes. If it is that of the best models after one epoch, the held-out images may be among the training images, or the labels may leak into the input. Not judged where trained weights are loaded, nor on datasets that are that easy. Easy classes get there honestly, so this is information.',
    bad: [
      {
        wrong: 'The accuracy on CIFAR-10 is 0.96 after the first epoch.',
        sample: run(metadata, 'epoch,step,train_loss,val_acc', [
          [0, 100, 0.4, 0.96],
          [1, 200, 0.2, 0.97],
        ]),
      },
    ],
    good: run(metadata, 'epoch,step,train_loss,val_acc', [
      [0, 100, 1.4, 0.48],
      [1, 200, 1.1, 0.61],
    ]),
    references: ['Training Pipeline Verification, “Image Classification”'],
  },
  options: optionsFrom<Options>({
    ...groupOf<Own>('early-accuracy', {
      percent: number('Accuracy after one epoch that is too high, in percent.', { maximum: 100 }),
      easy: names('Datasets on which one epoch is enough, as the metadata names them.'),
    }),
    datasets,
  }),
  messages: {
    early:
      '`{{name}}` is already {{percent}}% after epoch 1{{moment}}, but with random weights it starts at {{guess}}. Unless trained weights are loaded or the classes are easy to tell apart, check that no held-out image is in the training data.',
  },
  *subjects(target, { easy }) {
    if (!target.tasks.has('image-classification')) return;
    const known = target.example?.metadata?.datasets ?? [];
    if (known.some(({ text }) => easy.includes(text.toLowerCase().split('/').at(-1) ?? ''))) return;
    const heldOut = curvesOf(target, 'accuracy', 'evaluation');
    const all = heldOut.length > 0 ? heldOut : curvesOf(target, 'accuracy', 'train');
    if (all.length > 0 && trainedWeights(target) === undefined) for (const series of all) yield { series, target };
  },
  title: ({ series }) => series.name,
  judge: ({ series, target }, { percent }) => judgeEarlyAccuracy(series, target.run, percent),
  report: ({ point, percent }, { series, target }, { datasets: known }) => {
    const classes = classesOf(target, known);
    return {
      message: 'early',
      at: point.place,
      data: {
        name: series.name,
        percent: figure(percent),
        moment: otherwise(point, series),
        guess: classes === undefined ? 'a guess, 1/classes' : `a guess among ${classes} classes, ${figure(100 / classes)}%`,
      },
      evidence: { series: series.name, percent, classes },
      sparkline: drawn(series),
    };
  },
});
