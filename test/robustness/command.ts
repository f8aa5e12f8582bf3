import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const bin = join(__dirname, '../../bin/run.js');
const environment = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: undefined };

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with some files, removed after the tests. */
export function folderOf(files: { readonly [path: string]: string }): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cvl-robustness-')));
  made.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
  }
  return folder;
}

/** An example in which rules of cvl's own find something: `example/name-format` among them. */
export const demo = {
  'examples/demo/example.yaml': 'name: Demo Example\npresets: {train: {script: train.sh}}\n',
  'examples/demo/train.sh': '#!/bin/bash\ndocker run --rm demo python train.py\n',
};

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line. */
export function cvl(cwd: string, args: readonly string[], env: { readonly [name: string]: string } = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    env: { ...environment, ...env },
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 64 << 20,
  });
  return { status, stdout, stderr };
}

export interface Message {
  readonly ruleId: string;
  readonly message: string;
}

/** Lints with the report of programs: the exit code, and all findings. */
export function lint(cwd: string, args: readonly string[] = [], env: { readonly [name: string]: string } = {}) {
  const { status, stdout, stderr } = cvl(cwd, ['lint', '--format', 'json', ...args], env);
  if (stdout === '') throw new Error(`no report: ${stderr}`);
  const results = JSON.parse(stdout) as { messages: Message[] }[];
  const found = results.flatMap(({ messages }) => messages);
  const of = (rule: string): readonly string[] => found.filter(({ ruleId }) => ruleId === rule).map(({ message }) => message);
  return { status, stderr, of };
}
