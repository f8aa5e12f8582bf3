import type {
  AndOr,
  Case,
  CommandNode,
  CompoundList,
  Function as FunctionNode,
  Pipeline,
  PipelineNode,
  Redirected,
  Statement,
} from 'unbash';
import { evaluateCondition } from '../conditions/double-brackets';
import { matchCase } from '../conditions/matching';
import { compute } from '../expansion/arithmetic';
import { expandText } from '../expansion/expand';
import { branch } from '../state/branch';
import { capture, inSubshell, print } from '../state/output';
import { type Scope, spanOf } from '../state/scope';
import { Exhausted, type Shell, setStatus, spendStep } from '../state/shell';
import { negate, OK } from '../state/status';
import { byStatus, setTruth, uncertain } from '../state/truth';
import { outsideName } from '../values/text';
import { runArithmeticFor, runFor, runSelect, runWhile } from './loops';
import { redirected } from './redirect';
import { isRestInert } from './rest';
import { runCommand } from './simple-command';

/** Runs statements in order, until one of them leaves the list. */
export function runStatements(shell: Shell, scope: Scope, statements: readonly Statement[]): void {
  const mayEnd = scope.last === true && !scope.capture && !scope.tested;
  const inner = scope.last ? { ...scope, last: false } : scope;
  for (const [index, statement] of statements.entries()) {
    if (shell.state.jump || (mayEnd && isRestInert(shell, statements, index))) return;
    runStatement(shell, mayEnd && isRestInert(shell, statements, index + 1) ? scope : inner, statement);
  }
}

const runList = (shell: Shell, scope: Scope, list: CompoundList): void => runStatements(shell, scope, list.commands);

function runStatement(shell: Shell, scope: Scope, statement: Statement): void {
  if (!statement.background) {
    runNode(shell, scope, statement.command);
    return;
  }
  inSubshell(shell, () => runNode(shell, { ...scope, tested: true }, statement.command));
  setStatus(shell, 0);
}

/** Runs a list, pipeline or command. */
export function runNode(shell: Shell, scope: Scope, node: PipelineNode | AndOr | CompoundList): void {
  spendStep(shell);
  shell.depth += 1;
  if (shell.depth > shell.setting.limits.depth) throw new Exhausted('Commands are nested deeper than the evaluator follows.');
  switch (node.type) {
    case 'AndOr':
      runAndOr(shell, scope, node);
      break;
    case 'Pipeline':
      runPipeline(shell, scope, node);
      stopOnFailure(
        shell,
        scope,
        node.prefixes.some((prefix) => prefix.type === 'Negation'),
      );
      break;
    case 'CompoundList':
      runList(shell, scope, node);
      break;
    case 'Redirected':
      runRedirected(shell, scope, node);
      stopOnFailure(shell, scope);
      break;
    default:
      runSingle(shell, scope, node);
      if (node.type === 'Command' || node.type === 'Subshell' || node.type === 'TestCommand' || node.type === 'ArithmeticCommand')
        stopOnFailure(shell, scope);
  }
  shell.depth -= 1;
}

/** `set -e` */
function stopOnFailure(shell: Shell, scope: Scope, negated = false): void {
  const { state } = shell;
  if (!state.options.has('errexit') || scope.tested || negated || state.jump) return;
  if (state.status.code !== undefined && state.status.code !== 0) state.jump = { kind: 'exit', levels: 1 };
}

function runSingle(shell: Shell, scope: Scope, node: Exclude<CommandNode, Redirected>): void {
  switch (node.type) {
    case 'Command':
      runCommand(shell, scope, node);
      return;
    case 'If':
      runList(shell, { ...scope, tested: true }, node.clause);
      runChoice(shell, scope, node.then, node.elif, node.else);
      return;
    case 'For':
      runFor(shell, again(scope), node);
      return;
    case 'ArithmeticFor':
      runArithmeticFor(shell, again(scope), node);
      return;
    case 'Select':
      runSelect(shell, again(scope), node);
      return;
    case 'While':
      runWhile(shell, again(scope), node);
      return;
    case 'Case':
      runCase(shell, scope, node);
      return;
    case 'Subshell':
      inSubshell(shell, () => runList(shell, scope, node.body));
      return;
    case 'BraceGroup':
      runList(shell, scope, node.body);
      return;
    case 'Function':
      define(shell, scope, node);
      return;
    case 'TestCommand':
      setTruth(shell, evaluateCondition(shell, scope, node.expression));
      return;
    case 'ArithmeticCommand':
      runArithmetic(shell, scope, node);
      return;
    case 'Coproc':
      inSubshell(shell, () => runNode(shell, scope, node.body));
      setStatus(shell, 0);
  }
}

/** The scope of a body that may run again, so that its end matters. */
const again = (scope: Scope): Scope => (scope.last ? { ...scope, last: false } : scope);

function define(shell: Shell, scope: Scope, node: FunctionNode): void {
  spendStep(shell, shell.state.functions.size / 16);
  shell.state.functions = new Map(shell.state.functions).set(node.name.value, { node, source: scope.source });
  setStatus(shell, 0);
}

