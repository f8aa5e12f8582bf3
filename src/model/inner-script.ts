import { posix } from 'node:path';
import type { Part } from '../languages/docker';
import { type CommandCertainty, evaluate, type StartedCommand, type Word, wordText } from '../languages/shell';
import type { Span } from '../text/span';
import { repositoryPathOf } from './located';
import type { Surroundings } from './surroundings';
import type { Script } from './targets';
import { worldHost } from './world-host';

/** A script that a world runs, deeper than which none is followed. */
const maxDepth = 6;

/** A command of a script that is run in a world, with what holds there. */
export interface InnerCommand {
  readonly command: StartedCommand;
  readonly surroundings: Surroundings;
}

/**
 * The programs that a script of the repository starts where it's run in a world: with that world's files and variables, in the current
 * folder, with the given arguments. Undefined if it isn't a script of the repository, or can't be followed.
 */
export function innerCommands(
  path: Part,
  args: readonly Part[],
  surroundings: Surroundings,
): readonly InnerCommand[] | undefined {
  const { text } = path;
  const { world, workdir, files, script: outer } = surroundings;
  const { repository } = outer;
  const absolute = text?.startsWith('/')
    ? posix.normalize(text)
    : text !== undefined && workdir
      ? posix.join(workdir, text)
      : undefined;
  const file = absolute === undefined ? undefined : repositoryPathOf(world.locate(absolute));
  const script = file === undefined || repository.kind(file) !== 'file' ? undefined : repository.script(file);
  if (!script || absolute === undefined || files.length >= maxDepth || files.includes(script.path)) return undefined;
  const { starts } = evaluate(script.shell, {
    mode: 'symbolic',
    host: worldHost(repository, world),
    folder: workdir ?? null,
    variables: variablesOf(surroundings, path.span),
    run: { path: absolute, arguments: args.map(({ word }) => word) },
    startsOnly: true,
  });
  return starts.map((command) => ({ command, surroundings: within(command, script, surroundings) }));
}

function within({ cwd, environment, certainty }: StartedCommand, { path }: Script, outer: Surroundings): Surroundings {
  const variables = new Map(outer.variables);
  for (const [name, word] of environment) if (name !== 'PWD') variables.set(name, wordText(word));
  return {
    ...outer,
    workdir: wordText(cwd),
    variables,
    preceded: true,
    certainty: weaker(outer.certainty, certainty),
    files: [...outer.files, path],
  };
}

const weaker = (one: CommandCertainty, other: CommandCertainty): CommandCertainty => (one === 'always' ? other : one);

/** What the world and the commands so far set. */
function variablesOf({ world, variables }: Surroundings, span: Span): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>();
  const set = (name: string, text: string | null | undefined): void => {
    if (typeof text === 'string') words.set(name, { segments: text === '' ? [] : [{ text, span }], span });
  };
  for (const name of world.names) set(name, world.variable(name));
  for (const [name, text] of variables) {
    words.delete(name);
    set(name, text);
  }
  return words;
}
