import workers from '../../../plugins/performance/rules/data-loader-workers';
import checkpointing from '../../../plugins/performance/rules/gradient-checkpointing';
import { gpuLog, trainingLog, vram } from '../../../plugins/performance/samples';
import { lintSample } from '../../../src/testing';
import { reported } from '../python/reported';
import { loop, tuning } from './build';

describe('advice and runs', () => {
  const slow = loop('DataLoader(train_set, batch_size=8, shuffle=True)');

  test('without a run, advice has the configured severity', async () => {
    const { findings } = await lintSample(workers, slow);
    expect(findings.map(({ severity, messageId, message }) => [severity, messageId, message])).toEqual([
      ['error', 'absent', expect.stringMatching(/`num_workers=4`\.$/)],
    ]);
  });

  test('a run that confirms advice sets the severity, and is shown', async () => {
    const { findings } = await lintSample(workers, { ...slow, 'logs/gpu.csv': gpuLog(31) });
    expect(findings.map(({ severity, message, related, evidence }) => [severity, message, related.length, evidence])).toEqual([
      [
        'warning',
        expect.stringMatching(/`num_workers=4`\. A run kept the GPU busy only 31% of the time\.$/),
        1,
        { utilization: 31, samples: 20 },
      ],
    ]);
  });

  test('a run that contradicts the advice silences it', async () => {
    expect(await reported(workers, { ...slow, 'logs/gpu.csv': gpuLog(97) })).toEqual([]);
    expect(await reported(workers, { ...slow, 'logs/gpu.csv': gpuLog(80) })).toHaveLength(1);
  });

  test('a run that ran out of memory confirms advice on memory', async () => {
    const sample = { 'example.yaml': vram(16), ...tuning('bf16=True'), 'logs/train.log': trainingLog(true) };
    const { findings } = await lintSample(checkpointing, sample);
    expect(findings.map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', expect.stringMatching(/ A run ran out of GPU memory\.$/)],
    ]);
  });
});
