import adapterWeights from '../../../plugins/runs/rules/adapter-weights';
import { reported } from './report';

test('runs/adapter-weights asks for weights only of what was saved', async () => {
  const config = (entries: object) => ({
    'outputs/lora/adapter_config.json': JSON.stringify({ peft_type: 'LORA', r: 8, ...entries }),
  });
  const base = { base_model_name_or_path: 'org/model' };
  expect(await reported(adapterWeights, config({ ...base, inference_mode: true }))).toEqual(['missing']);
  expect(await reported(adapterWeights, config({ ...base, inference_mode: false }))).toEqual([]);
  expect(await reported(adapterWeights, config({ base_model_name_or_path: null }))).toEqual([]);
});
