import type { Span } from '../../../text/span';
import { demandKnown } from '../state/branch';
import { unknownCommand } from '../state/builtin';
import type { EvaluatedCommand, StartedCommand } from '../state/evaluated-command';
import { type Invocation, outputSpan } from '../state/invocation';
import { print } from '../state/output';
import { Exhausted, reachLimit, type Shell, spendEffort } from '../state/shell';
import type { State } from '../state/state';
import { commandStatus } from '../state/status';
import { basename } from '../values/paths';
import { known, type Text, textLength, unknownText } from '../values/text';
import type { Segment, Word } from '../values/word';
import { readVerb } from './engines';
import { PLACEHOLDER } from './scripts';

/** Records a call of a container engine. Its output is unknown, and its status is a question. */
export function recordLaunch(shell: Shell, invocation: Invocation): void {
  const { scope, span } = invocation;
  const words = invocation.words.map(withoutPlaceholders);
  const { verb, argumentsAt } = readVerb(words);
  if (deciding.has(verb)) {
    for (const word of words) demandKnown(shell, word.segments);
    if (shell.state.cwd.length > 0) demandKnown(shell, shell.state.cwd);
  }
  const engine = basename(known(words[0]!.segments) ?? '');
  const command: EvaluatedCommand = { engine, verb, argumentsAt, ...startedCommand(shell, invocation, words) };
  spendEffort(shell, sizeOf(words));
  if (verb === 'run' || verb === 'create') shell.launches += 1;
  if (shell.launches > shell.setting.limits.launches) throw new Exhausted(TOO_MANY);
  shell.commands.push(command);
  const name = `${engine} ${verb}`.trim();
  print(shell, scope, unknownText('command', outputSpan(invocation), name));
  shell.state.status = commandStatus(name, span);
}

/** Verbs whose words are worth an evaluation for each way that they can be. */
const deciding: ReadonlySet<string> = new Set(['run', 'create', 'build', 'buildx bake', 'tag', 'commit', 'import']);

const TOO_MANY = 'The script starts more containers than the evaluator follows.';

/** Records the start of a program on the machine that runs the script. It's unknown what it prints, and whether it succeeds. */
export function recordStart(shell: Shell, invocation: Invocation, program: string): void {
  const words = invocation.words.map(withoutPlaceholders);
  spendEffort(shell, sizeOf(words));
  if (shell.starts.length < shell.setting.limits.starts) shell.starts.push(startedCommand(shell, invocation, words));
  else reachLimit(shell, 'The script starts more programs than the evaluator keeps.');
  unknownCommand(shell, invocation, program);
}

function startedCommand({ state, uncertain }: Shell, { scope, span }: Invocation, words: readonly Word[]): StartedCommand {
  return {
    argv: words,
    span: ownSpan(words, span),
    certainty: state.when.length > 0 ? 'sometimes' : uncertain ? 'unknown' : 'always',
    when: state.when,
    requires: state.requires,
    cwd: { segments: state.cwd, span },
    stdin: scope.input && { segments: scope.input.text, span },
    environment: exportedWords(state),
    options: state.options,
    created: state.created,
    calls: state.frames.map((frame) => frame.call),
  };
}

const sizeOf = (words: readonly Word[]): number => words.reduce((size, { segments }) => size + 1 + textLength(segments), 0);

/** Bash doesn't expand what is in single quotes, so a placeholder there stands for text that is unknown. */
function withoutPlaceholders(word: Word): Word {
  if (!word.segments.some((segment) => segment.text?.includes(PLACEHOLDER))) return word;
  const hide = (segment: Segment): Segment =>
    segment.text?.includes(PLACEHOLDER) ? { text: null, span: segment.span, unknown: { reason: 'unsupported' } } : segment;
  return { ...word, segments: word.segments.map(hide) };
}

/** From the program's word to the end of the command. The whole command where that word was written elsewhere. */
function ownSpan(words: readonly Word[], span: Span): Span {
  const first = words[0]!.span;
  return first.file === span.file && first.start >= span.start && first.end <= span.end ? { ...span, start: first.start } : span;
}

const exported = new WeakMap<State['variables'], ReadonlyMap<string, Word>>();

/** The exported variables. Launches with no assignment between them share one map, so the variables are copied before the next one. */
function exportedWords(state: State): ReadonlyMap<string, Word> {
  const { variables } = state;
  const found = exported.get(variables);
  if (found && state.variablesShared) return found;
  const words = new Map<string, Word>();
  for (const [name, variable] of variables) {
    const element = variable?.exported && !name.startsWith(PLACEHOLDER) ? variable.elements[0] : undefined;
    if (element) words.set(name, { segments: element.value as Text, span: element.span });
  }
  state.variablesShared = true;
  exported.set(variables, words);
  return words;
}
