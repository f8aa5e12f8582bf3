import generalizationGap from '../../../plugins/metrics/rules/generalization-gap';
import memorization from '../../../plugins/metrics/rules/memorization';
import overfitting from '../../../plugins/metrics/rules/overfitting';
import { buildRun, messagesOf, times } from './build';

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

  test('the accuracy that Keras prints of training says nothing of held-out data', () => {
    const growing = times(20, (index) => 0.5 + index * 0.02);
    const run = buildRun({
      series: { val_loss: times(20, (index) => 1 + index * 0.1), accuracy: growing, val_accuracy: growing.toReversed() },
    });
    expect(messagesOf(overfitting, run)).toEqual(['turned']);
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
