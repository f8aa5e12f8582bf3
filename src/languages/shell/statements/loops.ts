import type { ArithmeticFor, CompoundList, For, Select, While } from 'unbash';
import { compute } from '../expansion/arithmetic';
import { expandFields } from '../expansion/expand';
import { branch, collecting } from '../state/branch';
import { isSetQuestion, type Question, questionOf } from '../state/question';
import { type Scope, spanOf } from '../state/scope';
import { type Shell, setStatus, spendStep } from '../state/shell';
import { type State, snapshot } from '../state/state';
import { byStatus } from '../state/truth';
import { assign, setVariable } from '../state/variables';
import { known, sameText, unknownText } from '../values/text';
import type { Word } from '../values/word';

/** Runs the body once. Returns whether the loop continues. */
function runIteration(shell: Shell, scope: Scope, body: CompoundList): boolean {
  collecting(shell, 'continue', () => {
    shell.interpreter.runStatements(shell, scope, body.commands);
    endIteration(shell, 'continue');
  });
  forgetOutcomes(shell);
  const { jump } = shell.state;
  if (!jump) return true;
  if (jump.kind === 'break') endIteration(shell, 'break');
  return false;
}

/** A command may have another outcome in the next iteration. The keys of commands' outcomes end in their place. */
function forgetOutcomes(shell: Shell): void {
  const { facts } = shell.state;
  const kept = [...facts].filter(([key]) => !/@[^@]*:\d+$/.test(key));
  if (kept.length < facts.size) shell.state.facts = new Map(kept);
}

/** Ends a `break` or `continue` that is meant for this loop. One for an outer loop continues. */
function endIteration(shell: Shell, kind: 'break' | 'continue'): void {
  const { jump } = shell.state;
  if (jump?.kind === kind) shell.state.jump = jump.levels > 1 ? { kind, levels: jump.levels - 1 } : undefined;
}

/**
 * Whether a loop retries until something outside happens. After two iterations that may have left it, it is taken to have ended.
 */
function isPolling(shell: Shell): boolean {
  const collector = shell.collectors[shell.collectors.length - 1];
  return collector?.kind === 'break' && collector.parked.length >= 2;
}

/** `for NAME in WORDS`. */
export function runFor(shell: Shell, scope: Scope, node: For): void {
  const words = node.wordlist ? node.wordlist.flatMap((word) => expandFields(shell, scope, word)) : shell.state.positional;
  if (shell.state.jump) return;
  if (words.length === 0) setStatus(shell, 0);
  collecting(shell, 'break', () => {
    for (const word of words) {
      spendStep(shell);
      if (!forWord(shell, scope, node, word) || isPolling(shell)) return;
    }
  });
}

function forWord(shell: Shell, scope: Scope, node: For | Select, word: Word): boolean {
  const span = spanOf(scope.source, node.name);
  const name = node.name.value;
  if (!word.many && !word.when) {
    assign(shell, name, word.segments, word.span);
    return runIteration(shell, scope, node.body);
  }
  const question = word.when?.length ? questionOf(word.when[0]!) : someQuestion(word);
  const holds = word.when?.length ? word.when[0]!.holds : true;
  let goesOn = true;
  const run = (): void => {
    const positional = word.segments.some((segment) => segment.positional);
    const value = word.many
      ? [
          {
            text: null,
            span,
            unknown: { reason: positional ? 'argument' : 'variable', name },
            ...(positional && { positional: 'one' as const }),
          } as const,
        ]
      : word.segments;
    assign(shell, name, value, span);
    goesOn = runIteration(shell, scope, node.body) || goesOn;
  };
  const skip = (): void => {};
  branch(shell, question, holds ? run : skip, holds ? skip : run);
  if (word.many) appendedMany(shell, question);
  return goesOn && !shell.state.jump;
}

function someQuestion(word: Word): Question {
  if (word.segments.some((segment) => segment.positional)) return isSetQuestion('@', word.span);
  const unknown = word.segments.find((segment) => segment.unknown)?.unknown;
  const name = unknown?.name ?? 'the list';
  const key = `some:${name}@${word.span.file}:${word.span.start}`;
  if (unknown?.reason === 'variable') return { ...isSetQuestion(name, word.span), key };
  return { key, yes: `\`${name}\` gives something`, no: `\`${name}\` gives nothing`, span: word.span };
}

