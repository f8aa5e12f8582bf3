import fc from 'fast-check';
import type { Run, Series } from '../../src/runs';
import { collectRun } from '../../src/runs/collect/collect-run';
import { noMoment } from '../../src/runs/moment';

interface Logged {
  readonly value: number;
  readonly step?: number;
  readonly epoch?: number;
}

function runOf(values: readonly Logged[]): Run {
  const collector = collectRun('x');
  const sink = collector.sink({ path: 'x.csv', size: 1, reader: 'csv', confidence: 1 });
  const moment = noMoment();
  for (const [index, { value, step = index, epoch = Number.NaN }] of values.entries()) {
    moment.step = step;
    moment.epoch = epoch;
    moment.line = index + 2;
    moment.column = 3;
    sink.series('loss').add(value, moment);
  }
  return collector.run();
}

const seriesOf = (values: readonly Logged[]): Series => runOf(values).series[0]!;
const plain = (values: readonly number[]): Logged[] => values.map((value) => ({ value }));

const anyValue = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: -1000, max: 1000 }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY) },
);

test('statistics are of all values, however many there are', () => {
  fc.assert(
    fc.property(fc.array(anyValue, { minLength: 1, maxLength: 700 }), (values) => {
      const series = seriesOf(plain(values));
      const finite = values.filter(Number.isFinite);
      expect(series.count).toBe(values.length);
      expect(series.finiteCount).toBe(finite.length);
      expect(series.first?.value).toBe(finite[0]);
      expect(series.last?.value).toBe(finite.at(-1));
      expect(series.nonFinite?.count ?? 0).toBe(values.length - finite.length);
      expect(series.opening.value).toBe(values[0]);
      expect(series.closing.value).toBe(values.at(-1));
      if (finite.length === 0) return;
      expect(series.min?.value).toBe(Math.min(...finite));
      expect(series.max?.value).toBe(Math.max(...finite));
      expect(series.min?.step).toBe(values.indexOf(Math.min(...finite)));
      expect(series.mean).toBeCloseTo(finite.reduce((total, value) => total + value, 0) / finite.length, 6);
      expect(series.head.map(({ value }) => value)).toEqual(finite.slice(0, 32));
      expect(series.tail.map(({ value }) => value)).toEqual(finite.slice(-64));
      expect(series.blocks.reduce((total, { count }) => total + count, 0)).toBe(finite.length);
      expect(series.blocks.length).toBeLessThanOrEqual(128);
      expect(series.blocks[0]?.first.value).toBe(finite[0]);
      expect(series.blocks.at(-1)?.last.value).toBe(finite.at(-1));
      expect(Math.max(...series.blocks.map(({ max }) => max))).toBe(Math.max(...finite));
      const lastMinimum = finite.length - 1 - finite.indexOf(Math.min(...finite));
      expect(series.valuesSinceMin).toBe(lastMinimum);
    }),
    { numRuns: 150 },
  );
});

test('points are downsampled evenly, and the first and the last are kept', () => {
  const series = seriesOf(plain(Array.from({ length: 100_000 }, (_, index) => index)));
  const values = series.points.map(({ value }) => value);
  expect(values.length).toBeLessThanOrEqual(2001);
  expect(values.length).toBeGreaterThan(999);
  expect([values[0], values.at(-1)]).toEqual([0, 99_999]);
  const gaps = new Set(values.slice(1, -1).map((value, index) => value - values[index]!));
  expect(gaps.size).toBe(1);
  expect(series.count).toBe(100_000);
});

test('a value far above those before it is a jump, which says how soon it was over', () => {
  const wave = (index: number): number => 1 + 0.01 * Math.sin(index);
  const series = seriesOf(plain(Array.from({ length: 300 }, (_, index) => (index === 150 || index === 151 ? 40 : wave(index)))));
  const highest = series.jumps.reduce((most, other) => (other.point.value > most.point.value ? other : most));
  expect(highest.point).toMatchObject({ value: 40, step: 150, place: { line: 152 } });
  expect(highest.baseline).toBeCloseTo(1, 1);
  expect(highest.backAfter).toBe(2);
});

test('NaN that lasts to the end', () => {
  const { nonFinite } = seriesOf([1, 2, Number.NaN, Number.NaN].map((value, index) => ({ value, step: index * 50 })));
  expect(nonFinite).toMatchObject({
    count: 2,
    nan: 2,
    valuesAfter: 2,
    ranOnForSteps: 50,
    recovered: false,
    first: { step: 100 },
  });
});

test('a step that goes back to the beginning is a restart, and one that goes back a little is a resumed run', () => {
  const steps = [10, 20, 30, 10, 20, 30, 40, 25, 35];
  const run = runOf(steps.map((step) => ({ value: step, step })));
  expect(run.series[0]?.segments.map(({ start, count }) => [start, count])).toEqual([
    ['first', 3],
    ['restarted', 4],
    ['resumed', 2],
  ]);
  expect(run.segments.map(({ start, place }) => [start, 'line' in place ? place.line : 0])).toEqual([
    ['first', 2],
    ['restarted', 5],
    ['resumed', 9],
  ]);
  expect(run.series[0]?.count).toBe(9);
});

test('a step that counts within its epoch is not a restart', () => {
  const run = runOf([1, 1, 2, 2, 3].map((epoch, index) => ({ value: index, epoch, step: [50, 100, 50, 100, 50][index]! })));
  expect(run.segments).toHaveLength(1);
  expect(run.series[0]?.stepScope).toBe('epoch');
});

test('the number of series and of segments is limited', () => {
  const collector = collectRun('x');
  const sink = collector.sink({ path: 'x.json', size: 1, reader: 'json-lines', confidence: 1 });
  const moment = noMoment();
  for (let index = 0; index < 5000; index++) sink.series(`m${index}`).add(index, moment);
  for (let index = 0; index < 500; index++) {
    moment.step = index % 2;
    sink.series('m0').add(index, moment);
  }
  const run = collector.run();
  expect(run.series.length).toBe(2000);
  expect(run.problems[0]?.message).toContain('2000 series');
  expect(run.series[0]?.segments.length).toBeLessThanOrEqual(64);
});
