import emptyEvaluation from '../../../plugins/metrics/rules/empty-evaluation';
import range from '../../../plugins/metrics/rules/range';
import { buildRun, messagesOf } from './build';

const nan = Number.NaN;

test("metrics/empty-evaluation: -1 is COCO's answer for an empty set: of the whole, not of a size class", () => {
  const whole = buildRun({ series: { bbox_mAP: [-1, -1] }, framework: 'mmdetection' });
  const small = buildRun({ series: { bbox_mAP_s: [-1, -1] }, framework: 'mmdetection' });
  expect(messagesOf(emptyEvaluation, whole)).toEqual(['no-annotations']);
  expect(messagesOf(emptyEvaluation, small)).toEqual([]);
  for (const run of [whole, small]) expect(messagesOf(range, run)).toEqual([]);
  expect(messagesOf(range, buildRun({ series: { bbox_mAP: [-0.5, 0.1] }, framework: 'mmdetection' }))).toEqual(['below']);
  expect(messagesOf(emptyEvaluation, buildRun({ series: { val_accuracy: [0.4, nan] } }))).toEqual(['nan']);
  expect(messagesOf(emptyEvaluation, buildRun({ series: { val_accuracy: [nan, 0.4] } }))).toEqual([]);
});

test('metrics/empty-evaluation: a metric that training never computes says nothing about the evaluation', () => {
  const accuracy = [nan, nan, nan];
  expect(messagesOf(emptyEvaluation, buildRun({ series: { accuracy, val_accuracy: [0.3, 0.5, 0.7] } }))).toEqual([]);
  expect(messagesOf(emptyEvaluation, buildRun({ series: { accuracy } }))).toEqual(['nan']);
});
