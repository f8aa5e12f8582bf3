import { type ConfigEntry, defineRule } from '../../../src/api';
import { adapterConfig, adapterFiles } from '../samples';
import { settingName } from '../words';

/** Keys of adapter_config.json, and the names of the same setting in the configuration of a run. */
const settings: readonly (readonly [key: string, names: readonly string[]])[] = [
  ['r', ['lora_r', 'lora_rank']],
  ['lora_alpha', ['lora_alpha']],
];

const run = (alpha: number) => ({
  ...adapterFiles(adapterConfig),
  'outputs/adapter/trainer_state.json': `{"global_step": 20, "max_steps": 20, "log_history": [{"epoch": 1.0, "loss": 2.1, "step": 20}]}
`,
  'outputs/adapter/hparams.yaml': `lora_alpha: ${alpha}
`,
});

export default defineRule<'run', Record<string, never>, 'differs'>({
  name: 'adapter-settings',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'An adapter has the settings that the run was trained with',
    why: 'An adapter with another alpha or rank than it was trained with gives other answers.',
    bad: [{ wrong: 'The run was trained with an alpha of 16, and the adapter has 32.', sample: run(16) }],
    good: run(32),
    references: ['PEFT documentation, checkpoint format'],
  },
  messages: {
    differs:
      '`{{name}}` is {{configured}} here, but the run was trained with {{found}}. Keep the configuration that the training wrote.',
  },
  *check({ run: { adapters, config: trained } }) {
    for (const { config = [] } of adapters) {
      for (const [key, names] of settings) {
        const ours = config.find((entry) => entry.key === key);
        const theirs = trained.find((entry) => entry.place.file !== ours?.place.file && names.includes(settingName(entry.key)));
        if (ours === undefined || theirs === undefined || !isOther(ours, theirs)) continue;
        yield {
          message: 'differs',
          at: ours.place,
          data: { name: key, configured: String(ours.value), found: String(theirs.value) },
          related: [{ message: 'The run was trained with this.', at: theirs.place }],
        };
      }
    }
  },
});

const isOther = (ours: ConfigEntry, theirs: ConfigEntry): boolean =>
  Number(ours.value) !== Number(theirs.value) && !Number.isNaN(Number(theirs.value));
