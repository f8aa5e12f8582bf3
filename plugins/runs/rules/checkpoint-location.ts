import { configuredPattern, defineRule, nameOf } from '../../../src/api';
import { type Layouts, layoutOf, layoutsSchema, layoutsTable } from '../layouts';
import { lightningLog, safetensors } from '../samples';
import { count } from '../words';

const lightning = (checkpoint: string) => ({
  'example.yaml': 'name: demo\n',
  'lightning_logs/version_0/metrics.csv': lightningLog,
  'lightning_logs/version_0/hparams.yaml': 'learning_rate: 0.001\n',
  [checkpoint]: { bytes: safetensors({ w: [2] }, 1), tracked: false },
});

export default defineRule<'run', Layouts, 'elsewhere'>({
  name: 'checkpoint-location',
  scope: 'run',
  precision: 'medium',
  docs: {
    summary: 'Weights are in the folder where the framework of the run saves them',
    why: 'Scripts that resume or export look where the framework saves by default. Only asked of examples with a metadata file.',
    bad: [{ wrong: 'The checkpoint is beside the metrics.', sample: lightning('lightning_logs/version_0/epoch=1-step=20.ckpt') }],
    good: [lightning('lightning_logs/version_0/checkpoints/epoch=1-step=20.ckpt'), lightning('checkpoints/epoch=1-step=20.ckpt')],
    references: ['Training Pipeline Verification, “PyTorch + Lightning”'],
  },
  options: {
    schema: { type: 'object', additionalProperties: false, properties: { layouts: layoutsSchema } },
    tables: { layouts: layoutsTable },
  },
  messages: {
    elsewhere: '{{name}} is not in {{expected}}, where {{framework}} saves weights and tools look for them.{{more}} {{remedy}}',
  },
  *check({ run, example }, { options }) {
    const layout = layoutOf(run, options.layouts);
    if (layout?.checkpointPlace === undefined || example?.metadata === undefined) return;
    const { pattern, text, remedy } = layout.checkpointPlace;
    const place = configuredPattern(pattern);
    const [first, ...others] = run.checkpoints.filter(({ path }) => !place.test(path));
    if (first === undefined) return;
    const more = others.length === 0 ? '' : ` The run has ${count(others.length, 'more file')} elsewhere.`;
    yield {
      message: 'elsewhere',
      at: { file: first.path },
      data: { name: nameOf(first.path), expected: text, framework: layout.framework, more, remedy },
      evidence: { files: [first, ...others].map(({ path }) => path) },
    };
  },
});
