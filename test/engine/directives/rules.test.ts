import { applyDirectives, directiveRules } from '../../../src/engine/directives';
import { rules } from './linting';

/** The samples of the documentation, with a rule that finds every `docker run`. */
const said = (text: string, today = '2025-06-01'): string[] => {
  const findings = [...text.matchAll(/docker run/g)].map(({ index }) => ({
    rule: 'docker/mounts',
    at: { file: 'train.sh', start: index, end: index + 6 },
  }));
  const context = { text: () => text, files: ['train.sh'], today, knownRules: rules, requireReason: true };
  return applyDirectives(findings, context).directiveFindings.map((each) => each.rule);
};

test.each(directiveRules.map((rule) => [rule.id, rule] as const))('%s is explained by samples that hold', (id, { docs }) => {
  expect(said((docs.bad as { 'train.sh': string })['train.sh'])).toContain(id);
  expect(said((docs.good as { 'train.sh': string })['train.sh'])).toEqual([]);
});
