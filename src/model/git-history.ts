import { runGit } from './git';
import { withoutFilters } from './git-filters';

/** The commit that changed a file last. */
export interface LastChange {
  /** 0 is the newest commit of the history. */
  readonly age: number;
  /** `YYYY-MM-DD`, of the commit. */
  readonly day: string;
  readonly commit: string;
}

/** What git knows of when the files of a checkout changed. Paths are from the root of the repository. */
export interface GitHistory {
  readonly head: string;
  /** Old commits are missing, as in a shallow clone: what its oldest commit has may have changed at any time before. */
  readonly isShallow: boolean;
  /** The newest change of each file that the history names. */
  readonly changes: ReadonlyMap<string, LastChange>;
  /** The same, counting only changes of lines that match the pattern. */
  readonly lineChanges: ReadonlyMap<string, LastChange>;
  /** Files that differ from HEAD, or that git doesn't know and doesn't ignore. */
  readonly uncommitted: ReadonlySet<string>;
}

/** A long history takes git a while. */
const timeoutMs = 120_000;

/**
 * Reads the history of the branch that is checked out: its own commits and merges, in the order in which they came to it. `lines`: a
 * regular expression of git for `lineChanges`, in files whose paths match the globs. Undefined where there is no checkout, no commit,
 * or git failed.
 */
export function readHistory(
  root: string,
  lines: { readonly pattern: string; readonly files: readonly string[] },
): GitHistory | undefined {
  const head = textOf(root, ['rev-parse', 'HEAD'])?.trim();
  if (head === undefined) return undefined;
  const log = ['log', '--first-parent', '-m', '--relative', '--name-only', '-z', '--format=%x01%H %cs'];
  const order = orderOf(root);
  const changes = changesOf(textOf(root, log), order);
  const lineChanges = changesOf(
    textOf(root, [...log, '--no-textconv', `-G${lines.pattern}`, '--', ...lines.files.map((glob) => `:(glob)**/${glob}`)]),
    order,
  );
  const status = statusOf(root);
  if (!changes || !lineChanges || status === undefined) return undefined;
  return {
    head,
    isShallow: textOf(root, ['rev-parse', '--is-shallow-repository'])?.trim() === 'true',
    changes,
    lineChanges,
    uncommitted: new Set(withinFolder(root, statusPaths(status))),
  };
}

/** The files that differ between a commit and the working tree. Undefined if git doesn't know the commit. */
export function changedSince(root: string, commit: string): ReadonlySet<string> | undefined {
  const form = ['--relative', '--name-only', '--no-ext-diff', '--no-renames', '--ignore-submodules=dirty', '-z'];
  const changed = comparing(root, ['diff', ...form, '--end-of-options', commit, '--']);
  const status = statusOf(root);
  if (changed === undefined || status === undefined) return undefined;
  return new Set([...changed.split('\0').filter((path) => path !== ''), ...withinFolder(root, statusPaths(status))]);
}

/** Compares files, without what the checkout's own configuration runs for that. */
function comparing(root: string, words: readonly string[]): string | undefined {
  const settings = withoutFilters(root);
  return settings && textOf(root, [...settings, ...words]);
}

/** Files with changes, and files that git neither has nor ignores. What is inside of submodules is theirs. */
const statusOf = (root: string): string | undefined =>
  comparing(root, ['status', '--porcelain', '-z', '-uall', '--no-renames', '--ignore-submodules=dirty']);

function textOf(root: string, args: readonly string[]): string | undefined {
  const { status, stdout } = runGit(root, args, timeoutMs);
  return status === 0 ? stdout.toString('utf8') : undefined;
}

function orderOf(root: string): ReadonlyMap<string, number> {
  const commits = textOf(root, ['log', '--first-parent', '--format=%H'])?.split('\n') ?? [];
  return new Map(commits.map((commit, age) => [commit, age]));
}

/** Reads records of `git log -z`: each commit after U+0001, then its paths. */
function changesOf(text: string | undefined, order: ReadonlyMap<string, number>): ReadonlyMap<string, LastChange> | undefined {
  if (text === undefined) return undefined;
  const found = new Map<string, LastChange>();
  for (const record of text.split('\u0001').slice(1)) {
    const [head = '', ...paths] = record.split(/\0\n?|\n/);
    const [commit = '', day = ''] = head.split(' ');
    const change = { commit, day, age: order.get(commit) ?? Number.POSITIVE_INFINITY };
    for (const path of paths) if (path !== '' && !found.has(path)) found.set(path, change);
  }
  return found;
}

const statusPaths = (text: string): readonly string[] =>
  text
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => record.slice(3));

/** `git status` gives paths from the top of the checkout. */
function withinFolder(root: string, paths: readonly string[]): readonly string[] {
  const folder = textOf(root, ['rev-parse', '--show-prefix'])?.trim() ?? '';
  return paths.flatMap((path) => (path.startsWith(folder) ? path.slice(folder.length) : []));
}

/** The address of the remote `origin`, without a password or token. */
export function remoteOf(root: string): string | undefined {
  const address = textOf(root, ['config', '--get', 'remote.origin.url'])?.trim();
  return address === undefined || address === '' ? undefined : address.replace(/^([a-z+]+:\/\/)[^/@]*@/, '$1');
}
/** What `git status` lists, from the root: files with changes that aren't committed, and files that git neither has nor ignores. */
export function uncommittedFiles(root: string): ReadonlySet<string> | undefined {
  const status = statusOf(root);
  return status === undefined ? undefined : new Set(withinFolder(root, statusPaths(status)));
}

/** When the newest commit that changed a file was made, in milliseconds since 1970. Undefined if it has changed since, or git can't say. */
export function committedAt(root: string, path: string): number | undefined {
  const literal = `:(literal)${path}`;
  const status = comparing(root, ['status', '--porcelain', '--ignore-submodules=dirty', '--', literal]);
  if (status !== '') return undefined;
  const seconds = textOf(root, ['log', '-1', '--format=%ct', '--', literal])?.trim() ?? '';
  return seconds === '' ? undefined : 1000 * Number(seconds);
}
