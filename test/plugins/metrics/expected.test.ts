import expected from '../../../plugins/metrics/rules/expected';
import heldOut from '../../../plugins/metrics/rules/held-out';
import { buildRun, messagesOf, outcomesOf, times } from './build';

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
