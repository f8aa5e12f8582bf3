import names from '../../../plugins/env/rules/names';
import values from '../../../plugins/env/rules/values';
import type { Rule, Sample } from '../../../src/api';
import { isNear } from '../../../src/text/near';
import { report, script } from '../docker/report';

const words = async (rule: Rule, sample: Sample) => (await report(rule, sample)).map(([id, word]) => [id, word]);
const image = (env: string): Sample => ({ Dockerfile: `FROM python:3.12\nENV ${env}\n` });
const launch = (flags: string, python = ''): Sample => ({
  'train.sh': script(`docker run --rm -v "$DIR:/workspace" -w /workspace ${flags} demo python train.py`),
  'train.py': python,
});

test.each([
  ['CUDA_VISIBLE_DEVICE', 'CUDA_VISIBLE_DEVICES', true],
  ['PYTHON_UNBUFFERED', 'PYTHONUNBUFFERED', true],
  ['WANDB_PROJCET', 'WANDB_PROJECT', true],
  ['HF_TOKEM', 'HF_TOKEN', true],
  ['HF_TOKEN_2', 'HF_TOKEN', false],
  ['HF_TOKEN2', 'HF_TOKEN', false],
  ['WANDB_NAME', 'WANDB_MODE', false],
  ['HF_TOKEN', 'HF_TOKEN', false],
])('%s and %s: %s', (a, b, near) => {
  expect([isNear(a, b), isNear(b, a)]).toEqual([near, near]);
});

test.each([
  ['BATCH_SIZE=0', [['least', '0']]],
  ['LORA_R=-16', [['least', '-16']]],
  ['BATCH_SIZE=-1', []],
  ['NUM_EPOCHS=0.5', []],
])('the least value: %s', async (env, expected) => {
  expect(await words(values, image(env))).toEqual(expected);
});

describe('names', () => {
  test('of library variables, wherever they are set', async () => {
    expect(await words(names, image('PYTHONUNBUFERED=1'))).toEqual([['library', 'PYTHONUNBUFERED']]);
    expect(await words(names, launch('--env CUDA_VISIBLE_DEVICE=0'))).toEqual([['library', 'CUDA_VISIBLE_DEVICE']]);
    expect(await words(names, image('TF_CPP_MIN_VLOG_LEVEL=1'))).toEqual([]);
    expect(await words(names, launch('', 'import os\nos.environ["TOKENIZERS_PARALELISM"] = "false"\n'))).toHaveLength(1);
  });

  test('that the example reads as they are written', async () => {
    const python = 'import os\nprint(os.environ["WANDB_PROJECTS"])\n';
    expect(await words(names, launch('--env WANDB_PROJECTS=a,b', python))).toEqual([]);
  });

  test('of the example’s own variables, by what its code reads', async () => {
    const python = 'import os\nprint(os.environ.get("WARMUP_STEPS", "10"))\n';
    expect(await words(names, launch('--env WARMUP_STEP=5', python))).toEqual([['example', 'WARMUP_STEP']]);
    expect(await words(names, launch('--env WARMUP_STEP=5 --env WARMUP_STEPS=5', python))).toEqual([]);
    expect(await words(names, launch('--env WARMUP_STAGE=5', python))).toEqual([]);
    const readme = { ...(launch('--env WARMUP_STEP=5', python) as object), 'README.md': 'Set WARMUP_STEP.\n' };
    expect(await words(names, readme)).toEqual([['example', 'WARMUP_STEP']]);
    const helper = { ...(launch('--env WARMUP_STEP=5', python) as object), 'warm.py': 'import os\nos.environ["WARMUP_STEP"]\n' };
    expect(await words(names, helper)).toEqual([]);
  });

  test('of which one begins the other', async () => {
    const python = (name: string): string => `import os\nGRAD_ACCUM = int(os.environ.get("${name}", "8"))\n`;
    expect(await words(names, launch('--env WARMUP=5', python('WARMUP_STEPS')))).toEqual([['example', 'WARMUP']]);
    expect(await words(names, launch('--env GRAD_ACCUM=5', python('GRAD_ACCUMULATION')))).toEqual([
      ['code', 'GRAD_ACCUMULATION'],
    ]);
    expect(await words(names, launch('--env WARMUP=5 --env WARMUP_STEPS=3', python('WARMUP_STEPS')))).toEqual([]);
  });

  test('that people take for another, unless that is passed as well', async () => {
    expect(await words(names, launch('-e HUGGINGFACE_TOKEN'))).toEqual([['library', 'HUGGINGFACE_TOKEN']]);
    expect(await words(names, launch('-e HUGGINGFACE_TOKEN -e HF_TOKEN'))).toEqual([]);
    expect(await words(names, launch('-e HUGGINGFACE_TOKEN', 'import os\nos.environ.get("HUGGINGFACE_TOKEN")\n'))).toEqual([]);
  });

  test('of other variables are nobody’s business', async () => {
    expect(await words(names, launch('-e FOO_BAR=1 -e MODEL=x -e LRS=1 -e HF_X=1'))).toEqual([]);
  });
});

