import emptyEvaluation from '../../../plugins/metrics/rules/empty-evaluation';
import finite from '../../../plugins/metrics/rules/finite';
import transientNan from '../../../plugins/metrics/rules/transient-nan';
import { buildRun, messagesOf, reportsOf } from './build';

const nan = Number.NaN;

describe('metrics/finite', () => {
  test('reports the first NaN, and for how many steps the run went on', () => {
    const run = buildRun({ series: { loss: [2, 1.5, nan, nan, nan, nan] } });
    expect(reportsOf(finite, run)).toMatchObject([
      { message: 'diverged', at: { line: 3 }, data: { name: 'loss', moment: 'step 20', wasted: ' It went on for 30 steps.' } },
    ]);
  });

  test('allows an overflow of gradients that passes, and an empty COCO size class', () => {
    const run = buildRun({
      series: { loss: [2, 1.9, 1.8, 1.7], grad_norm: [Number.POSITIVE_INFINITY, 2, 2, 2], 'bbox/APs': [nan, nan, nan, nan] },
      framework: 'detectron2',
    });
    for (const rule of [finite, transientNan, emptyEvaluation]) expect(messagesOf(rule, run)).toEqual([]);
  });

  test('leaves a NaN that passes to metrics/transient-nan', () => {
    const run = buildRun({ series: { loss: [2, nan, 1.8, 1.7] } });
    expect(messagesOf(finite, run)).toEqual([]);
    expect(messagesOf(transientNan, run)).toEqual(['passing']);
    expect(messagesOf(transientNan, buildRun({ series: { loss: [2, 1.5, nan, nan] } }))).toEqual([]);
  });

  test('reports several broken losses once, the whole before its parts', () => {
    const run = buildRun({ series: { loss_cls: [1, nan, nan], loss: [2, nan, nan], loss_bbox: [1, nan, nan] } });
    expect(reportsOf(finite, run)).toMatchObject([{ data: { name: 'loss', others: ' `loss_cls` and `loss_bbox` break too.' } }]);
  });

  test('reads a closing value that is NaN', () => {
    expect(messagesOf(finite, buildRun({ series: { 'train/loss': [nan] }, kind: 'summary' }))).toEqual(['closing']);
  });
});
