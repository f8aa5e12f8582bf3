import diceOverlap from '../../../plugins/metrics/rules/dice-overlap';
import lossComponents from '../../../plugins/metrics/rules/loss-components';
import pixelAccuracy from '../../../plugins/metrics/rules/pixel-accuracy';
import { buildRun, messagesOf, outcomesOf, times } from './build';

describe('metrics/loss-components', () => {
  const parts = { loss_cls: times(6, () => 0.4), loss_bbox: times(6, () => 0.3) };

  test('a sum that holds but for rounding and single values', () => {
    const total = [0.71, 0.69, 9, 0.7, 0.72, 0.7];
    expect(messagesOf(lossComponents, buildRun({ series: { loss: total, ...parts } }))).toEqual([]);
    expect(messagesOf(lossComponents, buildRun({ series: { loss: times(6, () => 0.2), ...parts } }))).toEqual(['sum']);
    // EfficientDet gives its boxes a weight of 50.
    expect(messagesOf(lossComponents, buildRun({ series: { loss: times(6, () => 2), ...parts } }))).toEqual([]);
  });

  test('nothing beside the set may be part of the total', () => {
    const run = buildRun({ series: { loss: times(6, () => 2), ...parts, loss_consistency: times(6, () => 1.3) } });
    expect(outcomesOf(lossComponents, run)).toEqual([]);
  });

  test('parts of another split are no parts', () => {
    const run = buildRun({
      series: { loss: times(6, () => 2), val_loss_cls: times(6, () => 0.4), val_loss_bbox: times(6, () => 0.3) },
    });
    expect(outcomesOf(lossComponents, run)).toEqual([]);
  });
});

describe('Dice, pixel accuracy, and IoU', () => {
  test('are compared on one scale, at the same moment, within one class', () => {
    expect(messagesOf(diceOverlap, buildRun({ series: { val_dice: [0.3, 0.4], val_miou: [30, 55] } }))).toEqual(['order']);
    expect(messagesOf(diceOverlap, buildRun({ series: { val_dice: [60, 70], val_miou: [0.4, 0.6] } }))).toEqual([]);
    expect(outcomesOf(diceOverlap, buildRun({ series: { val_dice: [0.3, 0.4], train_miou: [0.5, 0.6] } }))).toEqual([]);
  });

  test('a plain accuracy is that of pixels where the task is segmentation', () => {
    const run = buildRun({ series: { val_acc: [0.5, 0.6], val_miou: [0.6, 0.7] } });
    expect(messagesOf(pixelAccuracy, run, ['semantic_segmentation'])).toEqual(['order']);
    expect(messagesOf(pixelAccuracy, run, ['image_classification'])).toEqual([]);
  });
});
