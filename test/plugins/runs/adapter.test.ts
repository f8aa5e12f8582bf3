import adapter from '../../../plugins/runs/rules/adapter';
import adapterBaseModel from '../../../plugins/runs/rules/adapter-base-model';
import adapterSettings from '../../../plugins/runs/rules/adapter-settings';
import adapterWeights from '../../../plugins/runs/rules/adapter-weights';
import { safetensors } from '../../../plugins/runs/samples';
import type { Sample } from '../../../src/api';
import { lintSample } from '../../../src/testing';
import { example, reported } from './report';

describe('runs/adapter', () => {
  const config = { base_model_name_or_path: 'org/model', peft_type: 'LORA', r: 16, lora_alpha: 32, target_modules: ['q_proj'] };
  const pair = (changes: object, more: Exclude<Sample, string> = {}): Exclude<Sample, string> => ({
    'out/adapter_config.json': `${JSON.stringify({ ...config, ...changes }, null, 2)}\n`,
    'out/adapter_model.safetensors': {
      bytes: safetensors({ 'l.lora_A.weight': [16, 64], 'l.lora_B.weight': [64, 16] }, 0.1),
      tracked: false,
    },
    ...more,
  });

  test('rank against weights, at the word of the configuration', async () => {
    for (const rule of [adapter, adapterBaseModel, adapterSettings, adapterWeights])
      expect(await reported(rule, pair({}))).toEqual([]);
    const result = await lintSample(adapter, { ...example, ...pair({ r: 8 }) });
    expect(result.findings).toMatchObject([{ messageId: 'rank', evidence: { configured: 8, found: 16 } }]);
    expect(result.findings[0]?.at).toMatchObject({ file: 'examples/demo/out/adapter_config.json', line: 4 });
    expect(await reported(adapter, pair({ r: 8, rank_pattern: { 'l.*': 16 } }))).toEqual([]);
  });

  test('a base model beside it', async () => {
    expect(
      await reported(
        adapterBaseModel,
        pair({}, { 'out/model.safetensors': { bytes: safetensors({ w: [2] }, 1), tracked: false } }),
      ),
    ).toEqual(['beside']);
  });
});
