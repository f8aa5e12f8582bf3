import mapOverlap from '../../../plugins/metrics/rules/map-overlap';
import { buildRun, messagesOf } from './build';

test('metrics/map-overlap: mAP at one overlap below the stricter mAP', () => {
  const series = (map50: number[]) =>
    buildRun({ series: { bbox_mAP: [0.2, 0.3], bbox_mAP_50: map50 }, framework: 'mmdetection' });
  expect(messagesOf(mapOverlap, series([0.4, 0.5]), ['object_detection'])).toEqual([]);
  expect(messagesOf(mapOverlap, series([0.1, 0.15]), ['object_detection'])).toEqual(['order']);
});
