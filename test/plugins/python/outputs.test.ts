import ignoredOutputs from '../../../plugins/python/rules/ignored-outputs';
import outputs from '../../../plugins/python/rules/outputs';
import readOnlyOutputs from '../../../plugins/python/rules/read-only-outputs';
import { build, reported, script } from './reported';

const image = (run = '') => ({ Dockerfile: `FROM pytorch/pytorch:2.3.0\n${run}\n`, 'build.sh': build });
const saves = (path: string) => `import torch\ntorch.save({}, ${path})\n`;

describe('outputs', () => {
  test.each([
    ['"/models/x.pt"', '', ['train.py [/models/x.pt] outputs lost']],
    ['"/models/x.pt"', '-v "$HOME/models:/models"', []],
    ['"/repo/x.pt"', '', ['train.py [/repo/x.pt] read-only-outputs readonly']],
    ['"/tmp/x.pt"', '', []],
    ['"outputs/x.pt"', '', ['train.py [outputs/x.pt] ignored-outputs untracked']],
    ['"ignored/x.pt"', '', []],
    ['path', '', []],
    [
      'os.path.join(os.path.dirname(__file__), "runs", "x.pt")',
      '',
      ['train.py [os.path.join(os.path.dirname(__file__), "runs", "x.pt")] ignored-outputs untracked'],
    ],
  ])('%s with %s', async (path, flags, expected) => {
    const sample = {
      'train.sh': script('python train.py', flags),
      'train.py': `import os\n${saves(path)}`,
      '.gitignore': 'ignored/\n',
      ...image(),
    };
    expect(await reported([outputs, readOnlyOutputs, ignoredOutputs], sample)).toEqual(expected);
  });

  test.each([
    ['python train.py "$@"', ['train.py [args.out] ignored-outputs untracked']],
    ['python train.py --out "$OUT"', []],
    ['python train.py --out /tmp/x.pt "$@"', []],
  ])('a default that the caller may replace: %s', async (command, expected) => {
    const code =
      'import argparse\nimport torch\np = argparse.ArgumentParser()\np.add_argument("--out", default="outputs/x.pt")\nargs = p.parse_args()\ntorch.save({}, args.out)\n';
    expect(await reported([outputs, readOnlyOutputs, ignoredOutputs], { 'train.sh': script(command), 'train.py': code })).toEqual(
      expected,
    );
  });

  test.each([
    ['if args.save:\n    ', []],
    ['if not args.save:\n    ', ['train.py [outputs/x.pt] ignored-outputs untracked']],
    ['if args.save:\n    pass\nelse:\n    ', ['train.py [outputs/x.pt] ignored-outputs untracked']],
    ['if unknown:\n    ', ['train.py [outputs/x.pt] ignored-outputs untracked']],
    ['try:\n    pass\nexcept ValueError:\n    ', []],
  ])('a branch that the defaults take or not: %j', async (head, expected) => {
    const code = `import argparse\nimport torch\np = argparse.ArgumentParser()\np.add_argument("--save", action="store_true")\nargs = p.parse_args()\n${head}torch.save({}, "outputs/x.pt")\n`;
    expect(
      await reported([outputs, readOnlyOutputs, ignoredOutputs], { 'train.sh': script('python train.py'), 'train.py': code }),
    ).toEqual(expected);
  });

  test('a default that the launch replaces is not judged', async () => {
    const code = `import argparse\np = argparse.ArgumentParser()\np.add_argument("--out", default="results")\nargs = p.parse_args()\n${saves('args.out + "/x.pt"')}`;
    expect(
      await reported([outputs, readOnlyOutputs, ignoredOutputs], { 'train.sh': script('python train.py'), 'train.py': code }),
    ).toHaveLength(1);
    expect(
      await reported([outputs, readOnlyOutputs, ignoredOutputs], {
        'train.sh': script('python train.py --out /tmp/x'),
        'train.py': code,
      }),
    ).toEqual([]);
  });

  test('what is saved only where an option asks for it has no place by default', async () => {
    const code = `import argparse, os\np = argparse.ArgumentParser()\np.add_argument("--out", default="")\nargs = p.parse_args()\nif args.out:\n    ${saves('os.path.join(args.out, "x.pt")').replace('\n', '\n    ')}`;
    expect(
      await reported([outputs, readOnlyOutputs, ignoredOutputs], { 'train.sh': script('python train.py'), 'train.py': code }),
    ).toEqual([]);
  });
});

test('a link to another place is not an output', async () => {
  const code = 'import os\nos.symlink("/root/.cache/model", "/opt/model")\n';
  expect(
    await reported([outputs, readOnlyOutputs, ignoredOutputs], {
      'train.sh': script('python train.py'),
      'train.py': code,
      ...image(),
    }),
  ).toEqual([]);
});
