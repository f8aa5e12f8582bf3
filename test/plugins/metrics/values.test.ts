import agreement from '../../../plugins/metrics/rules/agreement';
import chance from '../../../plugins/metrics/rules/chance';
import emptyEvaluation from '../../../plugins/metrics/rules/empty-evaluation';
import expected from '../../../plugins/metrics/rules/expected';
import finite from '../../../plugins/metrics/rules/finite';
import generalizationGap from '../../../plugins/metrics/rules/generalization-gap';
import heldOut from '../../../plugins/metrics/rules/held-out';
import initialLoss from '../../../plugins/metrics/rules/initial-loss';
import languageLoss from '../../../plugins/metrics/rules/language-loss';
import lowInitialLoss from '../../../plugins/metrics/rules/low-initial-loss';
import mapOverlap from '../../../plugins/metrics/rules/map-overlap';
import memorization from '../../../plugins/metrics/rules/memorization';
import overfitting from '../../../plugins/metrics/rules/overfitting';
import perplexity from '../../../plugins/metrics/rules/perplexity';
import quality from '../../../plugins/metrics/rules/quality';
import range from '../../../plugins/metrics/rules/range';
import scale from '../../../plugins/metrics/rules/scale';
import transientNan from '../../../plugins/metrics/rules/transient-nan';
import zeroLoss from '../../../plugins/metrics/rules/zero-loss';
import { collectRun } from '../../../src/runs/collect/collect-run';
import { noMoment } from '../../../src/runs/moment';
import { buildRun, messagesOf, outcomesOf, reportsOf, times } from './build';

const nan = Number.NaN;

describe('metrics/finite', () => {
  test('tells the first NaN, and for how many steps the run went on', () => {
    const run = buildRun({ series: { loss: [2, 1.5, nan, nan, nan, nan] } });
    expect(reportsOf(finite, run)).toMatchObject([
      { message: 'diverged', at: { line: 3 }, data: { name: 'loss', moment: 'step 20', wasted: ' It went on for 30 steps.' } },
    ]);
  });

  test('is content with an overflow of gradients that passes, and with an empty COCO size class', () => {
    const run = buildRun({
      series: { loss: [2, 1.9, 1.8, 1.7], grad_norm: [Number.POSITIVE_INFINITY, 2, 2, 2], 'bbox/APs': [nan, nan, nan, nan] },
      framework: 'detectron2',
    });
    for (const rule of [finite, transientNan, emptyEvaluation]) expect(messagesOf(rule, run)).toEqual([]);
  });

  test('leaves a NaN that passes to metrics/transient-nan', () => {
    const run = buildRun({ series: { loss: [2, nan, 1.8, 1.7] } });
    expect(messagesOf(finite, run)).toEqual([]);
    expect(messagesOf(transientNan, run)).toEqual(['passing']);
    expect(messagesOf(transientNan, buildRun({ series: { loss: [2, 1.5, nan, nan] } }))).toEqual([]);
  });

  test('tells several broken losses once, the whole before its parts', () => {
    const run = buildRun({ series: { loss_cls: [1, nan, nan], loss: [2, nan, nan], loss_bbox: [1, nan, nan] } });
    expect(reportsOf(finite, run)).toMatchObject([{ data: { name: 'loss', others: ' `loss_cls` and `loss_bbox` break too.' } }]);
  });

  test('reads a closing value that is NaN', () => {
    expect(messagesOf(finite, buildRun({ series: { 'train/loss': [nan] }, kind: 'summary' }))).toEqual(['closing']);
  });
});

