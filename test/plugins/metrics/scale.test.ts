import quality from '../../../plugins/metrics/rules/quality';
import scale from '../../../plugins/metrics/rules/scale';
import { buildRun, messagesOf, outcomesOf } from './build';

test('metrics/scale and metrics/quality go by the source: the same values, from two tools', () => {
  const values = { 'bbox/AP': [12, 25, 31, 38] };
  const detectron = buildRun({ series: values, framework: 'detectron2', reader: 'detectron2/json' });
  const mmdetection = buildRun({ series: { bbox_mAP: [12, 25, 31, 38] }, framework: 'mmdetection' });
  expect(messagesOf(scale, detectron)).toEqual([]);
  expect(messagesOf(scale, mmdetection)).toEqual(['percent']);
  expect(messagesOf(quality, detectron, ['object_detection'])).toEqual([]);
  expect(messagesOf(quality, buildRun({ series: { bbox_mAP: [0.05, 0.1] }, framework: 'mmdetection' }))).toEqual(['band']);
  expect(outcomesOf(quality, buildRun({ series: { bbox_mAP: [0.05, 0.4] } }), ['object_detection'])).toEqual(['pass']);
});
