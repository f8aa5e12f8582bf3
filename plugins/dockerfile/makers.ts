import { posix } from 'node:path';
import { foldersFrom, globMatcher, pattern, patternWith, query, type Repository } from '../../src/api';
import { properties, words } from './options';

/** What may make a file before an image is built; rules/tables/file-makers.yaml explains the keys. */
export interface Makers {
  readonly scripts: readonly string[];
  readonly documents: readonly string[];
  readonly words: readonly string[];
  readonly products: readonly { readonly folder: string; readonly by: readonly string[] }[];
}

export interface MakerOptions {
  readonly makers: Makers;
}

const product = properties({
  folder: { type: 'string', description: 'A folder at the top of the context.' },
  by: words('Files beside it that show that the build tool is used.'),
});

/** The option of all rules that look for copied files. */
export const makersOption = {
  schema: properties({
    makers: {
      ...properties({
        scripts: words('Globs of file names. What these files mention, they may make.'),
        documents: words('Globs of file names. These files make what they name soon after one of `words`.'),
        words: words('Words for making a file.'),
        products: {
          type: 'array',
          items: { ...product, required: ['folder', 'by'] },
          description: 'Folders that a build tool makes.',
        },
      }),
      required: ['scripts', 'documents', 'words', 'products'],
      description: 'What may make a file before the image is built.',
    },
  }),
  tables: { makers: 'file-makers' },
} as const;

const patternsOf = query('dockerfile.makers', ({ scripts, documents, words: making }: Makers) => ({
  isScript: globMatcher(scripts),
  isDocument: globMatcher(documents, { nocase: true }),
  making: patternWith('i')`(?<![\w-])${making}(?:_\w+|s|d|ed|ing)?(?![\w-])`,
}));

/** UTF-16 units of one file that are searched: notebooks hold images. */
const MAX_TEXT = 2_000_000;
const MAX_LINE = 10_000;

/** UTF-16 units between the word for making a file and its name: a name further behind belongs to another sentence. */
const MAX_DISTANCE = 120;

/**
 * Whether a path that isn't there may be there by the time of the build: a Makefile, README, notebook or script beside the Dockerfile,
 * in the context or above them says how it is made, or a build tool makes its folder.
 */
export function mayBeMade(repository: Repository, makers: Makers, dockerfile: string, context: string, inside: string): boolean {
  const [top = ''] = inside.split('/');
  const isFile = (file: string): boolean => repository.kind(posix.join(context, file)) === 'file';
  if (makers.products.some(({ folder, by }) => folder === top && by.some(isFile))) return true;
  const names = new Set([posix.basename(inside), firstMissing(repository, context, inside)]);
  const [, ...above] = foldersFrom(dockerfile);
  return [...new Set([...above, context])].some((folder) =>
    repository
      .list(folder)
      .some(
        ({ name, kind }) =>
          kind === 'file' && [...names].some((made) => makes(repository, makers, posix.join(folder, name), made)),
      ),
  );
}

/** `staging` of `staging/src/net.py`, where there is no such folder. */
function firstMissing(repository: Repository, context: string, inside: string): string {
  const parts = inside.split('/');
  const depth = parts.findIndex((_, index) => repository.kind(posix.join(context, ...parts.slice(0, index + 1))) === undefined);
  return parts[depth] ?? '';
}

function makes(repository: Repository, makers: Makers, file: string, made: string): boolean {
  const { isScript, isDocument, making } = patternsOf(makers);
  const name = posix.basename(file);
  const isRun = isScript(name);
  if (!isRun && !isDocument(name)) return false;
  const text = repository.source(file)?.text.slice(0, MAX_TEXT);
  if (!text?.includes(made)) return false;
  const word = pattern`(?<![\w.-])${made}(?![\w-])`;
  return text.split('\n').some((line) => {
    const at = line.length < MAX_LINE && line.includes(made) && !/^\s*#/.test(line) ? line.search(word) : -1;
    return at >= 0 && (isRun || making.test(line.slice(Math.max(0, at - MAX_DISTANCE), at)));
  });
}
