import quality from '../../../plugins/metrics/rules/quality';
import { buildRun, messagesOf } from './build';

test('metrics/quality: what is poor on either scale', () => {
  expect(messagesOf(quality, buildRun({ series: { val_map: [0.01, 0.02] } }), ['object_detection'])).toEqual(['at-most']);
  expect(messagesOf(quality, buildRun({ series: { val_map: [1.2, 2.7] } }), ['object_detection'])).toEqual(['band']);
});
