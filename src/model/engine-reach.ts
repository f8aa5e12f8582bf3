import { canStart } from '../languages/shell';
import { pathsNamed } from './file-list';
import type { LintedRepository } from './linted-repository';
import { costlyGround, query } from './query';
import type { Repository, Script } from './targets';

const engine = /docker|podman|nerdctl/;

/** The last part of another script's path: a name with a script's extension, or any word after `source`. */
const scriptEnding = /\.(?:sh|bash)\b/g;
const sourcing = /(?:^|[\s;&|({])(?:source|\.)\s+(.*)/gm;

/** A script whose name is computed or globbed. A name that isn't in the text at all can't be followed. */
const unnamedScript = /(?:[}*?\]]|\$\w+)\.(?:sh|bash)\b/;

/** Whether evaluating a script can reach a call of a container engine: its text names one, or it runs a script whose text does. */
export const mayCallEngine = query('script.mayCallEngine', reaching('engine', callsEngine));

function callsEngine(text: string): boolean {
  return engine.test(text) || runsUnnamedScript(text);
}

/** Whether evaluating a script can reach the start of a program, in a container or not. */
export const mayStart = query(
  'script.mayStart',
  reaching('start', (text) => callsEngine(text) || canStart(text)),
);

/** Whether a command of a script, or of one that it runs, names a container engine: not only a comment, or a text that is printed. */
export const namesEngine = query(
  'script.namesEngine',
  reaching('engineName', (text) => engineWord(text) !== undefined),
);

/**
 * Whether something is true for the text of a script, or of one that it names. Each of those is asked on its own, so that nothing rests on
 * the rest of their texts.
 */
function reaching(name: string, isFound: (text: string) => boolean): (script: Script) => boolean {
  const isReached = costlyGround(`repository.reaches.${name}`, (repository: LintedRepository, path): boolean => {
    const paths = [path];
    for (const each of paths) {
      const text = repository.source(each)?.text ?? '';
      if (isFound(text)) return true;
      for (const found of pathsRun(repository, text)) if (!paths.includes(found)) paths.push(found);
    }
    return false;
  });
  return ({ repository, language, shell: { file } }) =>
    isFound(file.text) ||
    (language === 'shell' && pathsRun(repository, file.text).some((path) => isReached(repository as LintedRepository, path)));
}

/** The files that a text may run as scripts, by their names. */
const pathsRun = (repository: Repository, text: string): readonly string[] =>
  scriptsNamed(text).flatMap((name) => pathsNamed(repository, name));

/** Where a command first names a container engine. */
export function engineWord(text: string): { readonly start: number; readonly end: number } | undefined {
  const found = /\b(?:docker|podman|nerdctl)\b/.exec(commandsOf(text));
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

/** The text with blanks in place of comments and of what is only printed. */
const commandsOf = (text: string): string => text.replace(/^[ \t]*(?:#|echo\b).*$/gm, (line) => ' '.repeat(line.length));

/** Names of files, without their folders, that a text runs as scripts, or may. */
export function scriptsNamed(text: string): readonly string[] {
  const commands = commandsOf(text);
  return [
    ...[...commands.matchAll(scriptEnding)].map(({ index, 0: ending }) => nameUpTo(commands, index + ending.length)),
    ...[...commands.matchAll(sourcing)].flatMap(([, operand = '']) => operand.match(/[\w.-]+/g) ?? []),
  ];
}

/** Whether a text runs a script whose name isn't in it. */
export const runsUnnamedScript = (text: string): boolean => unnamedScript.test(commandsOf(text));

/** The name that ends at an offset. File names have at most 255 characters. */
const nameUpTo = (text: string, end: number): string =>
  /(?<![\w.-])[\w.-]*$/.exec(text.slice(Math.max(0, end - 255), end))?.[0] ?? '';