describe('metrics/initial-loss', () => {
  const tasks = ['language_modeling'];
  const from = (first: number) => [first, 5, 4, 3.5];
  test('knows the band of language models, and ln(vocabulary) where it is told', () => {
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(10.8) } }), tasks)).toEqual([]);
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(80) } }), tasks)).toEqual(['above']);
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(4.2) } }), tasks)).toEqual([]);
    expect(messagesOf(lowInitialLoss, buildRun({ series: { loss: from(80) } }), tasks)).toEqual([]);
    expect(messagesOf(lowInitialLoss, buildRun({ series: { loss: from(4.2) } }), tasks)).toEqual(['below']);
    expect(messagesOf(lowInitialLoss, buildRun({ series: { loss: from(4.2) }, config: { vocab_size: 65 } }), tasks)).toEqual([]);
  });

  test('is silent about trained weights, later values, and tasks that the reference does not speak of', () => {
    const trained = buildRun({ series: { loss: from(25.5) }, framework: 'transformers' });
    expect(messagesOf(initialLoss, trained, tasks)).toEqual([]);
    expect(outcomesOf(initialLoss, trained, tasks)).toEqual(['unknown']);
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(30) }, from: 500 }), tasks)).toEqual([]);
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(140) } }), ['regression'])).toEqual([]);
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(140) } }))).toEqual([]);
  });

  test('tells a loss that no weights give, trained before or not, whenever it is logged', () => {
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(140) }, framework: 'transformers' }), tasks)).toEqual([
      'above',
    ]);
    expect(messagesOf(initialLoss, buildRun({ series: { loss: from(140) }, from: 500 }), tasks)).toEqual(['above']);
  });

  test('expects ln(classes) of a classifier whose classes are known', () => {
    const tasksOfClassifier = ['image_classification'];
    expect(outcomesOf(initialLoss, buildRun({ series: { loss: from(9) } }), tasksOfClassifier)).toEqual(['unknown']);
    expect(
      messagesOf(initialLoss, buildRun({ series: { loss: from(9) }, config: { num_classes: 10 } }), tasksOfClassifier),
    ).toEqual(['above-guess']);
    expect(
      messagesOf(lowInitialLoss, buildRun({ series: { loss: from(0.9) }, config: { num_classes: 10 } }), tasksOfClassifier),
    ).toEqual(['below-guess']);
    expect(
      messagesOf(initialLoss, buildRun({ series: { loss: from(2.31) }, config: { num_classes: 10 } }), tasksOfClassifier),
    ).toEqual([]);
  });
});

describe('metrics/range', () => {
  test('a loss below 0 is impossible for a detector, and nobody’s business elsewhere', () => {
    const run = buildRun({ series: { loss_bbox: times(10, (index) => 2 - index) } });
    expect(messagesOf(range, run, ['object_detection'])).toEqual(['below']);
    expect(messagesOf(range, run, ['regression'])).toEqual([]);
    expect(messagesOf(range, run)).toEqual([]);
  });

  test('no range where the scale of the source is not known', () => {
    const run = buildRun({ series: { val_accuracy: [0.4, 40, 80] } });
    expect(messagesOf(range, run, ['image_classification'])).toEqual([]);
    expect(outcomesOf(range, run, ['image_classification'])).toContain('unknown');
  });
});

test('metrics/chance: an accuracy that stays at 1/classes', () => {
  const stuck = { series: { val_accuracy: [0.1, 0.1, 0.098, 0.1] }, framework: 'keras', reader: 'keras/csv' };
  const judged = buildRun({ ...stuck, config: { num_classes: 10 } });
  expect(messagesOf(chance, judged, ['image_classification'])).toEqual(['guessing']);
  expect(messagesOf(quality, judged, ['image_classification'])).toEqual([]);
  expect(messagesOf(chance, buildRun(stuck), ['image_classification'])).toEqual([]);
});

test('metrics/empty-evaluation: -1 is COCO’s answer for an empty set: of the whole, not of a size class', () => {
  const whole = buildRun({ series: { bbox_mAP: [-1, -1] }, framework: 'mmdetection' });
  const small = buildRun({ series: { bbox_mAP_s: [-1, -1] }, framework: 'mmdetection' });
  expect(messagesOf(emptyEvaluation, whole)).toEqual(['no-annotations']);
  expect(messagesOf(emptyEvaluation, small)).toEqual([]);
  for (const run of [whole, small]) expect(messagesOf(range, run)).toEqual([]);
  expect(messagesOf(range, buildRun({ series: { bbox_mAP: [-0.5, 0.1] }, framework: 'mmdetection' }))).toEqual(['below']);
  expect(messagesOf(emptyEvaluation, buildRun({ series: { val_accuracy: [0.4, nan] } }))).toEqual(['nan']);
  expect(messagesOf(emptyEvaluation, buildRun({ series: { val_accuracy: [nan, 0.4] } }))).toEqual([]);
});

test('metrics/language-loss: the first value after an epoch', () => {
  const run = (...loss: number[]) => buildRun({ series: { loss }, epochs: true });
  expect(messagesOf(languageLoss, run(10, 9.5, 9, 7), ['language_modeling'])).toEqual(['slow']);
  expect(messagesOf(languageLoss, run(10, 9.5, 7, 6), ['language_modeling'])).toEqual([]);
  expect(messagesOf(languageLoss, run(10, 9.5, 9, 7))).toEqual([]);
});

