import { posix } from 'node:path';
import table from '../../rules/tables/file-makers.yaml';
import { escapeRegExp, foldersFrom, type Repository } from '../../src/api';

interface Makers {
  readonly runs: string;
  readonly tells: string;
  readonly words: readonly string[];
  readonly products: readonly { readonly folder: string; readonly by: readonly string[] }[];
}

const { runs, tells, words, products } = table as Makers;
const runsThem = new RegExp(runs);
const tellsThem = new RegExp(tells, 'i');
const making = new RegExp(`(?<![\\w-])(?:${words.join('|')})(?:_\\w+|s|d|ed|ing)?(?![\\w-])`, 'i');

/** UTF-16 units of one file that are looked at: notebooks hold images. */
const maxText = 2_000_000;
const maxLine = 10_000;

/** A name that stands further behind the word for making it is another sentence's. */
const soon = 120;

/**
 * Whether a path that is not there may be by the time of the build: a Makefile, README, notebook or script beside the Dockerfile, in
 * the context or above them says how it is made, or a build tool makes its folder.
 */
export function mayBeMade(repository: Repository, dockerfile: string, context: string, inside: string): boolean {
  const [top = ''] = inside.split('/');
  if (
    products.some(({ folder, by }) => folder === top && by.some((file) => repository.kind(posix.join(context, file)) === 'file'))
  )
    return true;
  const names = new Set([posix.basename(inside), firstMissing(repository, context, inside)]);
  const [, ...above] = foldersFrom(dockerfile);
  return [...new Set([...above, context])].some((folder) =>
    repository
      .list(folder)
      .some(({ name, kind }) => kind === 'file' && [...names].some((made) => makes(repository, posix.join(folder, name), made))),
  );
}

/** `staging` of `staging/src/net.py`, where there is no such folder. */
function firstMissing(repository: Repository, context: string, inside: string): string {
  const parts = inside.split('/');
  const depth = parts.findIndex((_, index) => repository.kind(posix.join(context, ...parts.slice(0, index + 1))) === undefined);
  return parts[depth] ?? '';
}

function makes(repository: Repository, file: string, made: string): boolean {
  const isRun = runsThem.test(posix.basename(file));
  if (!isRun && !tellsThem.test(file)) return false;
  const text = repository.source(file)?.text.slice(0, maxText);
  if (!text?.includes(made)) return false;
  const name = new RegExp(`(?<![\\w.-])${escapeRegExp(made)}(?![\\w-])`);
  return text.split('\n').some((line) => {
    const at = line.length < maxLine && line.includes(made) && !/^\s*#/.test(line) ? line.search(name) : -1;
    return at >= 0 && (isRun || making.test(line.slice(Math.max(0, at - soon), at)));
  });
}
