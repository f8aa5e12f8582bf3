import executable from '../../../plugins/files/rules/executable';
import gitignoreArtifacts from '../../../plugins/files/rules/gitignore-artifacts';
import gitlink from '../../../plugins/files/rules/gitlink';
import noArtifacts from '../../../plugins/files/rules/no-artifacts';
import readme from '../../../plugins/files/rules/readme';
import recommended from '../../../plugins/files/rules/recommended';
import required from '../../../plugins/files/rules/required';
import type { Rule, Sample } from '../../../src/api';
import { lintSample, pointedAt, type SampleOptions } from '../../../src/testing';

async function report(rule: Rule, sample: Sample, options: SampleOptions = {}) {
  const result = await lintSample(rule, sample, options);
  return result.findings.map((finding) => [
    finding.at.file.replace('examples/demo/', ''),
    pointedAt(result, finding),
    finding.message,
  ]);
}

const missing = async (sample: Sample): Promise<readonly string[]> =>
  (await report(required, sample)).map(([, , message = '']) => message.split(' ')[0] ?? '');

const script = '#!/bin/bash\ndocker run demo\n';

describe('required', () => {
  test('a training example', async () => {
    expect(await missing({ 'example.yaml': 'presets:\n  train: {script: train.sh}\n' })).toEqual(['Dockerfile', 'build.sh']);
    expect(await missing({ 'example.yaml': 'name: demo\n', 'train.py': '' })).toEqual(['Dockerfile', 'build.sh', 'train.sh']);
  });

  test('an inference example needs no training script', async () => {
    expect(await missing({ 'example.yaml': 'presets: [predict]\n', Dockerfile: 'FROM x\n' })).toEqual(['build.sh', 'predict.sh']);
  });

  test('a script that a preset names is left to the rule on presets', async () => {
    const presets = 'presets:\n  build: {script: make.sh}\n  train_sft: {script: sft.sh}\n';
    expect(await missing({ 'example.yaml': presets, Dockerfile: 'FROM x\n' })).toEqual([]);
  });

  test('without Docker no image is needed', async () => {
    const presets = 'presets:\n  train: {script: train.sh, docker: false}\n';
    expect(await missing({ 'example.yaml': presets, 'train.sh': script })).toEqual([]);
  });

  test('an image that is built elsewhere, or only fetched, needs no Dockerfile here', async () => {
    const presets = 'presets:\n  build: {script: build.sh}\n  train: {script: train.sh}\n';
    const build = (command: string) =>
      missing({ 'example.yaml': presets, 'build.sh': `#!/bin/bash\n${command}\n`, 'train.sh': script });
    expect(await build('docker build -t demo .')).toEqual(['Dockerfile']);
    expect(await build('docker build -f ../base/Dockerfile -t demo ..')).toEqual([]);
    expect(await build('docker pull demo')).toEqual([]);
  });

  test('Cog brings its own container', async () => {
    expect(await missing({ 'example.yaml': 'presets: [predict]\n', 'cog.yaml': 'build: {}\n', 'predict.py': '' })).toEqual([]);
  });

  test('an example that a pack marks by other files has no runner that needs scripts', async () => {
    const examples = { metadata: ['example.yaml'], markers: [{ files: '**/main.py', kind: 'training' as const }], kinds: [] };
    const sample: Sample = { '/example.yaml': '', '/mnist/main.py': '', '/mnist/run.sh': '#!/bin/bash\ndocker run x\n' };
    expect(await report(required, sample, { examples })).toEqual([]);
  });

  test('a pack decides what is required', async () => {
    const options = { files: { library: [{ file: 'CITATION.cff', purpose: 'how to cite it' }] } };
    expect(await report(required, 'name: demo\n', { options })).toEqual([
      ['example.yaml', '', expect.stringMatching(/^CITATION\.cff is missing/)],
    ]);
  });
});

test('recommended takes a README in any spelling', async () => {
  const presets = 'presets:\n  train: {script: train.sh}\n';
  expect(await report(recommended, { 'example.yaml': presets, 'readme.MD': '# Demo\n' })).toEqual([]);
  expect(await report(recommended, { 'example.yaml': presets, 'README.rst': 'Demo\n' })).toEqual([]);
  expect(await report(recommended, presets)).toHaveLength(1);
});

