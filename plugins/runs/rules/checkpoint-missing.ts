import { defineRule } from '../../../src/api';
import { type Layouts, layoutOf, layoutsSchema, layoutsTable } from '../layouts';

interface Options extends Layouts {
  /** Folders of an example that may hold the weights apart from the log. */
  readonly elsewhere: readonly string[];
}

const ultralytics = (more: object) => ({
  'example.yaml': 'name: demo\n',
  'runs/detect/train/args.yaml': {
    text: 'task: detect\nmode: train\nmodel: yolov8n.pt\nepochs: 2\nsave_dir: runs/detect/train\n',
    tracked: false,
  },
  'runs/detect/train/results.csv': {
    text: `epoch,train/box_loss,metrics/mAP50(B),metrics/mAP50-95(B),val/box_loss
1,1.5,0.4,0.3,1.4
2,1.2,0.5,0.4,1.1
`,
    tracked: false,
  },
  ...more,
});

export default defineRule<'run', Options, 'missing'>({
  name: 'checkpoint-missing',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'A run that finished has weights',
    why: 'Without weights, all that a run cost is lost. Runs that are committed are not judged: their weights may be left out on purpose.',
    bad: [{ wrong: 'The run finished, and its folder has no weights.', sample: ultralytics({}) }],
    good: ultralytics({ 'runs/detect/train/weights/best.pt': { bytes: new Uint8Array(9), tracked: false } }),
    references: ['Training Pipeline Verification, “Framework-Specific Notes”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        elsewhere: {
          type: 'array',
          items: { type: 'string' },
          description: 'Folders of an example that may hold the weights instead; where one exists, nothing is reported.',
        },
        layouts: layoutsSchema,
      },
    },
    tables: { elsewhere: 'run-layouts.elsewhere', layouts: layoutsTable },
  },
  messages: {
    missing:
      'This {{framework}} run finished, but left no weights (expected: {{expected}}). Keep them, or the training must be repeated.',
  },
  *check({ run, repository, example }, { options: { layouts, elsewhere } }) {
    const layout = layoutOf(run, layouts);
    const [main] = run.files;
    if (run.status !== 'finished' || layout?.checkpoints === undefined || main === undefined) return;
    if (run.checkpoints.length + run.adapters.length > 0 || repository.entry(main.path)?.tracked) return;
    if (elsewhere.some((folder) => repository.kind(example?.join(folder) ?? folder) === 'folder')) return;
    yield {
      message: 'missing',
      at: { file: main.path },
      data: { framework: layout.framework, expected: layout.checkpoints },
    };
  },
});
