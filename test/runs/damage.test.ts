import fc from 'fast-check';
import type { Run, Series } from '../../src/runs';
import { EXAMPLES } from './examples';
import { readWith } from './in-memory';

const NAMES = Object.keys(EXAMPLES);

/** Every value of every series, with its split and name. */
const valuesOf = (run: Run): string[] =>
  run.series.flatMap((series: Series) => series.points.map(({ value }) => `${series.split} ${series.name} ${value}`));

test('there is an example of every built-in reader', async () => {
  const { readers } = await import('../../src/runs');
  const without = ['wandb/metadata', 'wandb/events'];
  expect(readers.map(({ name }) => name).filter((name) => !NAMES.includes(name))).toEqual(without);
});

test.each(NAMES)('%s: the whole example reads without a problem', async (name) => {
  const { path, bytes } = EXAMPLES[name]!;
  const run = await readWith(name, path, bytes, 3);
  expect(run.problems).toEqual([]);
});

describe.each(NAMES)('%s', (name) => {
  const { path, bytes } = EXAMPLES[name]!;

  test('truncated at any byte, it gives no invented value without reporting a problem', async () => {
    const whole = valuesOf(await readWith(name, path, bytes));
    for (let length = 0; length < bytes.length; length++) {
      const run = await readWith(name, path, bytes.subarray(0, length));
      const invented = valuesOf(run).filter((value) => !whole.includes(value));
      if (invented.length > 0 && run.problems.length === 0)
        throw new Error(`cut at ${length}: ${invented.join('; ')} and no problem reported`);
    }
  });

  test('flipped bits never throw and never give anything but numbers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 }),
        async (flips) => {
          const damaged = Buffer.from(bytes);
          for (const [at, mask] of flips) damaged[at] = damaged[at]! ^ mask;
          const run = await readWith(name, path, damaged, 11);
          expect(run.series.every((series) => series.points.every(({ value }) => typeof value === 'number'))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('random bytes never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (random) => {
        await readWith(name, path, random, 13);
        await readWith(name, path, Buffer.concat([bytes, random]), 13);
      }),
      { numRuns: 40 },
    );
  });

  test('the chunk size makes no difference', async () => {
    const whole = await readWith(name, path, bytes, 1 << 20);
    const single = await readWith(name, path, bytes, 1);
    expect(JSON.stringify(single)).toBe(JSON.stringify(whole));
  });
});

test.each(['tensorboard', 'wandb'])('%s: a flipped bit inside a record is reported', async (name) => {
  const { path, bytes } = EXAMPLES[name]!;
  for (let at = 8; at < bytes.length; at++) {
    const damaged = Buffer.from(bytes);
    damaged[at] = damaged[at]! ^ 0x10;
    const run = await readWith(name, path, damaged);
    // A wrong length is as if the file ended early.
    expect(run.problems.length > 0 || run.status === 'crashed').toBe(true);
  }
});