function runArithmetic(shell: Shell, scope: Scope, node: Extract<CommandNode, { type: 'ArithmeticCommand' }>): void {
  const { value, from } = compute(shell, scope, node.expression);
  const span = spanOf(scope.source, node);
  const name = outsideName(from);
  if (value !== undefined && name === undefined) {
    setStatus(shell, value === 0n ? 1 : 0);
    return;
  }
  const words = node.body.trim();
  const likely = value === undefined ? {} : { likely: value !== 0n };
  setTruth(
    shell,
    uncertain({ key: `arithmetic:${words}@${span.file}:${span.start}`, yes: words, no: `not (${words})`, span, name, ...likely }),
  );
}

/** The most undecided branches of one `if` or `case` that are followed. */
const MAX_UNDECIDED = 60;

function runChoice(
  shell: Shell,
  scope: Scope,
  then: CompoundList,
  elif: readonly { readonly clause: CompoundList; readonly then: CompoundList }[],
  otherwise: CompoundList | undefined,
  undecided = 0,
): void {
  if (shell.state.jump || undecided > MAX_UNDECIDED) return;
  byStatus(
    shell,
    () => runList(shell, scope, then),
    () => {
      const [next, ...rest] = elif;
      if (next) {
        runList(shell, { ...scope, tested: true }, next.clause);
        runChoice(shell, scope, next.then, rest, otherwise, undecided + 1);
      } else if (otherwise) runList(shell, scope, otherwise);
      else setStatus(shell, 0);
    },
  );
}

function runAndOr(shell: Shell, scope: Scope, node: AndOr): void {
  const last = node.commands.length - 1;
  runNode(shell, { ...scope, tested: true }, node.commands[0]!);
  node.operators.forEach((operator, index) => {
    if (shell.state.jump) return;
    const next = (): void => runNode(shell, index + 1 === last ? scope : { ...scope, tested: true }, node.commands[index + 1]!);
    const stay = (): void => {};
    if (operator === '&&' && !scope.tested && isAct(shell)) setStatus(shell, 0);
    if (operator === '&&') byStatus(shell, next, stay);
    else byStatus(shell, stay, next);
  });
}

/** A command that is run for its effect, as in `docker build … && docker run …`, is taken to succeed. */
function isAct(shell: Shell): boolean {
  const { status } = shell.state;
  return (
    status.code === undefined &&
    status.success &&
    /^status:\S+ (build|pull|tag|push|create|start|stop|rm|rmi|run|load|login|compose|network|volume)@/.test(status.question.key)
  );
}

function runPipeline(shell: Shell, scope: Scope, node: Pipeline): void {
  const negated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  const inner = negated ? { ...scope, tested: true } : scope;
  if (node.commands.length === 1) runNode(shell, inner, node.commands[0]!);
  else runStages(shell, inner, node);
  if (negated && !shell.state.jump) shell.state.status = negate(shell.state.status);
}

/** Each command of a pipeline runs in a subshell and reads what the one before it printed. */
function runStages(shell: Shell, scope: Scope, node: Pipeline): void {
  let { input } = scope;
  let failed = OK;
  node.commands.forEach((command, index) => {
    const last = index === node.commands.length - 1;
    const stage: Scope = { ...scope, input, capture: true, tested: !last || scope.tested };
    const run = (): void => {
      if (last && shell.state.shopt.has('lastpipe')) runNode(shell, stage, command);
      else inSubshell(shell, () => runNode(shell, stage, command));
    };
    const output = capture(shell, run);
    if (last) print(shell, scope, output);
    else input = { text: output };
    if (shell.state.options.has('pipefail') && shell.state.status.code !== 0) failed = shell.state.status;
  });
  if (failed !== OK && shell.state.status.code === 0) shell.state.status = failed;
}

function runRedirected(shell: Shell, scope: Scope, node: Redirected): void {
  redirected(shell, scope, node.redirects, (inner) => runSingle(shell, inner, node.command));
}

function runCase(shell: Shell, scope: Scope, node: Case): void {
  const word = expandText(shell, scope, node.word);
  const place = spanOf(scope.source, node.word);
  const runFrom = (index: number): void => {
    for (let at = index; at < node.items.length && !shell.state.jump; at += 1) {
      runList(shell, scope, node.items[at]!.body);
      const { terminator } = node.items[at]!;
      if (terminator === ';;&') consider(at + 1, 0);
      if (terminator !== ';&') return;
    }
  };
  const consider = (index: number, undecided: number): void => {
    for (let at = index; at < node.items.length; at += 1) {
      const truth = matchCase(shell, scope, node.items[at]!.pattern, word, place);
      if (truth === false) continue;
      if (truth === true) {
        setStatus(shell, 0);
        runFrom(at);
        return;
      }
      if (undecided > MAX_UNDECIDED) return;
      const matches = (): void => runFrom(at);
      const differs = (): void => consider(at + 1, undecided + 1);
      branch(shell, truth.question, truth.holds ? matches : differs, truth.holds ? differs : matches);
      return;
    }
    setStatus(shell, 0);
  };
  consider(0, 0);
}
