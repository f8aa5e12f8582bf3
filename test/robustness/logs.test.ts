import { demo, folderOf, lint } from './command';
import { exampleWith, lintFiles } from './subject';

/** Lines that took minutes, with the part that grows. */
const lines: { readonly [name: string]: string } = {
  'a word for a step before blanks': `step${' '.repeat(47_000)}x`,
  'an epoch before blanks': `epoch${' '.repeat(47_000)}x`,
  'an epoch and a bracket before blanks': `epoch 3 [ 1/2${' '.repeat(47_000)}x`,
  'blanks before a number': `loss${' '.repeat(47_000)}0.5`,
  'blanks and a mark before a number': `loss${' '.repeat(47_000)}:${' '.repeat(47_000)}x`,
  digits: `loss: ${'1'.repeat(47_000)}x`,
  'digits and dots': `loss: ${'1.'.repeat(24_000)}`,
  'digits before a percent sign that never comes': '0'.repeat(47_000),
  fractions: '1/'.repeat(24_000),
  'errors in an error': `${'StopIteration'.repeat(4000)}!`,
  colons: `RuntimeError${':'.repeat(47_000)}x`,
  prefixes: `${'[rank0]: '.repeat(5000)}loss: 0.5`,
  'a summary of W&B': `wandb: loss${' '.repeat(47_000)}x`,
  'columns of a table': `|${' a |'.repeat(12_000)}`,
  'words for a stop': 'stopping training '.repeat(3000),
  'bars without an end': `${'50%|#'.repeat(10_000)}`,
};

describe('a long line of a log is read in time', () => {
  test.each(Object.keys(lines))(
    '%s',
    async (name) => {
      const log = `epoch 1 loss: 0.5\n${lines[name]}\nepoch 2 loss: 0.4\n`.repeat(2);
      const { crashed } = await lintFiles(
        exampleWith({ 'train.sh': 'docker run --rm demo python train.py\n', 'logs/train.log': log }),
      );
      expect(crashed).toBe(false);
    },
    20_000,
  );
});

describe('what is not read of a log is reported, as nothing that is wrong with it', () => {
  test.each([
    ['one line', 'logs/train.log', `epoch 1 ${'loss: 0.5 '.repeat(400_000)}\n`],
    [
      'a long line among others',
      'logs/train.log',
      `epoch 1 loss: 0.5\nepoch 2 ${'loss: 0.5 '.repeat(200_000)}\nepoch 3 loss: 0.4\n`,
    ],
    ['a long line of a table', 'logs/metrics.csv', `epoch,loss\n1,0.5\n2,${'0'.repeat(2_000_000)}\n3,0.4\n`],
  ])('%s', (_, path, text) => {
    const { status, of } = lint(folderOf({ ...demo, [`examples/demo/${path}`]: text }));
    expect(status).toBe(1);
    expect(of('internal/limit')).toEqual([expect.stringContaining('the line is too long')]);
    expect(of('runs/damaged')).toEqual([]);
  });
});
