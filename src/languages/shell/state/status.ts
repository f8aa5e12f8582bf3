import type { Span } from '../../../text/span';
import type { Question } from './question';

/** The status of a command: its code, or the question that decides whether it succeeds. */
export type Status =
  | { readonly code: number }
  | { readonly code?: undefined; readonly question: Question; readonly success: boolean };

export const OK: Status = { code: 0 };

export const FAILED: Status = { code: 1 };

export const negate = (status: Status): Status =>
  status.code === undefined ? { question: status.question, success: !status.success } : status.code === 0 ? FAILED : OK;

/** The status of a command that isn't evaluated. */
export const commandStatus = (name: string, span: Span): Status => ({
  question: { key: `status:${name}@${span.file}:${span.start}`, yes: `\`${name}\` succeeds`, no: `\`${name}\` fails`, span },
  success: true,
});
