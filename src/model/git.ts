import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileEntry } from './tree';

/**
 * A checkout's own configuration can name programs that git runs (fsmonitor, hooks, what verifies signatures, a transport that fetches
 * missing objects). Nothing here needs them, so they're disabled. Filters and conversions for `diff` aren't: see `withoutFilters`.
 */
const harmless = [
  '--no-pager',
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.alternateRefsCommand=',
    'log.showSignature=false',
    'protocol.allow=never',
  ].flatMap((setting) => ['-c', setting]),
];

/** Listing the files of the largest checkouts takes git a few seconds. Longer, and it waits for something, such as a named pipe. */
export const defaultTimeoutMs = 15_000;

/** How git is called in a folder, so that nothing of the checkout's own configuration runs, other than filters where files are compared. */
export const gitCall = (root: string, words: readonly string[], timeoutMs = defaultTimeoutMs) => ({
  words: [...harmless, ...words],
  options: {
    cwd: root,
    env: { ...environment(), LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' },
    timeout: timeoutMs,
    killSignal: 'SIGKILL' as const,
  },
});

/** Calls git, and waits for it. */
export function runGit(root: string, words: readonly string[], timeoutMs?: number, input = '') {
  const call = gitCall(root, words, timeoutMs);
  return spawnSync('git', call.words, { ...call.options, input, maxBuffer: 1 << 30, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** A file of a commit. */
export interface CommittedFile {
  readonly type: FileEntry['type'];
  readonly executable: boolean;
  /** The name of its content. */
  readonly object: string;
}

/** A commit's files below a folder. */
export interface Commit {
  /** By path from the folder. */
  readonly files: ReadonlyMap<string, CommittedFile>;
  /** The content of a file. Files that differ from the index, and links, are read at once; a link's content is its target. */
  content(path: string): Uint8Array | undefined;
}

/** Reads a commit, without a checkout. A text says why git doesn't have it. No file on disk is compared: that may run filters. */
export function readCommit(root: string, revision: string): Commit | string {
  const found = runGit(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  const commit = String(found.stdout ?? '').trim();
  if (found.status !== 0 || commit === '') return `git knows no commit ${JSON.stringify(revision)} here.`;
  const listed = runGit(root, ['ls-tree', '-r', '-z', commit]);
  const changed = runGit(root, ['diff-index', '--cached', '--no-renames', '--relative', '--name-only', '-z', commit]);
  if (listed.status !== 0 || changed.status !== 0) return `git can't read the files of ${JSON.stringify(revision)}.`;
  const files = new Map<string, CommittedFile>();
  for (const record of listed.stdout.toString('utf8').split('\0')) {
    const [, mode = '', object = '', path] = /^(\d{6}) \w+ ([0-9a-f]+)\t(.*)$/s.exec(record) ?? [];
    if (path !== undefined) files.set(path, { ...typeOf(mode), object });
  }
  return committed(root, files, changed.stdout.toString('utf8').split('\0'));
}

/** Reads what is staged, as if it were a commit. A text says why git can't. */
export function readIndex(root: string): Commit | string {
  const { status, stdout } = runGit(root, ['ls-files', '--stage', '-z']);
  if (status !== 0) return "git can't read what is staged.";
  const files = new Map<string, CommittedFile>();
  for (const record of stdout.toString('utf8').split('\0')) {
    // In a conflict, ours is stage 2.
    const [, mode = '', object = '', path] = /^(\d{6}) ([0-9a-f]+) [02]\t(.*)$/s.exec(record) ?? [];
    if (path !== undefined) files.set(path, { ...typeOf(mode), object });
  }
  return committed(root, files, []);
}

/** Whether a branch has no commit yet. */
export const isUnborn = (root: string): boolean => runGit(root, ['rev-parse', '--verify', '--quiet', 'HEAD']).status === 1;

/** No files at all. */
export const noCommit: Commit = { files: new Map(), content: () => undefined };

/** Some files are read at once, and links. */
function committed(root: string, files: ReadonlyMap<string, CommittedFile>, changed: readonly string[]): Commit {
  const wanted = new Set(changed);
  for (const [path, { type }] of files) if (type === 'symlink') wanted.add(path);
  const objects = [...wanted].flatMap((path) => files.get(path)?.object ?? []);
  const contents = contentsOf(root, objects);
  return {
    files,
    content(path) {
      const object = files.get(path)?.object;
      if (object === undefined) return undefined;
      if (!contents.has(object)) for (const [name, bytes] of contentsOf(root, [object])) contents.set(name, bytes);
      return contents.get(object);
    },
  };
}

/** The bytes of objects, by name. Submodules have none. */
function contentsOf(root: string, objects: readonly string[]): Map<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  if (objects.length === 0) return contents;
  const { stdout } = runGit(root, ['cat-file', '--batch'], defaultTimeoutMs, objects.map((object) => `${object}\n`).join(''));
  let at = 0;
  for (const object of objects) {
    const end = stdout.indexOf('\n', at);
    const size = / blob (\d+)$/.exec(stdout.toString('latin1', at, end))?.[1];
    if (size !== undefined) contents.set(object, stdout.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + (size === undefined ? 0 : Number(size) + 1);
  }
  return contents;
}

/**
 * The environment without git's own variables: they name other repositories (as in a hook), programs, and files to write traces to.
 * Those that say where the user's own configuration is stay, because `safe.directory` is set there.
 */
function environment(): NodeJS.ProcessEnv {
  const isKept = (name: string): boolean => !name.startsWith('GIT_') || /^GIT_CONFIG_(?!PARAMETERS)/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => isKept(name)));
}

/** The nearest folder, from a root up, that looks like a checkout. */
export function checkoutOf(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** What a mode in git's index stands for. */
export const typeOf = (mode: string): Pick<FileEntry, 'type' | 'executable'> => ({
  type: mode === '120000' ? 'symlink' : mode === '160000' ? 'gitlink' : 'file',
  executable: mode === '100755',
});
