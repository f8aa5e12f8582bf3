import { type CallFact, defineRule, numberValue, type Report, type Span, type Value } from '../../../src/api';
import { type AdviceOptions, adviceDefaults, adviceProperties } from '../advice';
import { type Measured, measuredIn } from '../evidence';
import { allFiles, feedsTraining, type Training, trainingsOf } from '../programs';
import { launch, trainingLoop } from '../samples';

type Found = Report<'large' | 'small'>;

const loop = trainingLoop('DataLoader(train_set, batch_size=64, shuffle=True, num_workers=4)');
const crash =
  'step 10 loss: 2.1\nTraceback (most recent call last):\n  File "train.py", line 8, in <module>\ntorch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB\n';

export default defineRule<'example', AdviceOptions>({
  name: 'batch-size',
  scope: 'example',
  precision: 'medium',
  docs: {
    summary: 'The batch size suits the memory of the GPU that the example was run on',
    why: 'Only a run tells whether a batch fits: nothing is said without one. Where one ended out of memory, the measures of the reference are named in its order, those that the code already takes left out. Where one left most of the memory and of the GPU’s time unused, a larger batch makes it faster.',
    bad: { 'train.sh': launch(), 'train.py': loop, 'logs/train.log': crash },
    good: [
      { 'train.sh': launch(), 'train.py': loop },
      { 'train.sh': launch(), 'train.py': loop, 'logs/train.log': crash.split('Traceback')[0] ?? '' },
    ],
    references: ['Training Pipeline Verification, “GPU Memory Optimization” and “Training Speed Optimization”'],
  },
  options: { schema: { type: 'object', additionalProperties: false, properties: adviceProperties }, defaults: adviceDefaults },
  messages: {
    large: 'a run ended out of GPU memory with this batch size{{setting}}; {{measures}}',
    small:
      'a run used at most {{memory}} % of the GPU’s memory and kept it busy {{busy}} % of the time; double this batch size{{setting}}',
  },
  async *check(example, { options }) {
    const batches = trainingsOf(example).flatMap((training) => batchesOf(training).map((batch) => ({ ...batch, training })));
    const [batch] = batches;
    if (!batch) return;
    const found = judge(batch, await measuredIn(example), options);
    if (found) yield found;
  },
});

interface Batch {
  readonly value: Value;
  readonly at: Span;
}

/** Where the training batch size is set: of the trainer, else of the loader. */
function batchesOf({ files }: Training): Batch[] {
  const setting = (call: CallFact, name: string): Batch[] => {
    const argument = call.argument(name);
    return argument ? [{ value: argument.value, at: argument.at }] : [];
  };
  return [
    ...files.flatMap(({ facts }) => facts.trainingArguments.flatMap((call) => setting(call, 'per_device_train_batch_size'))),
    ...files.flatMap(({ facts }) => [
      ...facts.keras.fits.flatMap((call) => setting(call, 'batch_size')),
      ...facts.calls.of('ultralytics-train').flatMap((call) => setting(call, 'batch')),
    ]),
    ...files.flatMap((file) =>
      file.facts.dataLoaders.filter((loader) => feedsTraining(loader, file)).flatMap((call) => setting(call, 'batch_size')),
    ),
  ];
}

function judge(
  { value, at, training }: Batch & { readonly training: Training },
  measured: Measured,
  options: AdviceOptions,
): Found | undefined {
  const { outOfMemory, memory, utilization } = measured;
  const [setter] = value.setters;
  const name = setter ? (setter.kind === 'configuration' ? setter.keys.join('.') : setter.name) : undefined;
  const number = numberValue(value);
  if (outOfMemory) {
    if (number === 1) return undefined;
    const setting = name ? ` (${name}${number === undefined ? '' : `, ${number} by default`})` : '';
    return {
      message: 'large',
      severity: options.proven,
      at,
      data: { setting, measures: measuresFor(training) },
      related: [{ message: outOfMemory.message, at: outOfMemory.place }],
      evidence: { outOfMemory: outOfMemory.message },
    };
  }
  if (!memory || !utilization || memory.max > options.roomy || utilization.mean >= options.busy) return undefined;
  return {
    message: 'small',
    at,
    data: { memory: Math.round(memory.max), busy: Math.round(utilization.mean), setting: name ? ` (${name})` : '' },
    related: [{ message: `at most ${Math.round(memory.max)} % of the memory in use`, at: memory.place }],
    evidence: { memory: memory.max, utilization: utilization.mean },
  };
}

/** The reference's measures in its order, without those that the code takes already. */
function measuresFor(training: Training): string {
  const files = allFiles(training);
  const mentions = (pattern: RegExp): boolean => files.some(({ source }) => pattern.test(source.text));
  const measures = [
    'halve it',
    ...(mentions(/max_(seq_)?len(gth)?|max_length/) ? ['shorten the sequences'] : []),
    ...(mentions(/\bResize\(|image_size|img_size|imgsz/) ? ['make the images smaller'] : []),
    ...(mentions(/accum/i)
      ? ['accumulate gradients over more steps']
      : ['accumulate gradients, so that the effective batch stays']),
    ...(mentions(/transformers|diffusers/) && !files.some(({ facts }) => facts.gradientCheckpointing.length)
      ? ['turn on gradient checkpointing']
      : []),
    ...(mentions(/bf16|fp16|autocast|float16|half\(\)|mixed/) ? [] : ['use mixed precision']),
  ];
  return measures.join(', ');
}
