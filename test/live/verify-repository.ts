import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Evidence, Step } from '../../src/live/evidence/evidence';
import { readOne } from '../../src/live/evidence/read';

const bin = join(__dirname, '../../bin/run.js');

/** What is different about a twin of the example. */
export interface Twin {
  /** Replaces `train.py`. */
  readonly program?: string;
  /** Replaces the flags of `docker run` in `train.sh`. */
  readonly flags?: string;
  readonly image?: string;
  /** The whole `train.sh`. */
  readonly script?: string;
  readonly files?: { readonly [path: string]: string };
  /** Fields of the metadata besides the training preset. */
  readonly metadata?: string;
}

/** Only the rules about runs report: the structure isn't what these tests are about. */
const families = ['example', 'files', 'docker', 'dockerfile', 'shell', 'python', 'training', 'env', 'yaml', 'performance'];

export const goodFlags = '--workdir /workspace --mount "type=bind,src=$DIR,dst=/workspace" --env PYTHONUNBUFFERED=1';

/** A program that trains: a line is fitted by gradient descent, in plain Python. */
export const trainer = `import json, os
epochs = int(os.environ.get("NUM_EPOCHS", "3"))
w, data = 0.0, [(x / 10, 3.0 * x / 10) for x in range(1, 11)]
for epoch in range(1, epochs + 1):
    for step in range(10):
        loss = sum((w * x - y) ** 2 for x, y in data) / len(data)
        w -= 0.2 * sum(2 * x * (w * x - y) for x, y in data) / len(data)
        print(f"epoch {epoch} step {(epoch - 1) * 10 + step + 1} loss: {loss:.5f}", flush=True)
os.makedirs("outputs", exist_ok=True)
with open("outputs/model.json", "w") as out:
    json.dump({"w": w}, out)
print("Training finished", flush=True)
`;

export function createRepository({
  program = trainer,
  flags = goodFlags,
  image = 'cvl-test/python',
  script,
  files = {},
  metadata = '',
}: Twin = {}) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cvl-verified-')));
  const write = (all: { readonly [path: string]: string }): void => {
    for (const [name, text] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text, { mode: name.endsWith('.sh') ? 0o755 : 0o644 });
    }
  };
  const git = (...args: readonly string[]): SpawnSyncReturns<string> =>
    spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: folder, encoding: 'utf8' });
  write({
    'demo/example.yaml': `name: demo\ncapability: perception/image_classification\npresets:\n  train: {script: train.sh}\n${metadata}`,
    'demo/train.py': program,
    'demo/train.sh':
      script ??
      `#!/bin/bash\nset -euo pipefail\nDIR="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"\ndocker run --rm --network none ${flags} ${image} python train.py "$@"\n`,
    'demo/.gitignore': 'outputs/\n__pycache__/\n',
    '.cvlrc': `extends: [cvl:recommended]\nrules: {${families.map((family) => `"${family}/*": off`).join(', ')}}\n`,
    ...files,
  });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'all');
  const evidenceFolder = join(folder, '..', `${folder.split('/').at(-1)}-evidence`);
  const words = (args: readonly string[]): readonly string[] => [
    bin,
    'verify',
    'demo',
    '--yes',
    '--output',
    evidenceFolder,
    ...args,
  ];
  const environment = (env: NodeJS.ProcessEnv) => ({ ...env, NODE_ENV: 'production', NO_COLOR: '1', GITHUB_ACTIONS: '' });
  return {
    folder,
    evidenceFolder: join(evidenceFolder, 'demo'),
    write,
    git,
    read: (name: string): string => readFileSync(join(folder, name), 'utf8'),
    verify(env: NodeJS.ProcessEnv, ...args: readonly string[]) {
      const ended = spawnSync(process.execPath, words(args), { cwd: folder, env: environment(env), encoding: 'utf8' });
      return { status: ended.status, stdout: ended.stdout, stderr: ended.stderr };
    },
    start: (env: NodeJS.ProcessEnv, ...args: readonly string[]) =>
      spawn(process.execPath, words(args), { cwd: folder, env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] }),
    /** The evidence, read as that of another machine. */
    evidence(): Evidence {
      const evidence = readOne(join(evidenceFolder, 'demo/evidence.json'));
      if (typeof evidence === 'string') throw new Error(evidence);
      return evidence;
    },
    step(name: Step['step']): Step {
      const found = this.evidence().steps.find(({ step }) => step === name);
      if (!found) throw new Error(`There is no step ${name}.`);
      return found;
    },
    remove(): void {
      for (const each of [folder, evidenceFolder]) rmSync(each, { recursive: true, force: true });
    },
  };
}
