import type { RuleDescription } from '../api/finding';

/** The engine's own rule: another rule crashed. */
export const internalRule: RuleDescription & { readonly id: string } = {
  id: 'internal/rule-crashed',
  docs: {
    summary: 'A rule crashed, and its findings may be missing',
    why: "A rule threw an error, didn't end, or reported something unusable. All other rules still ran. The exit code is 2, because what this rule would have found isn't known.",
    bad: [],
    good: [],
  },
  messages: { crashed: '{{message}}' },
  fixable: false,
  precision: 'very-high',
  severity: 'error',
};
