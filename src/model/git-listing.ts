import { spawn } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { quoteForShell } from '../text/shell-quote';
import { checkoutOf, defaultTimeoutMs, gitCall, runGit, typeOf } from './git';
import { byPath, type FileEntry } from './tree';

/** What git says of the files below a folder. */
export interface GitListing {
  /** Files, tracked or not, that git doesn't ignore. Undefined if the folder isn't in a checkout, or git didn't list it. */
  readonly entries?: readonly FileEntry[];
  /** Why git didn't list a checkout, and what helps, in sentences. */
  readonly refusal?: string;
}

const listFiles = ['ls-files', '-cos', '--exclude-standard', '-z'];

/** Asks git which files there are. */
export function listByGit(root: string, timeoutMs = defaultTimeoutMs): GitListing {
  return listingOf(root, runGit(root, listFiles, timeoutMs), timeoutMs);
}

/**
 * Asks git while other things are done. A process that ends without the answer doesn't wait for git, and ends it.
 */
export function listAhead(root: string, timeoutMs = defaultTimeoutMs): () => Promise<GitListing> {
  const call = gitCall(root, listFiles, timeoutMs);
  const { timeout: _, killSignal, ...options } = call.options;
  const child = spawn('git', call.words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): void => void child.kill(killSignal);
  const timer = setTimeout(kill, timeoutMs).unref();
  process.once('exit', kill);
  const parts = [child, child.stdout, child.stderr] as readonly { ref?(): void; unref?(): void }[];
  for (const part of parts) part.unref?.();
  const answer = new Promise<Answer>((resolve) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => stdout.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => stderr.push(bytes));
    child.on('error', (error) => resolve({ status: null, stdout: Buffer.alloc(0), stderr: '', error }));
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      process.off('exit', kill);
      const late = Object.assign(new Error('it took too long'), { code: 'ETIMEDOUT' });
      const error = signal === killSignal ? { error: late } : {};
      resolve({ status, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr), ...error });
    });
  });
  return async () => {
    for (const part of parts) part.ref?.();
    return listingOf(root, await answer, timeoutMs);
  };
}

interface Answer {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer | string;
  readonly error?: Error | undefined;
}

function listingOf(root: string, { status, stdout, stderr, error }: Answer, timeoutMs: number): GitListing {
  if (status !== 0) {
    const checkout = checkoutOf(root);
    if (checkout === undefined) return {};
    return { refusal: refusalOf(checkout, { error, stderr: String(stderr ?? ''), timeoutMs }) };
  }
  const entries = new Map<string, FileEntry>();
  for (const record of stdout.toString('utf8').split('\0')) {
    if (record === '') continue;
    const staged = /^(\d{6}) [0-9a-f]+ [0-3]\t/.exec(record);
    const entry = staged ? trackedEntry(record.slice(staged[0].length), staged[1] ?? '') : untrackedEntry(root, record);
    if (entry) entries.set(entry.path, entry);
  }
  return { entries: [...entries.values()].sort(byPath) };
}

interface Failure {
  readonly error: Error | undefined;
  readonly stderr: string;
  readonly timeoutMs: number;
}

function refusalOf(checkout: string, { error, stderr, timeoutMs }: Failure): string | undefined {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  const effect = 'so files that only git knows to be ignored or untracked are linted as committed ones';
  if (code === 'ENOENT') return `git isn't installed, ${effect}. Install git.`;
  if (code === 'ETIMEDOUT') {
    const status = `git -C ${quoteForShell([checkout])} status`;
    return `git didn't list the files within ${timeoutMs / 1000} seconds, ${effect}. Run \`${status}\` to see what it waits for.`;
  }
  const owner = /^fatal: detected dubious ownership in repository at '(.*)'$/m.exec(stderr)?.[1];
  if (owner !== undefined) {
    const remedy = `git config --global --add safe.directory ${quoteForShell([owner])}`;
    return `git refuses ${checkout}, because another user owns it, ${effect}. If you trust it, run \`${remedy}\`.`;
  }
  if (/^fatal: not a git repository/m.test(stderr)) return undefined;
  const reason = /^(?:fatal|error): (.*)$/m.exec(stderr)?.[1] ?? error?.message ?? 'it gave no reason';
  return `git can't list the files (${reason}), ${effect}. Run \`git -C ${quoteForShell([checkout])} status\`.`;
}

const trackedEntry = (path: string, mode: string): FileEntry => ({ path, tracked: true, ...typeOf(mode) });

function untrackedEntry(root: string, path: string): FileEntry | undefined {
  if (path.endsWith('/')) return undefined; // another checkout inside this one
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (!stat) return undefined;
  return { path, tracked: false, type: stat.isSymbolicLink() ? 'symlink' : 'file', executable: (stat.mode & 0o111) !== 0 };
}
