import { defineRule } from '../../../src/api';
import { adapterConfig, adapterFiles } from '../samples';

export default defineRule<'run', Record<string, never>, 'no-config' | 'rank'>({
  name: 'adapter',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'The weights of an adapter have a configuration that fits them',
    why: "PEFT loads an adapter from adapter_config.json and adapter_model.safetensors. Without the configuration, or with a rank that the weights do not have, it can't be loaded.",
    bad: [
      { wrong: 'The weights have no adapter_config.json beside them.', sample: adapterFiles(undefined) },
      {
        wrong: 'The configuration has rank 8, and the weights have rank 16.',
        sample: adapterFiles(adapterConfig.replace('"r": 16', '"r": 8')),
      },
    ],
    good: adapterFiles(adapterConfig),
    references: ['Training Pipeline Verification, “Custom Training Scripts” and “TRL”', 'PEFT documentation, checkpoint format'],
  },
  messages: {
    'no-config':
      'These adapter weights have no adapter_config.json beside them, so their rank and base model are unknown. Save the adapter with `model.save_pretrained()`.',
    rank: "The configuration has r = {{configured}}, but the weights have rank {{found}}, so the adapter can't be loaded. Keep the two files of one training together.",
  },
  *check({ run }) {
    for (const { config, weights, rankInWeights } of run.adapters) {
      if (config === undefined && weights !== undefined) yield { message: 'no-config', at: { file: weights.path } };
      const rank = config?.find(({ key }) => key === 'r');
      // Some layers may have a rank of their own, and then the first tensor does not show that of the others.
      const isUniform = !config?.some(({ key }) => key.startsWith('rank_pattern.'));
      if (rank === undefined || rankInWeights === undefined || !isUniform || rank.value === rankInWeights) continue;
      yield {
        message: 'rank',
        at: rank.place,
        data: { configured: String(rank.value), found: rankInWeights },
        evidence: { configured: rank.value, found: rankInWeights },
      };
    }
  },
});
