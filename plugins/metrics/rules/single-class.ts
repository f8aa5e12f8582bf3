import type { Series } from '../../../src/api';
import { primarySeries } from '../curves';
import { isEarly } from '../judge/early';
import { fail, pass, unknown, type Verdict } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { table } from '../samples';
import { codeList } from '../words';

interface Subject {
  readonly series: readonly Series[];
  readonly isEarly: boolean;
}

interface Evidence {
  readonly found: Series;
  readonly missed: readonly Series[];
}

/** Classes that a mean is made of at least: of two, one may be too rare for the first epochs. */
const FEWEST = 3;

export default defineJudgment<Record<string, never>, Subject, Evidence, 'single'>({
  name: 'single-class',
  docs: {
    summary: 'More than one class has an IoU above 0',
    why: 'The IoU of a class that is predicted everywhere is its share of the pixels, so the mean over all classes looks like a poor model. It is none: the model says one class for every pixel.',
    bad: [
      {
        wrong: 'Only the background has an IoU above 0.',
        sample: table(
          'step,train_loss,val/mIoU,val/IoU.background,val/IoU.crack,val/IoU.rust',
          [100, 1.8, 0.23, 0.7, 0, 0],
          [200, 1.2, 0.23, 0.7, 0, 0],
        ),
      },
    ],
    good: table(
      'step,train_loss,val/mIoU,val/IoU.background,val/IoU.crack,val/IoU.rust',
      [100, 1.8, 0.23, 0.7, 0, 0],
      [200, 1.2, 0.33, 0.8, 0.1, 0.1],
    ),
    references: ['MMSegmentation documentation, “reduce_zero_label”'],
  },
  messages: {
    single:
      'Of {{count}} classes, only `{{found}}` has an IoU above 0: {{missed}} are exactly 0. The model predicts one class for every pixel. Check that the values in the label images are the class ids, weight the classes in the loss, and train longer or with a lower learning rate.',
  },
  *subjects(target) {
    const classes = primarySeries(target).filter(
      ({ metric, component, split, last }) =>
        metric === 'miou' && component?.startsWith('class:') && split !== 'train' && last !== undefined,
    );
    if (classes.length >= FEWEST) yield { series: classes, isEarly: isEarly(target.run) };
  },
  title: () => 'IoU of each class',
  judge({ series, isEarly: isBegun }): Verdict<Evidence> {
    const found = series.filter(({ last }) => last!.value > 0);
    const missed = series.filter(({ max }) => max?.value === 0);
    if (found.length !== 1 || found.length + missed.length !== series.length) return pass;
    return isBegun ? unknown('less than a quarter of the run is done') : fail({ found: found[0]!, missed });
  },
  report: ({ found, missed }) => ({
    message: 'single',
    at: found.last!.place,
    data: { count: missed.length + 1, found: found.name, missed: codeList(missed.map(({ name }) => name)) },
    evidence: { found: found.name, missed: missed.map(({ name }) => name) },
  }),
});
