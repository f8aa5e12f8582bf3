import decreasing from '../../../plugins/metrics/rules/decreasing';
import divergence from '../../../plugins/metrics/rules/divergence';
import lastingSpike from '../../../plugins/metrics/rules/lasting-spike';
import overfitting from '../../../plugins/metrics/rules/overfitting';
import plateau from '../../../plugins/metrics/rules/plateau';
import spike from '../../../plugins/metrics/rules/spike';
import { buildRun, messagesOf, outcomesOf, scatter, times } from './build';

const falling = times(60, (index) => 0.4 + 2 * Math.exp(-index / 15) + 0.02 * scatter(index));

describe('a training loss that falls', () => {
  const run = buildRun({ series: { 'train/loss': falling } });
  test.each([decreasing, divergence, plateau, spike, lastingSpike])('is fine for $name', (rule) => {
    expect(messagesOf(rule, run)).toEqual([]);
    expect(outcomesOf(rule, run)).toEqual(['pass']);
  });
});

describe('what looks wrong and is not', () => {
  test('ten epochs that end just under ln(10): too few to judge', () => {
    const run = buildRun({ series: { loss: [2.306, 2.304, 2.3, 2.297, 2.293, 2.289, 2.285, 2.28, 2.276, 2.271] }, epochs: true });
    for (const rule of [decreasing, divergence, plateau]) {
      expect(messagesOf(rule, run, ['image_classification'])).toEqual([]);
      expect(outcomesOf(rule, run, ['image_classification'])).toEqual(['unknown']);
    }
  });

  test('a slow but steady fall', () => {
    expect(messagesOf(decreasing, buildRun({ series: { loss: times(40, (index) => 2.31 - index * 0.0004) } }))).toEqual([]);
  });

  test("a detection loss that rises while mAP grows, as RTMDet's does", () => {
    const run = buildRun({
      series: { loss: times(40, (index) => 0.08 + index * 0.013), 'coco/bbox_mAP': times(40, (index) => 0.06 + index * 0.017) },
      framework: 'mmdetection',
    });
    for (const rule of [decreasing, divergence]) expect(messagesOf(rule, run)).toEqual([]);
  });

  test('the losses of a GAN, by their names alone', () => {
    const run = buildRun({
      series: { 'Gen Loss': times(40, (index) => 1 + index * 0.1), 'Disc Loss': times(40, (index) => 1 - index * 0.02) },
    });
    for (const rule of [decreasing, divergence, plateau, spike, lastingSpike]) expect(messagesOf(rule, run)).toEqual([]);
  });

  test('a physics-informed loss that starts at 140', () => {
    const run = buildRun({
      series: { train_loss: times(200, (index) => 140 * Math.exp(-index / 10) + 0.01 + 0.001 * scatter(index)) },
    });
    for (const rule of [decreasing, divergence]) expect(messagesOf(rule, run, ['pinn'])).toEqual([]);
  });

  test('a resumed run that begins where the first one left off', () => {
    const run = buildRun({ series: { loss: times(72, (index) => 15 + scatter(index)) }, from: 810 });
    expect(messagesOf(decreasing, run)).toEqual([]);
    expect(outcomesOf(decreasing, run)).toEqual(['unknown']);
  });

  test('a loss that still falls, and is evaluated more often towards the end', () => {
    const early = times(20, (index) => 10 * Math.exp(-index / 6) + 3.5 - index * 0.01);
    const late = times(60, (index) => 3.3 - index * 0.0002);
    expect(
      messagesOf(
        plateau,
        buildRun({
          series: { val_loss: [...early, ...late] },
          steps: [...times(20, (index) => index * 125), ...times(60, (index) => 2500 + index * 5)],
        }),
      ),
    ).toEqual([]);
  });

  test('a running average that began at 0', () => {
    const run = buildRun({
      series: { 'Average Loss': times(80, (index) => 3.6 * (1 - Math.exp(-(index + 0.2) / 8)) - 0.001 * index) },
    });
    for (const rule of [decreasing, divergence]) expect(messagesOf(rule, run)).toEqual([]);
  });

  test('a loss that rises in the middle, and ends at its lowest', () => {
    const run = buildRun({ series: { loss: times(48, (index) => 6.2 + 1.4 * Math.sin(index / 8) - (index > 44 ? 0.2 : 0)) } });
    expect(run).toBeDefined();
    expect(messagesOf(decreasing, run)).toEqual([]);
  });

  test('a series of zeros', () => {
    expect(messagesOf(plateau, buildRun({ series: { val_loss: times(40, () => 0) } }))).toEqual([]);
  });

  test('scatter that is larger than any fall could show', () => {
    expect(outcomesOf(decreasing, buildRun({ series: { loss: times(24, (index) => 10 + 5 * scatter(index)) } }))).toEqual([
      'unknown',
    ]);
  });
});

