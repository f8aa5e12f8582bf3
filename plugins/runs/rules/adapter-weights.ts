import { type Adapter, defineRule } from '../../../src/api';
import { adapterConfig, adapterFiles, noWeights } from '../samples';

export default defineRule<'run', Record<string, never>, 'missing'>({
  name: 'adapter-weights',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'An adapter has weights beside its configuration',
    why: 'PEFT loads an adapter from adapter_config.json and adapter_model.safetensors. With the weights missing, there is nothing to load. A configuration that a training is to start from needs none.',
    bad: [
      { wrong: 'The configuration has no adapter_model.safetensors beside it.', sample: adapterFiles(adapterConfig, noWeights) },
    ],
    good: adapterFiles(adapterConfig),
    references: ['Training Pipeline Verification, “TRL”', 'PEFT documentation, checkpoint format'],
  },
  messages: {
    missing:
      'This adapter has no adapter_model.safetensors beside its configuration, so there is nothing to load. Save the adapter with `model.save_pretrained()`.',
  },
  *check({ run }) {
    for (const { path, config, weights } of run.adapters)
      if (weights === undefined && isSaved(config))
        yield { message: 'missing', at: { file: `${path === '' ? '' : `${path}/`}adapter_config.json` } };
  },
});

/** Saving an adapter sets `inference_mode`; a file without it is what a training is to start from. */
function isSaved(config: Adapter['config']): boolean {
  const mode = config?.find(({ key }) => key === 'inference_mode');
  const base = config?.find(({ key }) => key === 'base_model_name_or_path');
  return mode === undefined ? typeof base?.value === 'string' : mode.value === true;
}
