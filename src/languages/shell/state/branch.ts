import type { Condition } from '../values/condition';
import type { Text } from '../values/text';
import { joinStates } from './join';
import { condition, type Question } from './question';
import { type Collector, ForkRequest, type Shell, spendStep } from './shell';
import { type State, snapshot } from './state';

/** The answer to a question, if an earlier test on this path or the whole evaluation has settled it. */
export function answer(shell: Shell, question: Question): boolean | undefined {
  const fact = shell.state.facts.get(question.key);
  if (fact !== undefined) return fact;
  const forced = shell.forced.get(question.key);
  if (forced !== undefined) suppose(shell, question, forced);
  return forced;
}

/** Continues as if the question had this answer. */
export function suppose(shell: Shell, question: Question, holds: boolean): void {
  const { state } = shell;
  const facts = new Map(state.facts).set(question.key, holds);
  for (const also of (holds ? question.whenTrue : question.whenFalse) ?? []) facts.set(also.key, also.holds);
  state.facts = facts;
  state.when = withCondition(state.when, condition(question, holds));
}

/** Adds a condition. Once a text is known to match one pattern, the patterns that it doesn't match say nothing more. */
function withCondition(when: readonly Condition[], added: Condition): readonly Condition[] {
  const subject = /^match:.*:/.exec(added.key)?.[0];
  const kept = when.filter(
    (one) => one.key !== added.key && !(added.holds && subject !== undefined && !one.holds && one.key.startsWith(subject)),
  );
  return [...kept, added];
}

/** Runs one way if the answer is settled. Otherwise runs both ways and continues with what the two have in common. */
export function branch(shell: Shell, question: Question, whenTrue: () => void, whenFalse: () => void): void {
  const settled = answer(shell, question);
  if (settled !== undefined) {
    if (settled) whenTrue();
    else whenFalse();
    return;
  }
  spendStep(shell, 5 + shell.state.variables.size / 4);
  const before = snapshot(shell.state);
  suppose(shell, question, true);
  whenTrue();
  const yes = shell.state;
  shell.state = before;
  suppose(shell, question, false);
  whenFalse();
  shell.state = afterBranch(shell, question, yes, shell.state);
}

function afterBranch(shell: Shell, question: Question, yes: State, no: State): State {
  if (!yes.jump && !no.jump) return joinStates(shell, question, yes, no);
  if (yes.jump && no.jump) {
    if (yes.jump.kind === no.jump.kind) return { ...joinStates(shell, question, yes, no), jump: yes.jump };
    if (yes.jump.kind === 'exit') return no;
    if (no.jump.kind === 'exit') return yes;
    return park(shell, question, yes, true) ? no : yes;
  }
  const holds = yes.jump !== undefined;
  const gone = holds ? yes : no;
  const stays = holds ? no : yes;
  if (gone.jump!.kind !== 'exit') {
    park(shell, question, gone, holds);
    return stays;
  }
  return afterExit(question, gone, stays, holds);
}

/**
 * A script that fails unless a test holds requires what it tests. A script that stops with success only has nothing more to do.
 */
function afterExit(question: Question, gone: State, stays: State, holds: boolean): State {
  if (question.likely === !holds) return { ...stays, when: stays.when.filter((one) => one.key !== question.key) };
  if (gone.status.code === undefined || gone.status.code === 0) return stays;
  const demanded = condition(question, !holds);
  return { ...stays, when: stays.when.filter((one) => one.key !== question.key), requires: [...stays.requires, demanded] };
}

function park(shell: Shell, question: Question, state: State, holds: boolean): boolean {
  const kind = state.jump!.kind;
  for (let index = shell.collectors.length - 1; index >= 0; index -= 1) {
    const collector = shell.collectors[index]!;
    if (collector.kind !== kind) continue;
    collector.parked.push({ state: { ...state, jump: undefined }, question, holds });
    return true;
  }
  return false;
}

/** Runs something that `break`, `continue` or `return` may leave, then joins the paths that left it. */
export function collecting(shell: Shell, kind: Collector['kind'], run: () => void): void {
  const collector: Collector = { kind, parked: [] };
  shell.collectors.push(collector);
  run();
  shell.collectors.pop();
  for (const { state, question, holds } of collector.parked.reverse()) {
    const here = shell.state;
    if (here.jump?.kind === 'exit') {
      shell.state = afterExit(question, here, state, !holds);
      continue;
    }
    const jump = here.jump;
    const joined = holds ? joinStates(shell, question, state, here) : joinStates(shell, question, here, state);
    shell.state = { ...joined, jump };
  }
}

/** Starts the evaluation over, once for each answer, where a question decides a piece of these words. */
export function demandKnown(shell: Shell, segments: Text): void {
  if (!shell.mayFork) return;
  for (const segment of segments) {
    const key = segment.unknown?.decidedBy;
    if (key !== undefined && !shell.forced.has(key)) throw new ForkRequest(key);
  }
}
