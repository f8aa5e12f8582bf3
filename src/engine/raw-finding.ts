import type { Finding } from '../api/finding';
import type { Report } from '../api/rule';
import type { RuleEntry } from '../config/types';
import { internalRule } from './internal';
import type { Target } from './targets';

/** A finding as the rule reported it, and the target whose settings apply. */
export interface RawFinding extends Omit<Finding, 'fingerprint'>, Pick<Report, 'cause' | 'follows'> {
  readonly target: Pick<Target, 'path' | 'example'>;
}

/** That a rule failed on a target, in sentences. */
export const crashMessage = ({ id }: RuleEntry, { path }: Target, reason: string): string =>
  `The rule ${id} crashed on ${path || 'the repository'}. ${asSentence(reason)} Its other findings there may be missing. This is a bug in the rule, not in your files.`;

/** With a capital and a full stop, where it has none: a reason may end in what it quotes, or in the place in the code. */
export const asSentence = (reason: string): string =>
  `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${/[.?!]"?$/.test(reason) ? '' : '.'}`;

/** A failure of cvl or of a rule on a target, as a finding. */
export const crashed = (target: Target, message: string): RawFinding => ({
  rule: internalRule.id,
  severity: 'error',
  message,
  messageId: 'crashed',
  at: { file: target.path },
  related: [],
  fatal: true,
  target,
});