/** Text that a loop of unknown length appended once stands for any number of repetitions. */
function appendedMany(shell: Shell, question: Question): void {
  for (const [name, variable] of shell.state.variables) {
    if (variable?.kind !== 'indexed' || !variable.elements.some((element) => isUnder(element.when, question))) continue;
    const elements = variable.elements.map((element) =>
      isUnder(element.when, question) ? { ...element, many: true as const } : element,
    );
    setVariable(shell, name, { ...variable, elements });
  }
}

const isUnder = (when: readonly { readonly key: string }[] | undefined, question: Question): boolean =>
  when?.some((one) => one.key === question.key) ?? false;

/** `while` and `until`. */
export function runWhile(shell: Shell, scope: Scope, node: While): void {
  loop(shell, scope, node.body, () => {
    shell.interpreter.runStatements(shell, { ...scope, tested: true }, node.clause.commands);
    if (shell.state.jump) return;
    const { status } = shell.state;
    if (node.kind === 'until')
      shell.state.status =
        status.code === undefined ? { ...status, success: !status.success } : { code: status.code === 0 ? 1 : 0 };
  });
}

/** `for ((…; …; …))`. */
export function runArithmeticFor(shell: Shell, scope: Scope, node: ArithmeticFor): void {
  compute(shell, scope, node.initialize);
  const span = spanOf(scope.source, node);
  loop(
    shell,
    scope,
    node.body,
    () => {
      const { value } = node.test ? compute(shell, scope, node.test) : { value: 1n };
      if (value !== undefined) setStatus(shell, value === 0n ? 1 : 0);
      else
        shell.state.status = {
          success: true,
          question: { key: `for@${span.file}:${span.start}`, yes: 'the loop runs', no: 'the loop does not run', span },
        };
    },
    () => compute(shell, scope, node.update),
  );
}

function loop(shell: Shell, scope: Scope, body: CompoundList, test: () => void, update: () => void = () => {}): void {
  collecting(shell, 'break', () => {
    let before: State | undefined;
    let ran = false;
    for (;;) {
      spendStep(shell);
      test();
      if (shell.state.jump) return;
      const { status } = shell.state;
      if (status.code === undefined) {
        byStatus(
          shell,
          () => {
            runIteration(shell, scope, body);
          },
          () => {},
        );
        appendedMany(shell, status.question);
        break;
      }
      if (status.code !== 0) break;
      ran = true;
      const start = snapshot(shell.state);
      if (before && sameProgress(before, start)) {
        shell.state.jump = { kind: 'exit', levels: 1 };
        return;
      }
      before = start;
      if (!runIteration(shell, scope, body) || isPolling(shell)) return;
      update();
    }
    if (!ran || shell.state.status.code !== 0) setStatus(shell, 0);
  });
}

/** An iteration that changed nothing would repeat forever. */
function sameProgress(a: State, b: State): boolean {
  if (a.positional !== b.positional || a.options !== b.options || !sameText(a.cwd, b.cwd)) return false;
  if (
    a.variables.size !== b.variables.size ||
    a.created !== b.created ||
    a.written !== b.written ||
    a.output.length !== b.output.length
  )
    return false;
  for (const [input, at] of b.cursors) if (a.cursors.get(input) !== at) return false;
  if (a.variables === b.variables) return true;
  for (const [name, variable] of b.variables) {
    const other = a.variables.get(name);
    if (other === variable) continue;
    if (!other || !variable || other.elements.length !== variable.elements.length) return false;
    if (
      !variable.elements.every(
        (element, index) => element.key === other.elements[index]!.key && sameText(element.value, other.elements[index]!.value),
      )
    )
      return false;
  }
  return true;
}

/** Which entry is chosen isn't known: the body is followed once. */
export function runSelect(shell: Shell, scope: Scope, node: Select): void {
  const words = node.wordlist ? node.wordlist.flatMap((word) => expandFields(shell, scope, word)) : shell.state.positional;
  const span = spanOf(scope.source, node);
  const question: Question = { key: `select@${span.file}:${span.start}`, yes: 'a choice is made', no: 'no choice is made', span };
  collecting(shell, 'break', () => {
    branch(
      shell,
      question,
      () => {
        const shown = words.map((word) => known(word.segments)).filter((text) => text !== undefined);
        assign(
          shell,
          node.name.value,
          words.length === 1 ? words[0]!.segments : unknownText('command', span, shown.length > 0 ? 'select' : undefined),
          span,
        );
        assign(shell, 'REPLY', unknownText('command', span, 'select'), span);
        runIteration(shell, scope, node.body);
      },
      () => {},
    );
  });
}
