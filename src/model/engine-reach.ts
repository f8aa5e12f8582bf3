import { nameOf } from '../text/path';
import { query } from './query';
import type { Repository, Script } from './targets';

const engine = /docker|podman|nerdctl/;

/** The last part of another script's path: a name with a script's extension, or any word after `source`. */
const scriptEnding = /\.(?:sh|bash)\b/g;
const sourcing = /(?:^|[\s;&|({])(?:source|\.)\s+(.*)/gm;

/** A script whose name is computed or globbed. A name that isn't in the text at all can't be followed. */
const unnamedScript = /(?:[}*?\]]|\$\w+)\.(?:sh|bash)\b/;

/** Whether evaluating a script can reach a call of a container engine: its text names one, or it runs a script whose text does. */
export const mayCallEngine = query('script.mayCallEngine', ({ repository, shell: { file } }: Script): boolean => {
  const seen = new Set([file.path]);
  const texts = [file.text];
  for (const text of texts) {
    if (engine.test(text)) return true;
    const commands = text.replace(/^[ \t]*(?:#|echo\b).*$/gm, '');
    if (unnamedScript.test(commands)) return true;
    const names = [
      ...[...commands.matchAll(scriptEnding)].map(({ index, 0: ending }) => nameUpTo(commands, index + ending.length)),
      ...[...commands.matchAll(sourcing)].flatMap(([, operand = '']) => operand.match(/[\w.-]+/g) ?? []),
    ];
    for (const path of names.flatMap((name) => pathsByName(repository).get(name) ?? [])) {
      if (seen.has(path)) continue;
      seen.add(path);
      texts.push(repository.source(path)?.text ?? '');
    }
  }
  return false;
});

/** The name that ends at an offset. File names have at most 255 characters. */
const nameUpTo = (text: string, end: number): string =>
  /(?<![\w.-])[\w.-]*$/.exec(text.slice(Math.max(0, end - 255), end))?.[0] ?? '';

/** Paths of the repository's files, by file name. */
const pathsByName = query('repository.pathsByName', ({ files }: Repository): ReadonlyMap<string, readonly string[]> => {
  const byName = new Map<string, string[]>();
  for (const { path, type } of files) {
    if (type !== 'file') continue;
    const paths = byName.get(nameOf(path));
    if (paths) paths.push(path);
    else byName.set(nameOf(path), [path]);
  }
  return byName;
});
