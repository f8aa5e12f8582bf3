import type { Suppression } from '../../../src/config/types';
import { applySuppressions, type SuppressionContext } from '../../../src/engine/directives';
import { context, judge } from './linting';

const origin = { name: '.cvlrc', line: 7 };
const suppression = (more: Partial<Suppression> = {}): Suppression => ({
  rule: 'files/required',
  files: 'examples/old',
  reason: 'frozen',
  origin,
  ...more,
});
const finding = (file: string, rule = 'files/required') => ({ rule, at: { file } });
const run = (
  findings: ReturnType<typeof finding>[],
  suppressions: Suppression[],
  { noReason, ...more }: Partial<SuppressionContext> & { readonly noReason?: boolean } = {},
) => {
  const applied = applySuppressions(findings, {
    ...context,
    suppressions,
    file: '.cvlrc',
    files: ['examples/old/train.sh'],
    ...more,
  });
  return { ...applied, reports: judge(applied.directives, noReason) };
};

test('findings without a line are suppressed by rule and by a glob of files or folders', () => {
  const { findings, suppressed, reports } = run(
    [finding('examples/old'), finding('examples/old/train.sh'), finding('examples/older'), finding('examples/old', 'docker/rm')],
    [suppression({ until: '2030-01-01' })],
  );
  expect(findings).toEqual([finding('examples/older'), finding('examples/old', 'docker/rm')]);
  expect(suppressed.map((each) => each.suppression)).toEqual(
    Array(2).fill({ kind: 'configuration', reason: 'frozen', until: '2030-01-01' }),
  );
  expect(reports).toEqual([]);
});

test('an expired suppression suppresses nothing and is reported at its line of the configuration', () => {
  const { findings, reports } = run([finding('examples/old')], [suppression({ until: '2025-06-01' })]);
  expect(findings).toHaveLength(1);
  expect(reports).toMatchObject([{ rule: 'expired', message: 'suppression', at: { file: '.cvlrc', line: 7 } }]);
});

test('an unused suppression is reported, unless its files were not linted or its rule did not run', () => {
  const unused = run([], [suppression()]).reports;
  expect(unused).toMatchObject([{ rule: 'unused', message: 'suppression', at: { file: '.cvlrc', line: 7 } }]);
  expect(unused[0]?.data).toEqual({ rule: 'files/required', files: 'examples/old' });
  expect(run([], [suppression()], { files: ['examples/new/train.sh'] }).reports).toEqual([]);
  expect(run([], [suppression()], { isOn: () => false }).reports).toEqual([]);
  expect(run([], [suppression()], { wholeRun: false }).reports).toEqual([]);
});

test('suppressions of a pack are not judged', () => {
  const pack = suppression({ origin: { name: 'team-pack' }, reason: undefined });
  expect(run([], [pack], { noReason: true }).reports).toEqual([]);
});

test('a missing reason is reported if an option asks for it', () => {
  const found = run([finding('examples/old')], [suppression({ reason: undefined })], { noReason: true }).reports;
  expect(found).toMatchObject([{ rule: 'no-reason', message: 'suppression', data: { rule: 'files/required' } }]);
});
