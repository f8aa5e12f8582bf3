import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The built command line, as a process of its own. */
export const bin = join(__dirname, '../../bin/run.js');
export const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', GITHUB_STEP_SUMMARY: '', NODE_OPTIONS: '' };

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a line of Bash in which `cvl` is the built command line. */
export function bash(line: string, cwd: string, variables: NodeJS.ProcessEnv = {}): Ended {
  const { status, signal, stdout, stderr } = spawnSync(
    'bash',
    ['-c', `cvl() { "${process.execPath}" "${bin}" "$@"; }\n${line}`],
    {
      cwd,
      env: { ...env, ...variables },
      encoding: 'utf8',
      timeout: 60_000,
      maxBuffer: 1 << 26,
    },
  );
  return { status, signal, stdout, stderr };
}

/** A new folder with these files, removed after each test. */
export function newFolder(files: { readonly [path: string]: string | Uint8Array }): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cvl-robust-')));
  folders.push(folder);
  write(folder, files);
  return folder;
}

const folders: string[] = [];
const undone: (() => void)[] = [];

/** Undoes something after the test, before its folders are removed. */
export const afterwards = (act: () => void): unknown => undone.push(act);

afterEach(() => {
  for (const act of undone.splice(0).reverse()) act();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function write(folder: string, files: { readonly [path: string]: string | Uint8Array }): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Temporary files below a folder that nobody removed. */
export const leftovers = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /(?:^|\/)\.cvl-/.test(path));

/** What an error that nobody caught leaves: a stack, or the source of the bundle. */
export const crash = /^\s+at .*:\d+|node:internal|\bdist\/|Node\.js v\d|This is a bug/m;

/** A configuration with one rule, whose fix is one word. */
export const vocabulary = 'extends: []\nrules: { example/vocabulary: warning }\n';
export const wrong = 'name: demo\nmodalities: [language]\n';
export const right = 'name: demo\nmodalities: [text]\n';
