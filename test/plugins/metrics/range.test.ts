import range from '../../../plugins/metrics/rules/range';
import { buildRun, messagesOf, outcomesOf, times } from './build';

describe('metrics/range', () => {
  test('a loss below 0 is impossible for a detector, and possible elsewhere', () => {
    const run = buildRun({ series: { loss_bbox: times(10, (index) => 2 - index) } });
    expect(messagesOf(range, run, ['object_detection'])).toEqual(['below']);
    expect(messagesOf(range, run, ['regression'])).toEqual([]);
    expect(messagesOf(range, run)).toEqual([]);
  });

  test('the values show the scale where the source is unknown', () => {
    const run = buildRun({ series: { val_accuracy: [0.4, 40, 80] } });
    expect(messagesOf(range, run, ['image_classification'])).toEqual([]);
    expect(outcomesOf(range, run, ['image_classification'])).toEqual(['pass']);
  });
});

test('metrics/range reports what no scale has, even where the scale is unknown', () => {
  expect(messagesOf(range, buildRun({ series: { val_accuracy: [0.5, 170] } }), ['image_classification'])).toEqual(['above']);
});
