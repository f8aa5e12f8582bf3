import type { Span } from '../../text/span';
import type { Invocation } from './dispatch';
import { demandKnown } from './join';
import { basename } from './paths';
import { PLACEHOLDER } from './scripts';
import type { Shell, Variable } from './state';
import { print } from './subshell';
import { EMPTY, known, type Text, unknownText } from './text';
import { commandStatus } from './truth';
import type { Condition, Segment, Word } from './word';

/**
 * `always`: on every path through the script that does not fail first; `sometimes`: under the conditions of `when`;
 * `unknown`: the evaluation is not whole, so that what comes before may differ.
 */
export type CommandCertainty = 'always' | 'sometimes' | 'unknown';

/** One call of a container engine that the script makes. */
export interface EvaluatedCommand {
  /** `docker`, `podman`, `nerdctl`, `nvidia-docker`, `docker-compose`: the program without its folder. */
  readonly engine: string;
  /** What is done, whichever way it is written: `container run` is `run`, `buildx build` and `image build` are `build`. Empty for none. */
  readonly verb: string;
  /** All words, the engine first. */
  readonly argv: readonly Word[];
  /** Index in `argv` of the first word after the verb. */
  readonly argumentsAt: number;
  /** The command as written: the words of the launch itself, without what wraps it. */
  readonly span: Span;
  readonly certainty: CommandCertainty;
  readonly when: readonly Condition[];
  /** What the script tests before, stopping with a failure otherwise. */
  readonly requires: readonly Condition[];
  /** The folder it runs in. */
  readonly cwd: Word;
  /** Standard input, where a here-document or the like gives it. */
  readonly stdin: Word | undefined;
  /** Exported variables that the script set, by name. */
  readonly environment: ReadonlyMap<string, Word>;
  /** Options of the shell at that time: `errexit`, `nounset`, `pipefail` … */
  readonly options: ReadonlySet<string>;
  /** Absolute paths that the script made before. */
  readonly created: ReadonlyMap<string, 'file' | 'folder'>;
  /** The calls and `source` commands that led here, outermost first. */
  readonly calls: readonly Span[];
}

const engines: ReadonlySet<string> = new Set([
  'docker',
  'podman',
  'nerdctl',
  'nvidia-docker',
  'docker-compose',
  'podman-compose',
]);

export const isEngine = (name: string): boolean => engines.has(name);

/** Global flags that take a value as the next word. */
const valued: ReadonlySet<string> = new Set([
  '--config',
  '-c',
  '--context',
  '-H',
  '--host',
  '-l',
  '--log-level',
  '--tlscacert',
  '--tlscert',
  '--tlskey',
  '--namespace',
  '-n',
  '--root',
  '--url',
  '--connection',
  '--runtime',
]);

/** Groups whose next word is the verb. */
const groups: Record<string, Record<string, string>> = {
  container: {},
  image: { ls: 'images', rm: 'rmi', inspect: 'image inspect', prune: 'image prune', history: 'history' },
  buildx: {
    bake: 'buildx bake',
    create: 'buildx create',
    use: 'buildx use',
    ls: 'buildx ls',
    inspect: 'buildx inspect',
    rm: 'buildx rm',
  },
  builder: { prune: 'builder prune' },
};

/** The verb, and the index of the first word after it. */
export function readVerb(argv: readonly Word[]): { verb: string; argumentsAt: number } {
  const engine = basename(known(argv[0]?.segments ?? EMPTY) ?? '');
  if (engine.endsWith('-compose')) return { verb: 'compose', argumentsAt: 1 };
  let at = skipFlags(argv, 1, valued);
  const word = textAt(argv, at);
  if (word === undefined) return { verb: '', argumentsAt: Math.min(at, argv.length) };
  at += 1;
  const group = groups[word];
  if (!group) return { verb: word, argumentsAt: word === 'compose' ? at : at };
  const next = textAt(argv, skipFlags(argv, at, new Set(['--builder'])));
  if (next === undefined || next.startsWith('-')) return { verb: word, argumentsAt: at };
  return { verb: group[next] ?? next, argumentsAt: skipFlags(argv, at, new Set(['--builder'])) + 1 };
}

function skipFlags(argv: readonly Word[], from: number, withValue: ReadonlySet<string>): number {
  let at = from;
  for (let word = textAt(argv, at); word?.startsWith('-'); word = textAt(argv, at)) at += withValue.has(word) ? 2 : 1;
  return at;
}

const textAt = (argv: readonly Word[], index: number): string | undefined =>
  argv[index] ? known(argv[index].segments) : undefined;

export function recordLaunch(shell: Shell, invocation: Invocation): void {
  const { scope, span } = invocation;
  const words = invocation.words.map(withoutPlaceholders);
  const { state } = shell;
  const { verb, argumentsAt } = readVerb(words);
  for (const word of words) demandKnown(shell, word.segments);
  if (state.cwd.length > 0) demandKnown(shell, state.cwd);
  const command: EvaluatedCommand = {
    engine: basename(known(words[0]!.segments) ?? ''),
    verb,
    argv: words,
    argumentsAt,
    span: ownSpan(words, span),
    certainty: state.when.length > 0 ? 'sometimes' : shell.uncertain ? 'unknown' : 'always',
    when: state.when,
    requires: state.requires,
    cwd: { segments: state.cwd, span },
    stdin: scope.input && { segments: scope.input.text, span },
    environment: exportedWords(state.variables),
    options: state.options,
    created: state.created,
    calls: state.frames.map((frame) => frame.call),
  };
  (shell.commands as EvaluatedCommand[]).push(command);
  const name = `${command.engine} ${verb}`.trim();
  print(shell, scope, unknownText('command', scope.substitution ?? span, name));
  shell.state.status = commandStatus(name, span);
}

/** An unknown piece of a command given as text that stood in single quotes was not expanded there. */
function withoutPlaceholders(word: Word): Word {
  if (!word.segments.some((segment) => segment.text?.includes(PLACEHOLDER))) return word;
  const hide = (segment: Segment): Segment =>
    segment.text?.includes(PLACEHOLDER) ? { text: null, span: segment.span, unknown: { reason: 'unsupported' } } : segment;
  return { ...word, segments: word.segments.map(hide) };
}

/** From the engine's word to the command's end, where the words lie in the command itself. */
function ownSpan(words: readonly Word[], span: Span): Span {
  const first = words[0]!.span;
  return first.file === span.file && first.start >= span.start && first.end <= span.end ? { ...span, start: first.start } : span;
}

function exportedWords(variables: ReadonlyMap<string, Variable | undefined>): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>();
  for (const [name, variable] of variables) {
    const element = variable?.exported && !name.startsWith(PLACEHOLDER) ? variable.elements[0] : undefined;
    if (element) words.set(name, { segments: element.value as Text, span: element.span });
  }
  return words;
}
