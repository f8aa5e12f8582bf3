import type { RuleDescription } from '../api/finding';

/** What the engine itself reports: a rule that failed. */
export const internalRule: RuleDescription & { readonly id: string } = {
  id: 'internal/rule-crashed',
  docs: {
    summary: 'A rule failed and its findings may be missing',
    why: 'A rule threw, did not end, or reported something unusable. All other rules went on; the exit code is 2, because what this rule would have found is not known.',
    bad: [],
    good: [],
  },
  messages: { crashed: '{{message}}' },
  fixable: false,
  precision: 'very-high',
  severity: 'error',
};
