import type { Span } from '../../text/span';
import { branch, compoundOf } from './join';
import { condition, FAILED, OK, type Question, type Shell, type Status, setStatus } from './state';

/** The outcome of a test. */
export type Truth = boolean | { readonly question: Question; readonly holds: boolean };

export const uncertain = (question: Question): Truth => ({ question, holds: true });

export const not = (truth: Truth): Truth =>
  typeof truth === 'boolean' ? !truth : { question: truth.question, holds: !truth.holds };

export function both(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  if (a === true) return b;
  if (b === true) return a;
  if (a.question.key === b.question.key) return a.holds === b.holds ? a : false;
  return uncertain(compoundOf(condition(a.question, a.holds), condition(b.question, b.holds), a.question, b.question));
}

export const either = (a: Truth, b: Truth): Truth => not(both(not(a), not(b)));

export function setTruth(shell: Shell, truth: Truth): void {
  if (typeof truth === 'boolean') setStatus(shell, truth ? 0 : 1);
  else {
    const fact = shell.state.facts.get(truth.question.key);
    shell.state.status =
      fact === undefined ? { question: truth.question, success: truth.holds } : fact === truth.holds ? OK : FAILED;
  }
}

export const negate = (status: Status): Status =>
  status.code === undefined ? { question: status.question, success: !status.success } : status.code === 0 ? FAILED : OK;

/** Goes on by the status of what ran last; both ways where it is not known. */
export function byStatus(shell: Shell, success: () => void, failure: () => void): void {
  const { status } = shell.state;
  if (status.code !== undefined) {
    if (status.code === 0) success();
    else failure();
    return;
  }
  const good = (): void => {
    setStatus(shell, 0);
    success();
  };
  const bad = (): void => {
    setStatus(shell, 1);
    failure();
  };
  branch(shell, status.question, status.success ? good : bad, status.success ? bad : good);
}

/** The status of a command that is not run. */
export const commandStatus = (name: string, span: Span): Status => ({
  question: { key: `status:${name}@${span.file}:${span.start}`, yes: `\`${name}\` succeeds`, no: `\`${name}\` fails`, span },
  success: true,
});