test('recommended: a part of something larger may be told of by the README above', async () => {
  const examples = { metadata: [], markers: [{ files: '**/main.py', kind: 'training' as const }], kinds: [] };
  const files = { '/nets/mnist/main.py': '', '/nets/gan/main.py': '', '/nets/README.md': '- `mnist`: the digits\n' };
  expect((await report(recommended, files, { examples })).map(([file]) => file)).toEqual(['nets/gan']);
});

describe('readme', () => {
  test.each([
    '`./train.sh`',
    'cvl run demo train',
    '```\npython train.py\n```',
    'docker compose up',
    'make train',
    '```\nsbatch train.sbatch\n```',
    'See [Slurm](slurm/README.md).',
    'See [Slurm](slurm).',
  ])('%j is a way to run it', async (text) => {
    expect(await report(readme, { 'README.md': `# Demo\n\n${text}\n` })).toEqual([]);
  });

  test('a README of blank lines is judged at once', async () => {
    expect(await report(readme, { 'README.md': `# Demo\n${'\n \r\n'.repeat(100_000)}Nice.\n` })).toHaveLength(1);
  });

  test('a README without a command is shown by its title, and an empty one as a whole', async () => {
    expect(await report(readme, { 'README.md': '\n# Demo\n\nNice.\n', 'build.sh': script })).toEqual([
      ['README.md', '# Demo', expect.stringContaining('`./build.sh`')],
    ]);
    expect(await report(readme, { 'README.md': ' \n' })).toEqual([['README.md', '', expect.stringContaining('is empty')]]);
  });
});

describe('executable', () => {
  const plain = { text: '#!/bin/bash\n', executable: false };

  test('scripts of presets are left to the rule on presets', async () => {
    expect(await report(executable, { 'example.yaml': 'presets:\n  build: {script: build.sh}\n', 'build.sh': plain })).toEqual(
      [],
    );
  });

  test('without a metadata file only scripts that the README calls by `./`', async () => {
    const examples = { metadata: [], markers: [{ files: '**/main.py', kind: 'training' as const }], kinds: [] };
    const files = { 'main.py': '', 'build.sh': plain, 'go.sh': plain, 'README.md': 'Run `./go.sh`.\n' };
    expect((await report(executable, files, { examples })).map(([file]) => file)).toEqual(['go.sh']);
  });

  test('helpers that are only sourced need no bit', async () => {
    expect(
      await report(executable, { 'common.sh': plain, 'README.md': 'Uses `source common.sh` and tools/x/../common.sh.\n' }),
    ).toEqual([]);
  });

  test.each([
    ['./get.sh', true],
    ['$ FORCE=1 ./get.sh data', true],
    ['cd data && ./get.sh', true],
    ['Run `./get.sh` first', true],
    ['See [get.sh](./get.sh)', false],
    ['bash ./get.sh', false],
    ['source ./get.sh', false],
    ['sbatch ./get.sh', false],
    ['./get.sh.orig', false],
    ['data/./get.sh', false],
  ])('%s in a README: a call is %s', async (line, isCall) => {
    expect(await report(executable, { 'get.sh': plain, 'README.md': `# Demo\n\n${line}\n` })).toHaveLength(isCall ? 1 : 0);
  });

  test('the README’s call is related', async () => {
    const result = await lintSample(executable, { 'get.sh': plain, 'README.md': 'First `./get.sh data`.\n' });
    expect(result.findings.map(({ at, related }) => [at.file, related.map((other) => other.at.file)])).toEqual([
      ['examples/demo/get.sh', ['examples/demo/README.md']],
    ]);
  });
});

describe('gitlink', () => {
  test('an entry in .gitmodules is enough', async () => {
    const modules = '[submodule "x"]\n\tpath = examples/demo/x\n\turl = https://example.org/x\n';
    expect(await report(gitlink, { '/.gitmodules': modules, x: { gitlink: true }, y: { gitlink: true } })).toEqual([
      ['y', '', expect.stringContaining('`path = examples/demo/y`')],
    ]);
  });
});

