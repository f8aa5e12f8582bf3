import type { Run } from '../../../src/api';
import { type ChanceSubject, chanceSubjects } from '../at-chance';
import { type ChanceEvidence, type ChanceFigures, judgeChance } from '../judge/chance';
import type { Verdict } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { groupOf, optionsFrom } from '../options';
import { rows, run, table } from '../samples';
import { chanceSchemas, type Datasets, datasets } from '../shared-options';
import { drawn, figure } from '../words';

interface Options extends ChanceFigures {
  readonly datasets: Datasets;
}

interface Subject extends ChanceSubject {
  readonly run: Run;
}

const metadata = 'tasks: [image_classification]\ndatasets: [cifar10]\n';

export default defineJudgment<Options, Subject, ChanceEvidence, 'guessing'>({
  name: 'chance',
  docs: {
    summary: 'The accuracy of a classifier gets better than a guess',
    why: 'An accuracy that stays at 1/classes is a guess: the labels and the predictions use different class ids, or the head is not trained. The number of classes is known from the configuration of the run, from its dataset, or from a loss that stays at its logarithm.',
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
      {
        wrong: 'The loss stays at ln(10), and the accuracy at 0.1.',
        sample: table(
          'step,train_loss,val_acc',
          ...rows(
            8,
            (index) => Math.LN10 + 0.001 * (index % 2),
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
      '`{{name}}` ends at {{value}}, no better than a guess among {{classes}} classes ({{guess}}){{loss}}. Check the learning rate, that labels and predictions use the same class ids, and that the head is trained.',
  },
  *subjects(target, options) {
    for (const subject of chanceSubjects(target, options.datasets)) yield { ...subject, run: target.run };
  },
  title: ({ series }) => series.name,
  judge: (subject, figures): Verdict<ChanceEvidence> => judgeChance(subject, subject.run, figures),
  report: ({ point, value, guess, classes }, { series, loss }) => ({
    message: 'guessing',
    at: point.place,
    data: {
      name: series.name,
      value: figure(value),
      guess: figure(guess),
      classes,
      loss: loss === undefined ? '' : `, and \`${loss.name}\` stays at ln(${classes}) = ${figure(Math.log(classes))}`,
    },
    evidence: { series: series.name, value, guess, classes, scale: series.scale },
    sparkline: drawn(series),
  }),
});
