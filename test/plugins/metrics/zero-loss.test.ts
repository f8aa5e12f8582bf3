import zeroLoss from '../../../plugins/metrics/rules/zero-loss';
import { buildRun, messagesOf } from './build';

test('metrics/zero-loss: a loss that became exactly 0', () => {
  expect(messagesOf(zeroLoss, buildRun({ series: { loss: [2.1, 1.4, 0, 0, 0, 0] } }))).toEqual(['zero']);
  expect(messagesOf(zeroLoss, buildRun({ series: { loss: [2.1, 1.4, 0, 0.2, 0, 0] } }))).toEqual([]);
  expect(messagesOf(zeroLoss, buildRun({ series: { loss: [0.01, 0, 0, 0, 0] } }))).toEqual([]);
});
