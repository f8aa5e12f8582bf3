import allNan from '../../../plugins/metrics/rules/all-nan';
import noGradient from '../../../plugins/metrics/rules/no-gradient';
import noLearningRate from '../../../plugins/metrics/rules/no-learning-rate';
import zeroMetric from '../../../plugins/metrics/rules/zero-metric';
import { buildRun, messagesOf, outcomesOf, reportsOf, times } from './build';

describe('what stays at 0', () => {
  test('a metric of quality, with what else is 0 in the same finding', () => {
    const run = buildRun({ series: { loss: [2, 1, 0.5], val_miou: [0, 0, 0], val_pixel_accuracy: [0, 0, 0] } });
    expect(reportsOf(zeroMetric, run)).toMatchObject([{ data: { name: 'val_miou', others: ' So is `val_pixel_accuracy`.' } }]);
  });

  test('detectors get some epochs, and a quarter of the plan', () => {
    const of = (count: number) => buildRun({ series: { loss: times(count, () => 1), val_map: times(count, () => 0) } });
    expect(outcomesOf(zeroMetric, of(4))).toEqual(['unknown']);
    expect(messagesOf(zeroMetric, of(9))).toEqual(['zero']);
  });

  test('an overlap that never gets far from 0, in more evaluations', () => {
    const of = (...val_dice: number[]) => messagesOf(zeroMetric, buildRun({ series: { loss: times(9, () => 1), val_dice } }));
    expect(of(0, 0.000_004, 0.0027, 0, 0.0005)).toEqual([]);
    expect(of(0, 0.000_004, 0.0027, 0, 0.0005, 0.0001)).toEqual(['near']);
    expect(of(0, 0.000_004, 0.0027, 0, 0.0005, 0.02)).toEqual([]);
  });

  test('a class_error of 100 says the same', () => {
    const run = buildRun({ series: { val_map: times(9, () => 0), train_class_error: times(9, () => 100) } });
    expect(reportsOf(zeroMetric, run)).toMatchObject([{ data: { also: expect.stringContaining('no class is ever right') } }]);
  });

  test('a broken loss is the cause, not the metric', () => {
    const run = buildRun({ series: { loss: [2, Number.NaN, Number.NaN], val_miou: [0, 0, 0] } });
    expect(messagesOf(zeroMetric, run)).toEqual([]);
  });

  test('gradients: for many steps, not for some', () => {
    expect(
      messagesOf(
        noGradient,
        buildRun({ reader: 'lightning/csv', series: { loss: times(40, () => 0), grad_norm: times(40, () => 0) } }),
      ),
    ).toEqual(['masked']);
    expect(messagesOf(noGradient, buildRun({ reader: 'lightning/csv', series: { grad_norm: times(12, () => 0) } }))).toEqual([]);
    expect(
      messagesOf(
        noGradient,
        buildRun({ reader: 'lightning/csv', series: { grad_norm: times(40, (index) => (index === 20 ? 0.1 : 0)) } }),
      ),
    ).toEqual([]);
  });

  test('gradients beside a loss: for a few steps, unless it falls', () => {
    const of = (loss: (index: number) => number, more = {}) =>
      messagesOf(
        noGradient,
        buildRun({ reader: 'lightning/csv', series: { loss: times(12, loss), grad_norm: times(12, () => 0), ...more } }),
      );
    expect(of((index) => 2.3 + 0.01 * (index % 3))).toEqual(['frozen']);
    expect(of((index) => 2.3 - index / 10)).toEqual([]);
    const rewards = { reward: times(12, () => 1), kl: times(12, () => 0.1) };
    expect(of(() => 0, rewards)).toEqual([]);
    expect(of(() => 0, { ...rewards, reward_std: times(12, () => 0) })).toEqual(['same-rewards']);
    const withoutNorm = (std: number) => buildRun({ series: { reward: times(30, () => 1), reward_std: times(30, () => std) } });
    expect(messagesOf(noGradient, withoutNorm(0))).toEqual(['rewards']);
    expect(messagesOf(noGradient, withoutNorm(0.1))).toEqual([]);
  });

  test('a learning rate that may be rounded, where evaluations stay the very same', () => {
    const of = (perplexities: readonly number[]) =>
      messagesOf(
        noLearningRate,
        buildRun({
          series: { loss: times(6, (index) => 4 + (index % 2) / 50), lr: times(6, () => 0), val_perplexity: perplexities },
          reader: 'text',
        }),
      );
    expect(of(times(6, () => 56.168))).toEqual(['zero']);
    expect(of(times(6, (index) => 56.168 + index / 1000))).toEqual([]);
  });

  test('the batches of training may all be wrong', () => {
    const run = buildRun({ series: { loss: [7, 6.9, 6.9, 6.9, 6.9, 6.9], acc: times(6, () => 0) } });
    const inOneEpoch = {
      ...run,
      series: run.series.map((series) => ({ ...series, tail: series.tail.map((point) => ({ ...point, epoch: 0 })) })),
    };
    expect(messagesOf(zeroMetric, inOneEpoch)).toEqual([]);
  });

  test('a learning rate, unless the loss falls, which shows that it is only rounded', () => {
    const of = (loss: (index: number) => number) =>
      buildRun({ series: { loss: times(40, loss), lr: times(40, () => 0) }, reader: 'lightning/csv' });
    expect(
      messagesOf(
        noLearningRate,
        of(() => 2.3),
      ),
    ).toEqual(['zero']);
    expect(
      messagesOf(
        noLearningRate,
        of((index) => 2.3 - index / 40),
      ),
    ).toEqual([]);
  });
});

test('metrics/all-nan: whatever its name, but no class and no time', () => {
  const nan = times(4, () => Number.NaN);
  const run = buildRun({ series: { loss: [2, 1, 0.9, 0.8], val_auc: nan, margin: nan, 'IoU.road': nan, eta_seconds: nan } });
  expect(reportsOf(allNan, run)).toMatchObject([{ data: { names: '`val_auc` and `margin`', are: 'are' } }]);
});

test('metrics/all-nan: what is counted when an episode ends', () => {
  const run = buildRun({ series: { loss: [2.3, 2.2, 2.1], 'rollout/ep_len_mean': times(3, () => Number.NaN) } });
  expect(messagesOf(allNan, run)).toEqual(['episodes']);
});

test('metrics/all-nan: a value without a known meaning that becomes NaN for good, unless training itself broke', () => {
  const turned = times(12, (index) => (index < 6 ? 1.5 : Number.NaN));
  const loss = times(12, (index) => 2 - index / 20);
  const [report] = reportsOf(allNan, buildRun({ series: { loss, entropy: turned } }));
  expect(report).toMatchObject({ message: 'turned', data: { names: '`entropy`', moment: 'step 60' } });
  const recovered = times(12, (index) => (index === 6 ? Number.NaN : 1.5));
  expect(reportsOf(allNan, buildRun({ series: { loss, entropy: recovered } }))).toEqual([]);
  expect(reportsOf(allNan, buildRun({ series: { loss: turned, entropy: turned } }))).toEqual([]);
});
