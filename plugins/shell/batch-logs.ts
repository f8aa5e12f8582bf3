import {
  type BatchLine,
  folderOf,
  foldersFrom,
  joinPath,
  keyedQuery,
  type Repository,
  type Script,
  type Span,
} from '../../src/api';

/** The first option with a folder for a log that neither the repository has nor anything makes before. */
export function withoutFolder(
  script: Script,
  lines: readonly BatchLine[],
): { readonly folder: string; readonly at: Span } | undefined {
  const { repository, path } = script;
  const options = lines.flatMap((line) => (line.isRead ? line.options : []));
  if (options.some(({ name }) => name === '-D' || name === '--chdir')) return undefined;
  for (const { name, value = '', span } of options) {
    if (!/^(?:--output|--error|-o|-e)$/.test(name) || !/^(?:\.\/)?\w[\w./-]*\/[^/]+$/.test(value)) continue;
    const folder = folderOf(value.replace(/^\.\//, ''));
    const at: Span = { ...span, start: span.end - value.length };
    if (folder.includes('..') || isMade(script, folder) || isThere(repository, path, folder)) continue;
    return { folder, at };
  }
  return undefined;
}

const isThere = (repository: Repository, path: string, folder: string): boolean =>
  foldersFrom(folderOf(path)).some((above) => repository.kind(joinPath(above, folder)) === 'folder');

/** Another file of the repository may make the folder: one that makes folders and names it. */
const isMade = ({ repository, path }: Script, folder: string): boolean =>
  makersOf(repository, folder).some((maker) => maker !== path);

const makersOf = keyedQuery('shell.folderMakers', (repository: Repository, folder): readonly string[] =>
  repository.files.flatMap(({ path, type }) => {
    if (type !== 'file' || !/\.(?:sh|bash|slurm|sbatch|md|rst|py|mk)$|akefile$/.test(path)) return [];
    const text = repository.source(path)?.text ?? '';
    return text.includes(folder) && /mkdir|makedirs/.test(text) ? [path] : [];
  }),
);