describe('no-artifacts', () => {
  const tracked = async (path: string, bytes: number) =>
    report(noArtifacts, { [path]: { bytes: new Uint8Array(bytes).fill(120) } });

  test('weights count whatever their size, data from a size on', async () => {
    expect(await tracked('model.safetensors', 10)).toHaveLength(1);
    expect(await tracked('data/sample.npz', 1000)).toEqual([]);
    expect(await tracked('data/sample.npz', 600_000)).toEqual([['data/sample.npz', '', expect.stringContaining('586 KiB')]]);
    expect(await tracked('photo.png', 600_000)).toEqual([]);
    expect(await tracked('photo.png', 6_000_000)).toHaveLength(1);
  });

  test('a pointer to a file that is stored elsewhere is fine', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n';
    expect(await report(noArtifacts, { 'model.pt': pointer })).toEqual([]);
  });

  test('a pack can allow files', async () => {
    expect(await report(noArtifacts, { 'tests/tiny.pt': 'x' }, { options: { allow: ['tests/**'] } })).toEqual([]);
  });
});

describe('gitignore-artifacts', () => {
  const untracked = { text: 'x', tracked: false };

  test('one finding a folder', async () => {
    const found = await report(gitignoreArtifacts, {
      'outputs/a.ckpt': untracked,
      'outputs/b/c.ckpt': untracked,
      'best.pt': untracked,
    });
    expect(found).toEqual([
      ['best.pt', '', expect.stringContaining('write `*.pt`')],
      [
        'outputs/a.ckpt',
        '',
        expect.stringContaining('2 files left behind by a run would be committed by the next `git add`; write `outputs/`'),
      ],
    ]);
  });

  test('the pattern that hides a needed file is shown', async () => {
    const sample: Sample = {
      '/.gitignore': '*.log\n',
      '.gitignore': '# builds\nbuild*\n!build.md\n',
      'build.sh': { text: script, tracked: false },
    };
    expect(await report(gitignoreArtifacts, sample)).toEqual([
      ['.gitignore', 'build*', expect.stringContaining('hides build.sh')],
    ]);
  });

  test('patterns of parents, negations and folders count as they do in git', async () => {
    const hidden = (files: { [path: string]: string }) =>
      report(gitignoreArtifacts, { ...files, 'train.sh': { text: script, tracked: false } });
    expect(await hidden({ '/.gitignore': '/examples/demo/\n' })).toHaveLength(1);
    expect(await hidden({ '/.gitignore': '*.sh\n', '.gitignore': '!train.sh\n' })).toEqual([]);
    expect(await hidden({ '/.gitignore': 'examples/*\n', '.gitignore': '!train.sh\n' })).toHaveLength(1);
    expect(await hidden({ '.gitignore': '/other/train.sh\n' })).toEqual([]);
  });

  test.each([
    ['train.py', 'Path("outputs/checkpoints").mkdir(parents=True)'],
    ['train.py', "trainer = Trainer(default_root_dir='./outputs')"],
    ['train.sh', 'mkdir -p outputs'],
    ['train.sh', 'OUTPUT_DIR=/workspace/outputs/run'],
  ])('in %s, %s writes a folder', async (file, line) => {
    expect(await report(gitignoreArtifacts, { [file]: `${line}\n` })).toEqual([
      [file, 'outputs', expect.stringContaining('write `outputs/`')],
    ]);
    expect(await report(gitignoreArtifacts, { [file]: `${line}\n`, '/.gitignore': 'outputs/\n' })).toEqual([]);
  });

  test.each([
    "'outputs': list of saved_outputs",
    'load("outputs/best.pt")',
    '# mkdir outputs',
    'mkdir(data/outputs)',
    'save(outputs_list)',
    'model.save(f"{root}/outputs")',
    'os.makedirs(os.path.join(args.save_dir, "outputs"))',
    '(Path(root) / "outputs").mkdir()',
    'log_dir = root + "outputs"',
  ])('%s writes none that is known', async (line) => {
    expect(await report(gitignoreArtifacts, { 'train.py': `${line}\n` })).toEqual([]);
  });
});
