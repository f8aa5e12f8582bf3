import emptyEvaluation from '../../../plugins/metrics/rules/empty-evaluation';
import finite from '../../../plugins/metrics/rules/finite';
import finiteEvaluation from '../../../plugins/metrics/rules/finite-evaluation';
import transientNan from '../../../plugins/metrics/rules/transient-nan';
import { buildRun, messagesOf, reportsOf, times } from './build';

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

  test('says where it broke: from the start, in the gradients only, in the evaluation only', () => {
    const start = buildRun({ series: { loss: [nan, nan, nan] } });
    expect(messagesOf(finite, start)).toEqual(['from-start']);
    const gradients = buildRun({ series: { loss: times(12, () => 0), grad_norm: times(12, () => nan) } });
    expect(messagesOf(finite, gradients)).toEqual(['gradients']);
    const evaluation = buildRun({ series: { train_loss: [2, 1.8, 1.7], val_loss: [nan, nan, nan] } });
    expect(messagesOf(finite, evaluation)).toEqual([]);
    expect(messagesOf(finiteEvaluation, evaluation)).toEqual(['evaluation']);
    const both = buildRun({ series: { train_loss: [2, 1.8, nan], val_loss: [2, 1.9, nan] } });
    expect(messagesOf(finite, both)).toEqual(['diverged']);
    expect(messagesOf(finiteEvaluation, both)).toEqual([]);
  });

  test('a last value alone is no error, and overflows count from the last finite value on', () => {
    const last = buildRun({ series: { loss: [2, 1.5, 1.4, nan] } });
    expect(messagesOf(finite, last)).toEqual([]);
    expect(messagesOf(transientNan, last)).toEqual(['last']);
    const overflows = buildRun({
      series: { loss: times(30, () => 1), grad_norm: times(30, (index) => (index % 5 === 4 ? nan : 1)) },
    });
    expect(messagesOf(finite, overflows)).toEqual([]);
    const broken = buildRun({ series: { loss: [2, nan, 1.8, 1.7, nan, nan, nan] } });
    expect(reportsOf(finite, broken)).toMatchObject([{ data: { moment: 'step 40' } }]);
  });

  test('reads a closing value that is NaN', () => {
    expect(messagesOf(finite, buildRun({ series: { 'train/loss': [nan] }, kind: 'summary' }))).toEqual(['closing']);
  });
});

test('metrics/finite: a norm that is logged only where it overflows says nothing about the other steps', () => {
  const loss = times(60, (index) => 3 - index / 40);
  const norm = times(12, () => Number.POSITIVE_INFINITY);
  expect(messagesOf(finite, buildRun({ series: { loss, grad_norm: norm } }))).toEqual([]);
  expect(messagesOf(finite, buildRun({ series: { loss, grad_norm: times(60, () => Number.POSITIVE_INFINITY) } }))).toEqual([
    'gradients',
  ]);
});
