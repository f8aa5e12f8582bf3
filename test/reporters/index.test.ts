import { builtinReporters, loadReporter } from '../../src/reporters';
import { finding, lintResult, plain } from './result';

test.each(Object.keys(builtinReporters))('%s can be loaded by name and has the same summary in the help', async (name) => {
  const reporter = await loadReporter(name);
  expect(reporter?.summary).toBe(builtinReporters[name]?.summary);
});

test('an unknown name gives undefined, even the name of a property of every object', async () => {
  expect(await loadReporter('stylsh')).toBeUndefined();
  expect(await loadReporter('constructor')).toBeUndefined();
});

test.each(Object.keys(builtinReporters))('%s accepts places outside of the text and files without a text', async (name) => {
  const findings = [
    finding('a.sh', { at: { file: 'a.sh', start: 5000, end: 10 } }),
    finding('gone.sh', { at: { file: 'gone.sh', start: 3, end: 4 } }),
    finding('a.log', { at: { file: 'a.log', line: 0, column: -3, endLine: -1, endColumn: 0 } }),
    finding('', { at: { file: '' }, message: '', rule: '', sparkline: [], related: [{ message: '', at: { file: '' } }] }),
    finding('\ud800', { at: { file: '\ud800', start: 0, end: 0 }, message: '\udfff', sparkline: [Number.POSITIVE_INFINITY, 1] }),
  ];
  const reporter = await loadReporter(name);
  const result = lintResult({ 'a.sh': 'x\n' }, { findings });
  expect(typeof (await reporter?.report(result, { ...plain, hyperlinks: true, color: true, width: 80 }))).toBe('string');
  reporter?.attachments?.(result, { ...plain, env: { GITHUB_STEP_SUMMARY: '/tmp/x' } });
});
