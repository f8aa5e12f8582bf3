import { type ConfigEntry, defineRule } from '../../../src/api';
import { adapterConfig, adapterFiles } from '../samples';
import { settingName } from '../words';

interface Options {
  /** Keys of adapter_config.json, and the names of the same setting in the configuration of a run. */
  readonly settings: { readonly [key: string]: readonly string[] };
}

const run = (alpha: number) => ({
  ...adapterFiles(adapterConfig),
  'outputs/adapter/trainer_state.json': `{"global_step": 20, "max_steps": 20, "log_history": [{"epoch": 1.0, "loss": 2.1, "step": 20}]}
`,
  'outputs/adapter/hparams.yaml': `lora_alpha: ${alpha}
`,
});

export default defineRule<'run', Options, 'differs'>({
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
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        settings: {
          type: 'object',
          description: 'Keys of adapter_config.json, and the names of the same setting in the configuration of a run.',
          additionalProperties: { type: 'array', items: { type: 'string' } },
        },
      },
    },
    tables: { settings: 'run-settings.adapter' },
  },
  messages: {
    differs:
      '`{{name}}` is {{configured}} here, but the run was trained with {{found}}. Keep the configuration that the training wrote.',
  },
  *check({ run: { adapters, config: trained } }, { options }) {
    for (const { config = [] } of adapters) {
      for (const [key, names] of Object.entries(options.settings)) {
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
