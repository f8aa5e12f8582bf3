import { nameOf } from '../text/path';
import { query } from './query';
import type { Repository, Script } from './targets';

const engine = /docker|podman|nerdctl/;

/** What may be the last part of another script's path: a name that ends like one, or any word behind `source`. */
const scriptEnding = /\.(?:sh|bash)\b/g;
const sourcing = /(?:^|[\s;&|({])(?:source|\.)\s+(.*)/gm;

/** A script whose name is put together, or found. A name that is not in the text at all leads nowhere. */
const unnamedScript = /(?:[}*?\]]|\$\w+)\.(?:sh|bash)\b/;

/** Whether following a script can come to a call of a container engine: it names one, or runs a script that does. */
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

/** The name that ends at an offset; no file's is longer than 255 characters. */
const nameUpTo = (text: string, end: number): string => /[\w.-]*$/.exec(text.slice(Math.max(0, end - 255), end))?.[0] ?? '';

/** Paths of the repository's files by their last part. */
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
