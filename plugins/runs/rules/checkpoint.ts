import { type Checkpoint, defineRule, type Report, type RunArtifact } from '../../../src/api';
import { layoutOf } from '../layouts';
import { safetensors } from '../samples';
import { type Severities, severitiesSchema, withSeverities } from '../severities';
import { count } from '../words';

interface Options extends Severities {
  /** Folders of an example that may hold the weights apart from the log. */
  readonly elsewhere: readonly string[];
}

type Found = Report<'broken' | 'pointer' | 'not-finite' | 'empty' | 'missing'>;

export default defineRule<'run', Options, Found['message']>({
  name: 'checkpoint',
  scope: 'run',
  precision: 'very-high',
  docs: {
    summary: 'Checkpoints are there and can be loaded',
    why: 'Weights that are cut short, are empty, or hold NaN fail when they are loaded, which is weeks later and elsewhere. Headers of safetensors files are read, and small ones are searched for values that are not finite.',
    bad: {
      'example.yaml': 'name: demo\n',
      'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2.1\n0,20,1.9\n',
      'lightning_logs/version_0/checkpoints/last.safetensors': { bytes: new Uint8Array(0), tracked: false },
    },
    good: {
      'example.yaml': 'name: demo\n',
      'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2.1\n0,20,1.9\n',
      'lightning_logs/version_0/checkpoints/last.safetensors': {
        bytes: safetensors({ 'head.weight': [10, 4] }, 0.5),
        tracked: false,
      },
    },
    references: ['Hugging Face, safetensors format', 'Training Pipeline Verification, “Framework-Specific Notes”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { elsewhere: { type: 'array', items: { type: 'string' } }, severities: severitiesSchema },
    },
    defaults: {
      elsewhere: ['outputs', 'output', 'checkpoints', 'weights', 'models'],
      severities: { pointer: 'info', empty: 'warning', missing: 'info' },
    },
  },
  messages: {
    broken: 'These weights can’t be loaded: {{why}}. Remove the file, and save it again from a checkpoint that is whole.',
    pointer: 'This is {{why}}. Fetch the weights with git lfs pull before they are used.',
    'not-finite':
      '{{names}} of these weights hold NaN or infinity: the model had diverged when it was saved. Go back to an earlier checkpoint.',
    empty:
      '{{names}} of these weights have no element: a shard of a distributed run was saved instead of the whole. Gather the weights before saving.',
    missing:
      'The run ended well, but no weights lie in {{folder}}; {{framework}} leaves {{expected}}. Save them, or training has to be repeated.',
  },
  check: (target, { options }) => withSeverities(reportsOf(target, options), options),
});

function* reportsOf(target: RunArtifact, options: Options): Generator<Found> {
  for (const checkpoint of target.run.checkpoints) yield* judge(checkpoint);
  yield* missing(target, options);
}

export function* judge({ path, broken, header }: Checkpoint): Generator<Found> {
  const at = { file: path };
  if (broken !== undefined) {
    const isPointer = broken.includes('Git LFS');
    yield {
      message: isPointer ? 'pointer' : 'broken',
      at,
      data: { why: broken },
      evidence: { why: broken },
    };
  }
  if (header?.nonFinite?.length)
    yield { message: 'not-finite', at, data: { names: tensors(header.nonFinite) }, evidence: { tensors: header.nonFinite } };
  if (header?.empty.length)
    yield {
      message: 'empty',
      at,
      data: { names: tensors(header.empty) },
      evidence: { tensors: header.empty },
    };
}

const tensors = (names: readonly string[]): string =>
  names.length === 1 ? `The tensor ${names[0]}` : `${count(names.length, 'tensor')} (${names[0]}, …)`;

/** Only where the run lies on this machine alone: what was committed may have left its weights behind on purpose. */
function* missing({ run, repository, example, path }: RunArtifact, { elsewhere }: Options): Generator<Found> {
  const layout = layoutOf(run);
  const main = run.files[0];
  if (run.status !== 'finished' || layout?.checkpoints === undefined || main === undefined) return;
  if (run.checkpoints.length + run.adapters.length > 0 || repository.entry(main.path)?.tracked) return;
  if (elsewhere.some((folder) => repository.kind(example?.join(folder) ?? folder) === 'folder')) return;
  yield {
    message: 'missing',
    at: { file: main.path },
    data: { folder: path || '.', framework: layout.framework, expected: layout.checkpoints },
  };
}
