import gitignoreArtifacts from '../../../plugins/files/rules/gitignore-artifacts';
import gitignoreFolders from '../../../plugins/files/rules/gitignore-folders';
import gitignoreNeeded from '../../../plugins/files/rules/gitignore-needed';
import type { Sample } from '../../../src/api';
import { quoted, report, script } from './report';

const untracked = { text: 'x', tracked: false };

test('gitignore-artifacts: one finding a folder', async () => {
  const sample = { 'outputs/a.ckpt': untracked, 'outputs/b/c.ckpt': untracked, 'best.pt': untracked };
  expect(await report(gitignoreArtifacts, sample)).toEqual([
    ['best.pt', 'unignored', ''],
    ['outputs/a.ckpt', 'several', ''],
  ]);
  expect((await quoted(gitignoreArtifacts, sample)).map((texts) => texts.at(-1))).toEqual(['*.pt', 'outputs/']);
});

describe('gitignore-needed', () => {
  test('the pattern that hides a needed file is shown', async () => {
    const sample: Sample = {
      '/.gitignore': '*.log\n',
      '.gitignore': '# builds\nbuild*\n!build.md\n',
      'build.sh': { text: script, tracked: false },
    };
    expect(await report(gitignoreNeeded, sample)).toEqual([['.gitignore', 'hidden', 'build*']]);
    expect(await quoted(gitignoreNeeded, sample)).toEqual([['build.sh', '!build.sh']]);
  });

  test.each([
    [{ '/.gitignore': '/examples/demo/\n' }, true],
    [{ '/.gitignore': '*.sh\n', '.gitignore': '!train.sh\n' }, false],
    [{ '/.gitignore': 'examples/*\n', '.gitignore': '!train.sh\n' }, true],
    [{ '.gitignore': '/other/train.sh\n' }, false],
  ])('patterns of parents, negations and folders count as in git: %j', async (files, isHidden) => {
    const sample: Sample = { ...files, 'train.sh': { text: script, tracked: false } };
    expect(await report(gitignoreNeeded, sample)).toHaveLength(isHidden ? 1 : 0);
  });
});

describe('gitignore-folders', () => {
  test.each([
    ['train.py', 'Path("outputs/checkpoints").mkdir(parents=True)'],
    ['train.py', "trainer = Trainer(default_root_dir='./outputs')"],
    ['train.sh', 'mkdir -p outputs'],
    ['train.sh', 'OUTPUT_DIR=/workspace/outputs/run'],
  ])('in %s, %s writes a folder', async (file, line) => {
    expect(await report(gitignoreFolders, { [file]: `${line}\n` })).toEqual([[file, 'written', 'outputs']]);
    expect(await report(gitignoreFolders, { [file]: `${line}\n`, '/.gitignore': 'outputs/\n' })).toEqual([]);
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
  ])('%s writes to no known folder', async (line) => {
    expect(await report(gitignoreFolders, { 'train.py': `${line}\n` })).toEqual([]);
  });
});
