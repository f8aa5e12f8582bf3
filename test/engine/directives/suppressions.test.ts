import type { Suppression } from '../../../src/config/types';
import { applySuppressions, type SuppressionContext } from '../../../src/engine/directives';

const origin = { name: '.cvlrc', line: 7 };
const suppression = (more: Partial<Suppression> = {}): Suppression => ({
  rule: 'files/required',
  files: 'examples/old',
  reason: 'frozen',
  origin,
  ...more,
});
const finding = (file: string, rule = 'files/required') => ({ rule, at: { file } });
const run = (findings: ReturnType<typeof finding>[], suppressions: Suppression[], more: Partial<SuppressionContext> = {}) =>
  applySuppressions(findings, { suppressions, file: '.cvlrc', today: '2025-06-01', files: ['examples/old/train.sh'], ...more });

test('findings without a line are hidden by rule and by glob of files or folders', () => {
  const { findings, suppressed, directiveFindings } = run(
    [finding('examples/old'), finding('examples/old/train.sh'), finding('examples/older'), finding('examples/old', 'docker/rm')],
    [suppression({ until: '2030-01-01' })],
  );
  expect(findings).toEqual([finding('examples/older'), finding('examples/old', 'docker/rm')]);
  expect(suppressed.map((each) => each.suppression)).toEqual(
    Array(2).fill({ kind: 'configuration', reason: 'frozen', until: '2030-01-01' }),
  );
  expect(directiveFindings).toEqual([]);
});

test('an expired suppression hides nothing and is found at its line of the configuration', () => {
  const { findings, directiveFindings } = run([finding('examples/old')], [suppression({ until: '2025-06-01' })]);
  expect(findings).toHaveLength(1);
  expect(directiveFindings).toMatchObject([{ rule: 'directives/expired', at: { file: '.cvlrc', line: 7 } }]);
});

test('an unused suppression is found, but not where its files were not linted or its rule did not run', () => {
  const unused = run([], [suppression()]).directiveFindings;
  expect(unused).toMatchObject([{ rule: 'directives/unused', at: { file: '.cvlrc', line: 7 } }]);
  expect(unused[0]?.message).toBe('files/required reports nothing in examples/old, so this suppression hides nothing; delete it');
  expect(run([], [suppression()], { files: ['examples/new/train.sh'] }).directiveFindings).toEqual([]);
  expect(run([], [suppression()], { isOn: () => false }).directiveFindings).toEqual([]);
  expect(run([], [suppression()], { tellUnused: false }).directiveFindings).toEqual([]);
});

test('nothing is said of what a pack suppresses', () => {
  const pack = suppression({ origin: { name: 'team-pack' }, reason: undefined });
  expect(run([], [pack], { requireReason: true }).directiveFindings).toEqual([]);
});

test('a missing reason is found by option', () => {
  const found = run([finding('examples/old')], [suppression({ reason: undefined })], { requireReason: true }).directiveFindings;
  expect(found).toMatchObject([
    { rule: 'directives/no-reason', message: 'this suppression of files/required gives no reason; add `reason:` and why' },
  ]);
});
