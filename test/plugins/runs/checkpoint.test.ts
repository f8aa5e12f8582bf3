import checkpoint from '../../../plugins/runs/rules/checkpoint';
import checkpointEmpty from '../../../plugins/runs/rules/checkpoint-empty';
import checkpointFinite from '../../../plugins/runs/rules/checkpoint-finite';
import checkpointMissing from '../../../plugins/runs/rules/checkpoint-missing';
import checkpointPointer from '../../../plugins/runs/rules/checkpoint-pointer';
import { safetensors } from '../../../plugins/runs/samples';
import type { Sample } from '../../../src/api';
import { reported } from './report';

describe('runs/checkpoint', () => {
  const withWeights = (bytes: Uint8Array): Exclude<Sample, string> => ({
    'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2\n0,20,1\n',
    'lightning_logs/version_0/checkpoints/last.safetensors': { bytes, tracked: false },
  });
  const whole = safetensors({ 'head.weight': [4, 4] }, 0.5);

  test.each([
    ['whole', whole, []],
    ['cut short', whole.subarray(0, whole.length - 20), ['checkpoint broken']],
    ['with NaN', safetensors({ 'head.weight': [4, 4] }, Number.NaN), ['checkpoint-finite tensor']],
    ['with two tensors of NaN', safetensors({ a: [4], b: [4] }, Number.NaN), ['checkpoint-finite tensors']],
    ['with a tensor without elements', safetensors({ 'head.weight': [4, 4], 'head.bias': [0] }, 1), ['checkpoint-empty tensor']],
    [
      'a Git LFS pointer',
      new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n'),
      ['checkpoint-pointer pointer'],
    ],
  ] as const)('weights that are %s', async (_, bytes, expected) => {
    const found: string[] = [];
    for (const rule of [checkpoint, checkpointEmpty, checkpointFinite, checkpointPointer])
      for (const id of await reported(rule, withWeights(bytes))) found.push(`${rule.name} ${id}`);
    expect(found).toEqual(expected);
  });

  test.each([
    ['of the first version', 0, 40],
    ['of the second version', 1, 44],
    ['of the third version', 2, 28],
    ['of the fourth version', 3, 28],
  ])('HDF5 %s is cut short where its superblock says so', async (_, version, endAt) => {
    const hdf5 = (end: number): Exclude<Sample, string> => {
      const bytes = Buffer.alloc(2144, 1);
      Buffer.from('\x89HDF\r\n\x1a\n', 'latin1').copy(bytes);
      bytes[8] = version;
      bytes[version < 2 ? 13 : 9] = 8;
      bytes.writeBigUInt64LE(BigInt(end), endAt);
      return { 'logs/train.log': 'epoch 1 loss: 2\nepoch 2 loss: 1\n', 'outputs/model.h5': { bytes, tracked: false } };
    };
    expect(await reported(checkpoint, hdf5(2144))).toEqual([]);
    expect(await reported(checkpoint, hdf5(8288))).toEqual(['broken']);
  });

  test('weights of an adapter as well', async () => {
    const weights = { bytes: safetensors({ 'l.lora_A.weight': [16, 64] }, Number.NaN), tracked: false };
    expect(await reported(checkpointFinite, { 'out/adapter_model.safetensors': weights })).toEqual(['tensor']);
  });

  test('absent weights matter only where the run lies on this machine alone', async () => {
    const state = JSON.stringify({ epoch: 1, global_step: 20, max_steps: 20, log_history: [{ epoch: 1, loss: 2, step: 20 }] });
    const lightning = { 'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2\n0,20,1\n' };
    expect(await reported(checkpointMissing, lightning)).toEqual([]);
    expect(await reported(checkpointMissing, { 'run/trainer_state.json': { text: state, tracked: true } })).toEqual([]);
  });
});
