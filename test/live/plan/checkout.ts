import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const bin = join(__dirname, '../../../bin/run.js');

/** A git checkout for a test, with commits of chosen days. */
export function createCheckout() {
  const folder = mkdtempSync(join(tmpdir(), 'cvl-verify-'));
  const run = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(program, args, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', GITHUB_ACTIONS: '', ...env },
    });
  const git = (...args: readonly string[]): void => {
    const { status, stderr } = run('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args]);
    if (status !== 0) throw new Error(stderr);
  };
  git('init', '-q');
  return {
    folder,
    git,
    run,
    write(files: { readonly [path: string]: string }): void {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text, { mode: name.endsWith('.sh') ? 0o755 : 0o644 });
      }
    },
    commit(day: string): void {
      git('add', '-A');
      const date = { GIT_AUTHOR_DATE: `${day}T12:00:00Z`, GIT_COMMITTER_DATE: `${day}T12:00:00Z` };
      const { status, stderr } = run('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-qm', day], date);
      if (status !== 0) throw new Error(stderr);
    },
    cvl(...args: readonly string[]) {
      const { status, stdout, stderr } = run(process.execPath, [bin, ...args]);
      return { status, stdout, stderr };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The files of an example that builds and trains. */
export const example = (
  folder: string,
  { resources = 'gpu: 1, vram_gb: 10, disk_gb: 20', record = '' }: { readonly resources?: string; readonly record?: string } = {},
) => ({
  [`${folder}/example.yaml`]: `name: demo
resources: {${resources}}
presets:
  build: {script: build.sh}
  train: {script: train.sh}
${record === '' ? '' : `verification:\n  last_verified: ${record}\n`}`,
  [`${folder}/Dockerfile`]: 'FROM python:3.12-slim\n',
  [`${folder}/build.sh`]: `#!/bin/bash\ndocker build -t ${folder} "$(dirname "$0")"\n`,
  [`${folder}/train.sh`]: `#!/bin/bash
REPO="$(cd "$(dirname "$0")/.." && pwd)"
docker run --rm --gpus all -v "$REPO/${folder}:/workspace" -v "$REPO:/repo:ro" -e PYTHONPATH=/repo -w /workspace ${folder} python train.py
`,
  [`${folder}/train.py`]: 'import shared.data\n',
});