describe('metrics/overfitting', () => {
  test('an evaluation loss whose best lies far back', () => {
    const values = times(20, (index) => (index < 3 ? 2 - index * 0.3 : 1.2 + index * 0.1));
    const run = buildRun({ series: { eval_loss: values, loss: times(20, (index) => 1 / (index + 1)) } });
    expect(messagesOf(overfitting, run)).toEqual(['turned']);
  });

  test('not while the accuracy still grows', () => {
    const run = buildRun({
      series: { val_loss: times(20, (index) => 1 + index * 0.1), val_accuracy: times(20, (index) => 0.5 + index * 0.02) },
    });
    expect(messagesOf(overfitting, run)).toEqual([]);
  });

  test('fine-tuning: a gap to the training loss, or nothing held out at all', () => {
    const train = times(20, (index) => 2 * Math.exp(-index / 4));
    const alone = buildRun({ series: { loss: train } });
    expect(messagesOf(memorization, alone, ['fine_tuning'])).toEqual(['memorized']);
    expect(messagesOf(memorization, alone)).toEqual([]);
    const far = buildRun({ series: { loss: train, eval_loss: times(20, () => 1.4) } });
    expect(messagesOf(generalizationGap, far, ['fine_tuning'])).toEqual(['gap']);
    const near = buildRun({ series: { loss: train, eval_loss: train.map((value) => value + 0.2) } });
    const turned = buildRun({ series: { loss: train, eval_loss: times(20, (index) => 1 + Math.abs(index - 3) * 0.1) } });
    for (const run of [far, near, turned]) expect(messagesOf(memorization, run, ['fine_tuning'])).toEqual([]);
    for (const run of [alone, near, turned]) expect(messagesOf(generalizationGap, run, ['fine_tuning'])).toEqual([]);
    for (const run of [alone, far, near]) expect(messagesOf(overfitting, run, ['fine_tuning'])).toEqual([]);
    expect(messagesOf(overfitting, turned, ['fine_tuning'])).toEqual(['turned']);
  });
});

describe('metrics/perplexity', () => {
  test('is exp of the loss, not 2 to its power', () => {
    expect(messagesOf(perplexity, buildRun({ series: { val_loss: [2, 1], val_ppl: [Math.exp(2), Math.exp(1)] } }))).toEqual([]);
    expect(messagesOf(perplexity, buildRun({ series: { val_loss: [2, 1], val_ppl: [4, 2] } }))).toEqual(['base']);
    expect(
      messagesOf(perplexity, buildRun({ series: { val_loss: [2, 1], val_ppl: [40, 20] }, reader: 'lightning/csv' })),
    ).toEqual(['differs']);
    expect(outcomesOf(perplexity, buildRun({ series: { val_loss: [2, 1], val_ppl: [40, 20] } }))).toEqual(['unknown']);
    expect(outcomesOf(perplexity, buildRun({ series: { val_loss: [2, 1], val_ppl: [nan, nan] } }))).toEqual(['unknown']);
    const withTerms = { val_loss: [4, 3], val_lm: [2, 1], val_ppl: [Math.exp(2), Math.exp(1)] };
    expect(messagesOf(perplexity, buildRun({ series: withTerms }))).toEqual([]);
  });
});

test('metrics/scale and metrics/quality go by the source: the same values, from two tools', () => {
  const values = { 'bbox/AP': [12, 25, 31, 38] };
  const detectron = buildRun({ series: values, framework: 'detectron2', reader: 'detectron2/json' });
  const mmdetection = buildRun({ series: { bbox_mAP: [12, 25, 31, 38] }, framework: 'mmdetection' });
  expect(messagesOf(scale, detectron)).toEqual([]);
  expect(messagesOf(scale, mmdetection)).toEqual(['percent']);
  expect(messagesOf(quality, detectron, ['object_detection'])).toEqual([]);
  expect(messagesOf(quality, buildRun({ series: { bbox_mAP: [0.05, 0.1] }, framework: 'mmdetection' }))).toEqual(['band']);
  expect(outcomesOf(quality, buildRun({ series: { bbox_mAP: [0.05, 0.4] } }), ['object_detection'])).toEqual(['unknown']);
});

test('metrics/expected waits until an evaluation could have been', () => {
  const long = times(40, (index) => 2 / (index + 1));
  expect(messagesOf(expected, buildRun({ series: { loss: long } }), ['object_detection'])).toEqual(['metric']);
  expect(messagesOf(expected, buildRun({ series: { loss: long } }), ['fine_tuning'])).toEqual([]);
  expect(messagesOf(heldOut, buildRun({ series: { loss: long } }), ['fine_tuning'])).toEqual(['missing']);
  expect(messagesOf(heldOut, buildRun({ series: { loss: long } }), ['fine_tuning', 'object_detection'])).toEqual([]);
  expect(messagesOf(heldOut, buildRun({ series: { loss: long, val_loss: [2, 1] } }), ['fine_tuning'])).toEqual([]);
  expect(outcomesOf(heldOut, buildRun({ series: { loss: long.slice(0, 5) } }), ['fine_tuning'])).toEqual(['unknown']);
  expect(outcomesOf(expected, buildRun({ series: { loss: long.slice(0, 5) } }), ['object_detection'])).toEqual(['unknown']);
  expect(messagesOf(expected, buildRun({ series: { loss: long } }))).toEqual([]);
});

