import { canStart } from '../languages/shell';
import { pathsNamed } from './file-list';
import type { LintedRepository } from './linted-repository';
import { costlyGround, keyedQuery, query } from './query';
import type { Script } from './targets';

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
 * Whether something is true for the text of a script, or of one that it names. Scripts of one name are asked together, apart from those
 * that name them, so that nothing rests on the rest of their texts.
 */
function reaching(name: string, isFound: (text: string) => boolean): (script: Script) => boolean {
  const isFoundIn = keyedQuery(`repository.has.${name}`, (repository: LintedRepository, path): boolean =>
    isFound(repository.source(path)?.text ?? ''),
  );
  const isReached = costlyGround(`repository.reaches.${name}`, (repository: LintedRepository, first): boolean => {
    const names = new Set([first]);
    for (const each of names)
      for (const path of pathsNamed(repository, each)) {
        if (isFoundIn(repository, path)) return true;
        for (const next of namesRun(repository, path)) names.add(next);
      }
    return false;
  });
  return ({ repository, language, shell: { file } }) =>
    isFound(file.text) ||
    (language === 'shell' && scriptsNamed(file.text).some((named) => isReached(repository as LintedRepository, named)));
}

/** The names of the scripts that a file may run. */
export const namesRun = keyedQuery('repository.namesRun', (repository: LintedRepository, path): readonly string[] =>
  scriptsNamed(repository.source(path)?.text ?? ''),
);

/** Where a command first names a container engine. */
export function engineWord(text: string): { readonly start: number; readonly end: number } | undefined {
  const found = /\b(?:docker|podman|nerdctl)\b/.exec(commandsOf(text));
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

/** The text with blanks in place of comments and of what is only printed. */
const commandsOf = (text: string): string => text.replace(/^[ \t]*(?:#|echo\b).*$/gm, (line) => ' '.repeat(line.length));

/** Names of files, without their folders, that a text runs as scripts, or may. */
function scriptsNamed(text: string): readonly string[] {
  const commands = commandsOf(text);
  const names = [
    ...[...commands.matchAll(scriptEnding)].map(({ index, 0: ending }) => nameUpTo(commands, index + ending.length)),
    ...[...commands.matchAll(sourcing)].flatMap(([, operand = '']) => operand.match(/[\w.-]+/g) ?? []),
  ];
  return [...new Set(names)];
}

/** Whether a text runs a script whose name isn't in it. */
export const runsUnnamedScript = (text: string): boolean => unnamedScript.test(commandsOf(text));

/** The name that ends at an offset. File names have at most 255 characters. */
const nameUpTo = (text: string, end: number): string =>
  /(?<![\w.-])[\w.-]*$/.exec(text.slice(Math.max(0, end - 255), end))?.[0] ?? '';