describe('values', () => {
  test.each([
    ['BATCH_SIZE=two', [['type', 'two']]],
    ['BATCH_SIZE="8 # per GPU"', [['type', '"8 # per GPU"']]],
    ['LR=1e-4 NUM_EPOCHS=0.5 MAX_SEQ_LEN=2_048', []],
    ['LR=fast', [['type', 'fast']]],
    ['USE_DORA=maybe', [['type', 'maybe']]],
    ['USE_DORA=False', []],
    ['BATCH_SIZE=auto MAX_TRAIN_SAMPLES=all', []],
    ['CUDA_VISIBLE_DEVICES=all', [['type', 'all']]],
    ['CUDA_VISIBLE_DEVICES=cuda:0', [['type', 'cuda:0']]],
    ['CUDA_VISIBLE_DEVICES=0,1 WANDB_MODE=offline', []],
    ['CUDA_VISIBLE_DEVICES=GPU-8932f937-d72c', []],
    ['CUDA_VISIBLE_DEVICES=""', []],
    ['WANDB_MODE=off', [['type', 'off']]],
    ['OUTPUT_DIR=1 MODEL_ID=org/x', []],
    ['BATCH_SIZE=$SIZE', []],
  ])('%s', async (env, expected) => {
    expect(await words(values, image(env))).toEqual(expected);
  });

  test('a default in a script that reaches the launch is reported once, where it is written', async () => {
    const sample = { 'train.sh': script('docker run -e BATCH_SIZE="${BATCH_SIZE:-two}" demo') };
    expect(await words(values, sample)).toEqual([['type', 'two']]);
  });

  test.each([
    ['int(os.environ.get("WORKERS", "1e3"))', [['conversion', 'WORKERS']]],
    ['float(os.getenv("RATE", "high"))', [['conversion', 'RATE']]],
    ['int(os.getenv("WORKERS", "4")) + float(os.getenv("RATE", "inf"))', []],
    ['bool(os.environ.get("USE_EMA", "false"))', [['truth', 'USE_EMA']]],
    ['bool(os.environ.get("USE_EMA"))', []],
    ['bool(os.environ.get("USE_EMA", ""))', []],
    ['os.environ.get("USE_EMA", "false").lower() == "true"', []],
    ['bool(int(os.environ.get("USE_EMA", "0")))', []],
  ])('%s', async (expression, expected) => {
    expect(await words(values, launch('', `import os\nx = ${expression}\n`))).toEqual(expected);
  });
});

describe('what stands beside a name and is none of its values', () => {
  test('the default for another variable', async () => {
    expect(await words(values, { 'train.sh': script('SHOWN="${CUDA_VISIBLE_DEVICES:-all}"') })).toEqual([]);
    const own = { 'train.sh': script('CUDA_VISIBLE_DEVICES="${CUDA_VISIBLE_DEVICES:-all}"') };
    expect(await words(values, own)).toEqual([['type', 'all']]);
  });

  test('a name that code elsewhere in a repository without metadata reads', async () => {
    const sample: Sample = {
      'run.sh': script('docker run --env HUGGINGFACE_TOKEN="$HUGGINGFACE_TOKEN" demo'),
      '/tools/download.py': 'import os\ntoken = os.environ.get("HUGGINGFACE_TOKEN")\n',
    };
    const marked = { metadata: [], markers: [{ files: '**/run.sh', kind: 'library' as const }], kinds: [] };
    expect(await words(names, sample)).toEqual([['library', 'HUGGINGFACE_TOKEN']]);
    expect(await report(names, sample, { examples: marked })).toEqual([]);
  });

  test('names of the reference in an example that does not follow it', async () => {
    const sample: Sample = { 'train.sh': script('export BATCH_SIZE=1,2,4 CUDA_VISIBLE_DEVICES=all') };
    const marked = { metadata: [], markers: [{ files: '**/train.sh', kind: 'training' as const }], kinds: [] };
    expect(await words(values, sample)).toHaveLength(2);
    expect((await report(values, sample, { examples: marked })).map(([, word]) => word)).toEqual(['all']);
  });
});
