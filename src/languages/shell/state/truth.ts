import { branch } from './branch';
import { compoundOf, condition, type Question } from './question';
import { type Shell, setStatus } from './shell';
import { FAILED, OK } from './status';

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

/** Sets the status to the outcome of a test. */
export function setTruth(shell: Shell, truth: Truth): void {
  if (typeof truth === 'boolean') setStatus(shell, truth ? 0 : 1);
  else {
    const fact = shell.state.facts.get(truth.question.key);
    shell.state.status =
      fact === undefined ? { question: truth.question, success: truth.holds } : fact === truth.holds ? OK : FAILED;
  }
}

/** Continues by the status of the last command, both ways where it isn't known. */
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
