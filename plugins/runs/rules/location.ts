import { configuredPattern, defineRule, isBelow, type RunArtifact } from '../../../src/api';
import { type Layouts, layoutOf, layoutsSchema, layoutsTable } from '../layouts';
import { lightningLog } from '../samples';

export default defineRule<'run', Layouts, 'elsewhere'>({
  name: 'location',
  scope: 'run',
  precision: 'medium',
  docs: {
    summary: 'A run is in the folder where its framework leaves it',
    why: 'People and tools that compare runs look where the framework writes. Only asked of examples with a metadata file.',
    bad: [
      {
        wrong: 'The Lightning run is in results/.',
        sample: {
          'example.yaml': 'name: demo\n',
          'results/metrics.csv': lightningLog,
          'results/hparams.yaml': 'learning_rate: 0.001\n',
        },
      },
    ],
    good: {
      'example.yaml': 'name: demo\n',
      'lightning_logs/version_0/metrics.csv': lightningLog,
      'lightning_logs/version_0/hparams.yaml': 'learning_rate: 0.001\n',
    },
    references: ['Training Pipeline Verification, “Log File Locations”'],
  },
  options: {
    schema: { type: 'object', additionalProperties: false, properties: { layouts: layoutsSchema } },
    tables: { layouts: layoutsTable },
  },
  messages: {
    elsewhere:
      'This {{framework}} run is at {{path}}, but people and tools look for it at {{expected}}. Set the output folder to that.',
  },
  *check(target, { options }) {
    const { run, path, example } = target;
    const layout = layoutOf(run, options.layouts);
    const [main] = run.files;
    // Where the log of a run that did not start is doesn't matter.
    if (run.series.length === 0) return;
    if (layout?.place === undefined || main === undefined || example?.metadata === undefined) return;
    const { framework, place } = layout;
    if (configuredPattern(place.pattern).test(path)) return;
    yield {
      message: 'elsewhere',
      at: { file: main.path },
      data: { framework, path: pathWithin(target), expected: place.text },
    };
  },
});

function pathWithin({ path, example }: RunArtifact): string {
  const relative = example && isBelow(path, example.folder) ? path.slice(example.folder.length + 1) : path;
  return relative === example?.folder ? 'the folder of the example' : relative;
}
