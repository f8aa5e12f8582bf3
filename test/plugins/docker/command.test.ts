import rule from '../../../plugins/docker/rules/command';
import inImage from '../../../plugins/docker/rules/command-in-image';
import module from '../../../plugins/docker/rules/command-module';
import type { Sample } from '../../../src/api';
import { report, script, words } from './report';

const faults = (sample: Sample) => words([rule, inImage, module], sample);
const mounted = (command: string, more: { readonly [path: string]: string } = {}): Sample => ({
  'train.sh': script(`docker run --rm -v "$DIR:/workspace" -v "$ROOT:/repo:ro" -w /workspace demo ${command}`),
  'train.py': '',
  'scripts/run.sh': '',
  ...more,
});

describe('in a mounted folder', () => {
  test.each([
    'python train.py "$@"',
    'python3 -u ./train.py',
    'accelerate launch --num_processes 2 train.py',
    'torchrun --nproc_per_node=2 /workspace/train.py',
    'uv run train.py',
    'bash scripts/run.sh',
    'bash -c "pip install x && python train.py"',
    'python /repo/examples/demo/train.py',
    'python -m pip list',
    'python -c "import train"',
    'bash',
    'nvidia-smi',
    'python "$ENTRY"',
    'bash -c "git clone https://e.org/net && python net/train.py"',
    'python /opt/net/train.py',
  ])('%s is found, or not known', async (command) => {
    expect(await faults(mounted(command))).toEqual([]);
  });

  test.each([
    ['python trian.py', 'misspelled', 'trian.py'],
    ['accelerate launch --mixed_precision bf16 finetune.py', 'missing', 'finetune.py'],
    ['torchrun --nproc_per_node 2 /repo/train.py', 'missing', '/repo/train.py'],
    ['bash run.sh', 'missing', 'run.sh'],
    ['bash -c "cd scripts && python train.py"', 'missing', 'train.py'],
  ])("%s isn't", async (command, id, word) => {
    expect(await faults(mounted(command))).toEqual([[`command ${id}`, word]]);
  });

  test('the hint names a file that is there', async () => {
    const [found] = await report(rule, mounted('python trian.py'));
    expect(found?.[2]).toContain('in examples/demo, which is mounted at /workspace');
    expect(found?.[2]).toContain('`train.py`');
  });

  test('a file that .gitignore hides, or that the script makes, may be there', async () => {
    expect(await faults(mounted('python out/gen.py', { '.gitignore': 'out/\n' }))).toEqual([]);
    const made = script('date > "$DIR/gen.py"', 'docker run --rm -v "$DIR:/workspace" -w /workspace demo python gen.py');
    expect(await faults({ 'train.sh': made })).toEqual([]);
  });

  test("the folder of the caller may be any from the script's own up", async () => {
    const file = (name: string): string => `#!/bin/bash\ndocker run --rm -v $(pwd):/scratch demo python /scratch/${name}\n`;
    expect(await faults({ 'scripts/convert.sh': file('convert.py'), 'convert.py': '' })).toEqual([]);
    expect(await faults({ 'scripts/convert.sh': file('covnert.py'), 'convert.py': '' })).toEqual([
      ['command caller', '/scratch/covnert.py'],
    ]);
  });

  test('a module of a package that is there', async () => {
    const files = { 'net/__init__.py': '', 'net/train.py': '', 'net/data/load.py': '' };
    for (const module of ['net.train', 'net.data', 'net.data.load', 'torch.distributed.run'])
      expect(await faults(mounted(`python -m ${module}`, files))).toEqual([]);
    expect(await faults(mounted('python -m net.trian', files))).toEqual([['command-module misspelled', 'net.trian']]);
  });

  test("the caller's folder", async () => {
    const sample = (file: string): Sample => ({
      'train.sh': `#!/bin/bash\ndocker run --rm -v "$(pwd):/workspace" -w /workspace demo python ${file}\n`,
      'train.py': '',
      '/tools/net.py': '',
    });
    expect(await faults(sample('train.py'))).toEqual([]);
    expect(await faults(sample('tools/net.py'))).toEqual([]);
    expect(await faults(sample('predict.py'))).toEqual([['command caller', 'predict.py']]);
  });
});

describe('in the image', () => {
  const image = (dockerfile: string, run = 'python train.py'): Sample => ({
    Dockerfile: dockerfile,
    'build.sh': script('docker build -t demo "$DIR"'),
    'train.sh': script(`docker run --rm demo ${run}`),
    'train.py': '',
    'requirements.txt': '',
  });
  const base = 'FROM python:3.12\nWORKDIR /app\n';

  test.each([
    `${base}COPY train.py .\n`,
    `${base}COPY . /app\n`,
    `${base}RUN git clone https://e.org/net .\n`,
    `${base}RUN echo "print(1)" > train.py\n`,
    'FROM acme/net:1\nWORKDIR /app\n',
    'FROM python:3.12 AS a\nFROM python:3.12\nWORKDIR /app\nCOPY --from=a /x /app\n',
  ])('%j has it, or may have it', async (dockerfile) => {
    expect(await faults(image(dockerfile))).toEqual([]);
  });

  test('a plain image without it', async () => {
    expect(await faults(image(`${base}COPY requirements.txt .\nRUN pip install -r requirements.txt\n`))).toEqual([
      ['command-in-image beside', 'train.py'],
    ]);
  });
});
