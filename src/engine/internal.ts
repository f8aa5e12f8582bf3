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

/** What the engine itself reports: a text that would take too long to read to its end. */
export const limitRule: RuleDescription & { readonly id: string } = {
  id: 'internal/limit',
  docs: {
    summary: 'Part of a file is not checked, because it would take too long',
    why: 'A text can be nested, repeated or multiplied so often that following it would take minutes. cvl follows it to a limit; what comes after that is not known, and no rule reports it.',
    bad: [],
    good: [],
  },
  messages: { reached: '{{message}}' },
  fixable: false,
  precision: 'very-high',
  severity: 'info',
};

export const internalRules = [internalRule, limitRule];
