import conversions from '../../../plugins/env/rules/conversions';
import minimumValues from '../../../plugins/env/rules/minimum-values';
import values from '../../../plugins/env/rules/values';
import type { Sample } from '../../../src/api';
import { report, script } from '../docker/report';
import { image, launch, words } from './sample';

test.each([
  ['BATCH_SIZE=0', [['small', '0']]],
  ['LORA_R=-16', [['small', '-16']]],
  ['BATCH_SIZE=-1', []],
  ['NUM_EPOCHS=0.5', []],
])('minimum-values: %s', async (env, expected) => {
  expect(await words(minimumValues, image(env))).toEqual(expected);
});

describe('values', () => {
  test.each([
    ['BATCH_SIZE=two', [['integer', 'two']]],
    ['BATCH_SIZE="8 # per GPU"', [['integer', '"8 # per GPU"']]],
    ['LR=1e-4 NUM_EPOCHS=0.5 MAX_SEQ_LEN=2_048', []],
    ['LR=fast', [['number', 'fast']]],
    ['USE_DORA=maybe', [['boolean', 'maybe']]],
    ['USE_DORA=False', []],
    ['BATCH_SIZE=auto MAX_TRAIN_SAMPLES=all', []],
    ['CUDA_VISIBLE_DEVICES=all', [['devices', 'all']]],
    ['CUDA_VISIBLE_DEVICES=cuda:0', [['devices', 'cuda:0']]],
    ['CUDA_VISIBLE_DEVICES=0,1 WANDB_MODE=offline', []],
    ['CUDA_VISIBLE_DEVICES=GPU-8932f937-d72c', []],
    ['CUDA_VISIBLE_DEVICES=""', []],
    ['WANDB_MODE=off', [['listed', 'off']]],
    ['OUTPUT_DIR=1 MODEL_ID=org/x', []],
    ['BATCH_SIZE=$SIZE', []],
  ])('%s', async (env, expected) => {
    expect(await words(values, image(env))).toEqual(expected);
  });

  test('a default in a script that reaches the launch is reported once, where it is written', async () => {
    const sample = { 'train.sh': script('docker run -e BATCH_SIZE="${BATCH_SIZE:-two}" demo') };
    expect(await words(values, sample)).toEqual([['integer', 'two']]);
  });

  test('the default for another variable is not a value of this one', async () => {
    expect(await words(values, { 'train.sh': script('SHOWN="${CUDA_VISIBLE_DEVICES:-all}"') })).toEqual([]);
    const own = { 'train.sh': script('CUDA_VISIBLE_DEVICES="${CUDA_VISIBLE_DEVICES:-all}"') };
    expect(await words(values, own)).toEqual([['devices', 'all']]);
  });

  test('an example without metadata may use the names of the reference for something else', async () => {
    const sample: Sample = { 'train.sh': script('export BATCH_SIZE=1,2,4 CUDA_VISIBLE_DEVICES=all') };
    const marked = { metadata: [], markers: [{ files: '**/train.sh', kind: 'training' as const }], kinds: [] };
    expect(await words(values, sample)).toHaveLength(2);
    expect((await report(values, sample, { examples: marked })).map(([, word]) => word)).toEqual(['all']);
  });
});

test.each([
  ['int(os.environ.get("WORKERS", "1e3"))', [['integer', 'WORKERS']]],
  ['float(os.getenv("RATE", "high"))', [['float', 'RATE']]],
  ['int(os.getenv("WORKERS", "4")) + float(os.getenv("RATE", "inf"))', []],
  ['bool(os.environ.get("USE_EMA", "false"))', [['truth', 'USE_EMA']]],
  ['bool(os.environ.get("USE_EMA"))', []],
  ['bool(os.environ.get("USE_EMA", ""))', []],
  ['os.environ.get("USE_EMA", "false").lower() == "true"', []],
  ['bool(int(os.environ.get("USE_EMA", "0")))', []],
])('conversions: %s', async (expression, expected) => {
  expect(await words(conversions, launch('', `import os\nx = ${expression}\n`))).toEqual(expected);
});
