import type { Decision, Setting } from '../config/types';

/** `error ← .cvlrc:12, was warning ← cvl:recommended`. */
export const writeHistory = ({ history }: Pick<Setting, 'history'>): string =>
  history.map((decision, index) => `${index === 0 ? '' : 'was '}${writeDecision(decision)}`).join(', ');

function writeDecision({ severity, origin, because, options }: Decision): string {
  const line = origin.line === undefined ? '' : `:${origin.line}`;
  const set = options && options.length > 0 ? ` with ${options.join(', ')}` : '';
  return `${severity}${set} ← ${origin.name}${line}${because === undefined ? '' : ` (${because})`}`;
}
