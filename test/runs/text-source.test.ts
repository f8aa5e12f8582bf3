import { readWith } from './in-memory';

const source = [
  '"""',
  'net.py: a net that prints its own source',
  'val_loss: 0.5 was the best so far',
  '"""',
  'import os, sys',
  'lr = 0.1',
  'for step in range(10):',
  '    val_loss = 0',
  '    train_loss = 1.5',
  '    print(f"step:{step}/10 val_loss:{val_loss}")',
];
const values = ['step:0/10 val_loss:9.5', 'step:5/10 val_loss:7.5', 'step:10/10 val_loss:6.5'];

const lossesOf = async (...lines: string[]) => {
  const run = await readWith('text', 'logs/train.log', `${lines.join('\n')}\n`);
  return run.series.map(({ name, points }) => [name, points.map(({ value }) => value)]);
};

test('source code that a program prints at the start of its log holds no values', async () => {
  const expected = [['val_loss', [9.5, 7.5, 6.5]]];
  expect(await lossesOf(...source, '='.repeat(80), 'Running Python 3.12', ...values)).toEqual(expected);
  expect(await lossesOf(...source, ...values)).toEqual(expected);
  expect(await lossesOf(...source.slice(4), ...values)).toEqual(expected);
});

test('a log without source code is read from its first line', async () => {
  expect(await lossesOf('loading', '  val_loss = 3', '  val_loss = 2')).toEqual([['val_loss', [3, 2]]]);
});