describe('what is wrong', () => {
  test('a loss that never moves', () => {
    expect(messagesOf(decreasing, buildRun({ series: { loss: times(60, (index) => 2.31 + 0.004 * scatter(index)) } }))).toEqual([
      'flat',
    ]);
  });

  test('a loss that rises from the beginning: a little, or so far that it diverges', () => {
    const rising = (pace: number) => buildRun({ series: { loss: times(60, (index) => 1 + index * pace) } });
    expect(messagesOf(decreasing, rising(0.01))).toEqual(['rising']);
    expect(messagesOf(divergence, rising(0.01))).toEqual([]);
    expect(messagesOf(decreasing, rising(0.1))).toEqual([]);
    expect(messagesOf(divergence, rising(0.1))).toEqual(['rising']);
  });

  test('losses that jump between a few levels by chance rise on no prefix', () => {
    // A linear congruential generator: `Math.random` would give other values each time.
    let state = 3 * 7919;
    const levels = [2.08, 2.1, 2.5, 4.9, 6.8, 7.6, 8.6];
    const jumping = Array.from({ length: 400 }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return levels[Math.floor((state / 2 ** 31) * 12)] ?? 2.08;
    });
    const told = Array.from({ length: 380 }, (_, index) =>
      messagesOf(divergence, buildRun({ series: { loss: [0, ...jumping.slice(0, 20 + index)] } })),
    );
    expect(told.flat()).toEqual([]);
  });

  test('a part of the loss that climbs while the other parts fall, or climb as well', () => {
    const climbing = times(60, (index) => (index < 30 ? 2 * Math.exp(-index / 8) + 0.3 : 0.35 + (index - 30) * 0.2));
    const falls = times(60, (index) => 9 - index / 10);
    const of = (...parts: number[][]) =>
      messagesOf(
        divergence,
        buildRun({ series: Object.fromEntries(parts.map((part, index) => [`loss_${'abc'[index]}x`, part])) }),
      );
    expect(of(climbing, falls, falls)).toEqual([]);
    expect(of(climbing, climbing, falls)).toEqual(['diverged', 'diverged']);
  });

  test('a few evaluations, where each is far worse than the one before', () => {
    const of = (...eval_loss: number[]) => buildRun({ series: { loss: falling, eval_loss } });
    expect(messagesOf(overfitting, of(1.4, 1.5, 1.9, 2.4))).toEqual(['turned']);
    expect(messagesOf(overfitting, of(1.4, 1.5, 1.45, 2.4))).toEqual([]);
    expect(messagesOf(overfitting, of(1.4, 1.42, 1.44))).toEqual([]);
    expect(messagesOf(overfitting, buildRun({ series: { loss: times(60, () => 1.3), eval_loss: [1.4, 1.45, 1.5] } }))).toEqual(
      [],
    );
  });

  test('one cause is reported once', () => {
    const climbing = times(60, (index) => (index < 30 ? 2 * Math.exp(-index / 8) + 0.3 : 0.35 + (index - 30) * 0.2));
    const run = buildRun({ series: { loss: climbing, eval_loss: [0.5, 0.4, 1.5, 4.5, 6] } });
    expect(messagesOf(divergence, run)).toEqual(['diverged']);
    for (const rule of [overfitting, decreasing, plateau]) expect(messagesOf(rule, run)).toEqual([]);
  });

  test('a loss that climbs away after it had fallen', () => {
    const values = times(60, (index) => (index < 30 ? 2 * Math.exp(-index / 8) + 0.3 : 0.35 + (index - 30) * 0.2));
    expect(messagesOf(divergence, buildRun({ series: { loss: values } }))).toEqual(['diverged']);
  });

  test('a loss that stopped moving half way', () => {
    const values = times(100, (index) => 0.9 + 1.5 * Math.exp(-index / 8) + 0.004 * scatter(index));
    expect(messagesOf(plateau, buildRun({ series: { loss: values } }))).toEqual(['flat']);
  });

  test('one value far above its neighbours, back at once or never', () => {
    const once = falling.map((value, index) => (index === 40 ? 60 : value));
    const forGood = falling.map((value, index) => (index >= 40 ? 60 + index : value));
    expect(messagesOf(spike, buildRun({ series: { loss: once } }))).toEqual(['passing']);
    expect(messagesOf(lastingSpike, buildRun({ series: { loss: once } }))).toEqual([]);
    expect(messagesOf(lastingSpike, buildRun({ series: { loss: forGood } }))).toEqual(['lasting']);
    expect(messagesOf(spike, buildRun({ series: { loss: forGood } }))).toEqual([]);
  });

  test('is reported for the last start of the process only', () => {
    const run = buildRun({ series: { loss: [...times(40, () => 2.3), ...falling] } });
    const restarted = buildRun({ series: { loss: falling } });
    expect(run.segments).toHaveLength(1);
    expect(messagesOf(decreasing, restarted)).toEqual([]);
  });
});

test('a loss that ends in NaN is left to metrics/finite', () => {
  const run = buildRun({ series: { loss: [...falling, Number.NaN, Number.NaN] } });
  for (const rule of [decreasing, divergence, plateau]) expect(outcomesOf(rule, run)).toEqual(['unknown']);
});
