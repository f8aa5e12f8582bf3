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
  expect(shownBy([screen.draw(['a', 'b'])])).toEqual(['a', 'b']);
  const written = [screen.draw(['a', 'b']), screen.print('told\n')];
  expect(shownBy(['a\nb\n', ...written])).toEqual(['told', 'a', 'b']);
  expect(shownBy(['told\na\nb\n', screen.draw(['x'.repeat(50)])])).toEqual(['told', 'x'.repeat(19)]);
});

test('an unchanged block is not written again, and a changed one is not erased first', () => {
  const screen = createScreen(() => 20);
  screen.draw(['a', 'b']);
  expect(screen.draw(['a', 'b'])).toBe('');
  const changed = screen.draw(['a', 'c']);
  expect(changed.indexOf('\u001b[J')).toBeGreaterThan(changed.indexOf('c'));
});

/** The lines of a terminal after these writes: cursor up, carriage return, and clearing. */
function shownBy(writes: readonly string[]): string[] {
  const lines: string[] = [''];
  let row = 0;
  for (const [token] of writes.join('').matchAll(/\u001b\[\d*[AKJ]|\r|\n|[^\u001b\r\n]+/g)) {
    if (token.endsWith('A') && token.startsWith('\u001b')) row -= Number(token.slice(2, -1));
    else if (token === '\n') lines[(row += 1)] ??= '';
    else if (token === '\u001b[J') lines.splice(row);
    else if (!token.startsWith('\u001b') && token !== '\r') lines[row] = token;
  }
  return lines.filter((line) => line !== '');
}
