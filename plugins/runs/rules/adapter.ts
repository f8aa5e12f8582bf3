import { type Adapter, defineRule, nameOf, type Report, type RunArtifact } from '../../../src/api';
import { safetensors } from '../samples';
import { type Severities, severitiesSchema, withSeverities } from '../severities';
import { settingName } from '../words';
import { judge } from './checkpoint';

type Found = Report<
  'no-weights' | 'no-config' | 'rank' | 'setting' | 'broken' | 'pointer' | 'not-finite' | 'empty' | 'whole-model'
>;

const layer = 'base_model.model.model.layers.0.self_attn.q_proj';
const weights = safetensors({ [`${layer}.lora_A.weight`]: [16, 64], [`${layer}.lora_B.weight`]: [64, 16] });
const demo = {
  base_model_name_or_path: 'org/model',
  lora_alpha: 32,
  peft_type: 'LORA',
  r: 16,
  target_modules: ['q_proj'],
  task_type: 'CAUSAL_LM',
};

export default defineRule<'run', Severities, Found['message']>({
  name: 'adapter',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'An adapter is a whole pair of configuration and weights that fit each other',
    why: 'PEFT loads an adapter from adapter_config.json and adapter_model.safetensors. With one missing, or with a rank that is not that of the weights, it can’t be loaded; with another alpha than it was trained with, it gives other answers.',
    bad: [
      { 'example.yaml': 'name: demo\n', 'outputs/lora_adapters/adapter_config.json': `${JSON.stringify(demo, null, 2)}\n` },
      {
        'example.yaml': 'name: demo\n',
        'outputs/lora_adapters/adapter_config.json': `${JSON.stringify({ ...demo, r: 8 }, null, 2)}\n`,
        'outputs/lora_adapters/adapter_model.safetensors': { bytes: weights, tracked: false },
      },
    ],
    good: {
      'example.yaml': 'name: demo\n',
      'outputs/lora_adapters/adapter_config.json': `${JSON.stringify(demo, null, 2)}\n`,
      'outputs/lora_adapters/adapter_model.safetensors': { bytes: weights, tracked: false },
    },
    references: ['Training Pipeline Verification, “Custom Training Scripts” and “TRL”', 'PEFT documentation, checkpoint format'],
  },
  messages: {
    'no-weights':
      'adapter_config.json has no adapter_model.safetensors beside it, so there is nothing to load. Save the adapter with model.save_pretrained().',
    'no-config':
      'These adapter weights have no adapter_config.json beside them, so rank and base model are not known. Save the adapter with model.save_pretrained().',
    rank: 'The configuration says r = {{configured}}, the weights have rank {{found}}: loading fails. Keep the two files of one training together.',
    setting:
      '{{name}} is {{configured}} here, but the run was trained with {{found}}. Keep the configuration that training wrote.',
    broken: 'The adapter’s weights can’t be loaded: {{why}}. Save the adapter again.',
    pointer: 'The adapter’s weights are {{why}}. Fetch them with git lfs pull before they are used.',
    'not-finite':
      '{{names}} of the adapter hold NaN or infinity: training had diverged when it was saved. Go back to an earlier checkpoint.',
    empty:
      '{{names}} of the adapter have no element: a shard of a distributed run was saved instead of the whole. Gather the weights before saving.',
    'whole-model':
      '{{name}} lies beside the adapter: adapters are kept apart from the base model, which is fetched from the hub. Remove it, or merge the adapter into it and name it as a model.',
  },
  options: {
    schema: { type: 'object', additionalProperties: false, properties: { severities: severitiesSchema } },
    defaults: {
      severities: { 'no-weights': 'warning', setting: 'warning', empty: 'warning', pointer: 'info', 'whole-model': 'info' },
    },
  },
  check: (target, { options }) => withSeverities(reportsOf(target), options),
});

function* reportsOf(target: RunArtifact): Generator<Found> {
  for (const adapter of target.run.adapters) yield* check(adapter, target);
}

/** Saving an adapter sets `inference_mode`; without it, the file is what a training is to start from. */
function isSaved(config: Adapter['config']): boolean {
  const mode = config?.find(({ key }) => key === 'inference_mode');
  const base = config?.find(({ key }) => key === 'base_model_name_or_path');
  return mode === undefined ? typeof base?.value === 'string' : mode.value === true;
}

function* check({ path, config, weights, rankInWeights }: Adapter, target: RunArtifact): Generator<Found> {
  const file = `${path === '' ? '' : `${path}/`}adapter_config.json`;
  if (config === undefined && weights !== undefined) yield { message: 'no-config', at: { file: weights.path } };
  if (weights === undefined && isSaved(config)) yield { message: 'no-weights', at: { file } };
  if (weights !== undefined) yield* judge(weights) as Generator<Found>;
  const beside = target.repository
    .list(path)
    .find(({ name }) => /^(pytorch_model.*\.bin|model(-\d+-of-\d+)?\.safetensors)$/.test(name));
  if (beside !== undefined)
    yield {
      message: 'whole-model',
      at: { file: `${path}/${nameOf(beside.name)}` },
      data: { name: beside.name },
    };
  const rank = config?.find(({ key }) => key === 'r');
  // Some layers may have a rank of their own, and then the first tensor says nothing of the others.
  const isUniform = !config?.some(({ key }) => key.startsWith('rank_pattern.'));
  if (rank !== undefined && rankInWeights !== undefined && isUniform && rank.value !== rankInWeights) {
    yield {
      message: 'rank',
      at: rank.place,
      data: { configured: String(rank.value), found: rankInWeights },
      evidence: { configured: rank.value, found: rankInWeights },
    };
  }
  for (const [key, names] of [
    ['r', ['lora_r', 'lora_rank']],
    ['lora_alpha', ['lora_alpha']],
  ] as const) {
    const ours = config?.find((entry) => entry.key === key);
    const theirs = target.run.config.find(
      (entry) => entry.place.file !== ours?.place.file && (names as readonly string[]).includes(settingName(entry.key)),
    );
    if (
      ours === undefined ||
      theirs === undefined ||
      Number(ours.value) === Number(theirs.value) ||
      Number.isNaN(Number(theirs.value))
    )
      continue;
    yield {
      message: 'setting',
      at: ours.place,
      data: { name: key, configured: String(ours.value), found: String(theirs.value) },
      related: [{ message: 'the run’s configuration', at: theirs.place }],
    };
  }
}