test('metrics/agreement compares moment by moment, as exactly as the shorter of two numbers was written', () => {
  const copy = (value: number, epochs: boolean) => agreementOf([0.1, 0.2, value], epochs);
  expect(copy(0.00194, false)).toEqual(['pass']);
  expect(copy(0.9, false)).toEqual(['fail']);
  expect(copy(0.00194, true)).toEqual(['pass']);
});

test('metrics/agreement tells once of event files that many starts left in one folder', () => {
  const collector = collectRun('run');
  for (const start of [101, 202, 303]) {
    const file = { path: `run/events.out.tfevents.${start}.host`, size: 1, reader: 'tensorboard', confidence: 1 };
    const sink = collector.sink(file).series('train_loss');
    for (const step of [10, 20, 30]) sink.add(start / step, { ...noMoment(), step, line: step, column: 1 });
  }
  expect(messagesOf(agreement, collector.run())).toEqual(['differs']);
});

test('metrics/agreement has nothing to say of one file', () => {
  expect(outcomesOf(agreement, buildRun({ series: { loss: [2, 1] } }))).toEqual([]);
});

/** A CSV that ends in 0.0019 and another file that holds those values; `epochs`: the step begins again in each epoch. */
function agreementOf(values: readonly number[], epochs: boolean) {
  const collector = collectRun('run');
  const files = { 'run/a.csv': [0.1, 0.2, 0.0019], 'run/b.csv': values };
  for (const [path, all] of Object.entries(files)) {
    const sink = collector.sink({ path, size: 1, reader: 'csv', confidence: 1 }).series('train_loss');
    for (let epoch = 0; epoch < (epochs ? 3 : 1); epoch++) {
      all.forEach((value, index) => {
        const moment = { ...noMoment(), step: index * 10, line: 1 + epoch * 3 + index, column: 1, ...(epochs && { epoch }) };
        sink.add(epoch === 2 || !epochs ? value : value + epoch, moment);
      });
    }
  }
  return outcomesOf(agreement, collector.run());
}

test('metrics/range reports what no scale has, even where the scale is unknown', () => {
  expect(messagesOf(range, buildRun({ series: { val_accuracy: [0.5, 170] } }), ['image_classification'])).toEqual(['above']);
});

test('metrics/zero-loss: a loss that became exactly 0', () => {
  expect(messagesOf(zeroLoss, buildRun({ series: { loss: [2.1, 1.4, 0, 0, 0, 0] } }))).toEqual(['zero']);
  expect(messagesOf(zeroLoss, buildRun({ series: { loss: [2.1, 1.4, 0, 0.2, 0, 0] } }))).toEqual([]);
  expect(messagesOf(zeroLoss, buildRun({ series: { loss: [0.01, 0, 0, 0, 0] } }))).toEqual([]);
});

test('metrics/map-overlap: mAP at one overlap below the stricter mAP', () => {
  const series = (map50: number[]) =>
    buildRun({ series: { bbox_mAP: [0.2, 0.3], bbox_mAP_50: map50 }, framework: 'mmdetection' });
  expect(messagesOf(mapOverlap, series([0.4, 0.5]), ['object_detection'])).toEqual([]);
  expect(messagesOf(mapOverlap, series([0.1, 0.15]), ['object_detection'])).toEqual(['order']);
});

test('metrics/quality: what is poor on either scale', () => {
  expect(messagesOf(quality, buildRun({ series: { val_map: [0.01, 0.02] } }), ['object_detection'])).toEqual(['at-most']);
  expect(messagesOf(quality, buildRun({ series: { val_map: [1.2, 1.7] } }), ['object_detection'])).toEqual(['band']);
});

test('metrics/perplexity takes no accuracy for a cross entropy', () => {
  const run = buildRun({
    series: { eval_loss: [1.5, 1.3], eval_perplexity: [2, 2], eval_accuracy: [0.69, 0.7] },
    reader: 'transformers/state',
  });
  expect(messagesOf(perplexity, run)).toEqual(['differs']);
});
