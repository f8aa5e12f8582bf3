import type { Word } from '../shell';
import { type FlagUse, readArguments } from './arguments';
import { type Engine, isLenient } from './engines';
import { flagTable } from './flags';
import type { Part } from './part';

/** The commands that are read; `other` is any other. */
export type Verb = 'run' | 'create' | 'build' | 'tag' | 'pull' | 'push' | 'exec' | 'compose' | 'other';

export interface Invocation {
  readonly verb: Verb;
  /** The command's own words: `run`, or `container run`. */
  readonly command: readonly Part[];
  /** What follows the command. */
  readonly words: readonly Word[];
  /** Flags before the command: `--context`, `-H`. */
  readonly globalFlags: readonly FlagUse[];
}

const verbs: ReadonlyMap<string, Verb> = new Map(
  (['run', 'create', 'build', 'tag', 'pull', 'push', 'exec', 'compose'] as const).map((verb) => [verb, verb]),
);

/** `docker container run` is `docker run`, and so on: the commands of each group that are read. */
const groups: ReadonlyMap<string, ReadonlyMap<string, Verb>> = new Map([
  ['container', pick('run', 'create', 'exec')],
  ['image', pick('build', 'tag', 'pull', 'push')],
  ['builder', pick('build')],
  ['buildx', new Map([...pick('build'), ['b', 'build' as const]])],
]);

function pick(...names: Verb[]): ReadonlyMap<string, Verb> {
  return new Map(names.map((name) => [name, name]));
}

/** Finds the command among the words after the engine's name; undefined where it is unknown or missing. */
export function readInvocation(words: readonly Word[], engine: Engine = 'docker'): Invocation | undefined {
  const { flags, operands, ambiguous } = readArguments(words, flagTable('docker'), { lenient: isLenient(engine) });
  const [first, second] = operands;
  if (ambiguous || first?.text === undefined) return undefined;
  const group = groups.get(first.text);
  const rest = (count: number): Word[] => operands.slice(count).map((part) => part.word);
  if (!group) return { verb: verbs.get(first.text) ?? 'other', command: [first], words: rest(1), globalFlags: flags };
  if (second?.text === undefined) return undefined;
  return { verb: group.get(second.text) ?? 'other', command: [first, second], words: rest(2), globalFlags: flags };
}
