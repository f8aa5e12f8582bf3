import chance from '../../../plugins/metrics/rules/chance';
import decreasing from '../../../plugins/metrics/rules/decreasing';
import quality from '../../../plugins/metrics/rules/quality';
import { buildRun, messagesOf, times } from './build';

test('metrics/chance: an accuracy that stays at 1/classes', () => {
  const stuck = { series: { val_accuracy: [0.1, 0.1, 0.098, 0.1, 0.1] }, framework: 'keras', reader: 'keras/csv' };
  const judged = buildRun({ ...stuck, config: { num_classes: 10 } });
  expect(messagesOf(chance, judged, ['image_classification'])).toEqual(['guessing']);
  expect(messagesOf(quality, judged, ['image_classification'])).toEqual([]);
  expect(messagesOf(chance, buildRun(stuck), ['image_classification'])).toEqual([]);
  expect(
    messagesOf(chance, buildRun({ ...stuck, series: { val_accuracy: [0.1, 0.1, 0.098] }, config: { num_classes: 10 } })),
  ).toEqual([]);
});

test('metrics/chance: a loss that stays at ln(n) shows the number of classes, whatever the task', () => {
  const of = (loss: number, accuracy: number, count = 12) =>
    buildRun({ series: { loss: times(count, () => loss), val_accuracy: times(count, () => accuracy) } });
  expect(messagesOf(chance, of(Math.log(10), 0.1))).toEqual(['guessing']);
  expect(messagesOf(chance, of(Math.log(10), 0.24))).toEqual([]);
  expect(messagesOf(chance, of(2.1, 0.1))).toEqual([]);
  expect(messagesOf(chance, of(Math.LN2, 0.5))).toEqual(['guessing']);
  expect(messagesOf(chance, of(Math.LN2, 0.5, 6))).toEqual([]);
  expect(
    messagesOf(decreasing, buildRun({ series: { loss: times(40, () => Math.log(10)), val_accuracy: times(40, () => 0.1) } })),
  ).toEqual([]);
});
