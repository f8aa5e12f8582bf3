import { createScreen, frameOf, lineOf } from '../../src/watch/screen';
import { buildRun, times } from '../plugins/metrics/build';

const run = buildRun({
  series: { 'train/loss': times(300, (index) => 3 / (1 + index / 20)), 'val/accuracy': times(300, (index) => index / 300) },
});

test('a terminal shows a chart of the loss and the last value of each metric within its width', () => {
  const frame = frameOf(run, 'logs', 80, false);
  expect(frame.join('\n')).toMatch(/┤|┼/);
  expect(frame.find((line) => line.startsWith('val accuracy'))).toMatch(/0\.9967\s+best 0\.9967/);
  expect(Math.max(...frame.map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('a pipe gets one plain line', () => {
  expect(lineOf(run)).toBe('step 2,990  train loss 0.1881  val accuracy 0.9967');
});

test('a curve with NaN, or without a finite value, is still drawn', () => {
  expect(frameOf(buildRun({ series: { loss: [2, Number.NaN, 1, Number.NaN] } }), 'logs', 60, false).join('\n')).toContain('NaN');
  expect(frameOf(buildRun({ series: { loss: [Number.NaN, Number.NaN] } }), 'logs', 60, false).join('\n')).toContain('NaN');
});

test('printed text stays above the block, which is redrawn', () => {
  const screen = createScreen(() => 20);
  expect(screen.draw(['a', 'b'])).toBe('a\nb\n');
  expect(screen.print('told\n')).toBe('\u001b[2A\r\u001b[Jtold\na\nb\n');
  expect(screen.draw([`${'x'.repeat(50)}`])).toBe(`\u001b[2A\r\u001b[J${'x'.repeat(19)}\n`);
});
