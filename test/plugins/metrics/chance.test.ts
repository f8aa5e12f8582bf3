import chance from '../../../plugins/metrics/rules/chance';
import quality from '../../../plugins/metrics/rules/quality';
import { buildRun, messagesOf } from './build';

test('metrics/chance: an accuracy that stays at 1/classes', () => {
  const stuck = { series: { val_accuracy: [0.1, 0.1, 0.098, 0.1] }, framework: 'keras', reader: 'keras/csv' };
  const judged = buildRun({ ...stuck, config: { num_classes: 10 } });
  expect(messagesOf(chance, judged, ['image_classification'])).toEqual(['guessing']);
  expect(messagesOf(quality, judged, ['image_classification'])).toEqual([]);
  expect(messagesOf(chance, buildRun(stuck), ['image_classification'])).toEqual([]);
});
