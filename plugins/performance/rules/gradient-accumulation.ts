import { type CallFact, numberOf, type Report, type Setting, settingOf, stringValue } from '../../../src/api';
import { defineAdvice } from '../advice';
import { singleSampleCode } from '../code';
import { suppliesTraining } from '../loaders';
import { loopsOf } from '../loops';
import { fineTuning, launch, trainingLoop } from '../samples';
import { placeOf } from '../settings';
import { isRehearsal, isToy, type Training, trainingsOf, usesGpu, usesLightning } from '../trainings';

interface Options {
  readonly smallest: number;
  readonly steps: number;
}

type Id = 'arguments' | 'loop' | 'lightning';

export default defineAdvice<Options, Id>({
  name: 'gradient-accumulation',
  concern: 'memory',
  docs: {
    summary: 'Training with a tiny batch accumulates gradients',
    why: 'A batch of one or two samples may be all that fits, but its gradients are mostly noise. Accumulating them over several steps trains as a larger batch does, in the same memory.',
    bad: [
      {
        wrong: 'Each step sees one sample.',
        sample: { 'train.sh': launch(), 'train.py': fineTuning('per_device_train_batch_size=1') },
      },
      {
        wrong: 'Each step of the loop sees one sample.',
        sample: { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=1, shuffle=True)') },
      },
      {
        wrong: 'Lightning passes one sample to each step.',
        sample: {
          'train.sh': launch(),
          'train.py': `import lightning as L
from torch.utils.data import DataLoader
L.Trainer().fit(net, DataLoader(train_set, batch_size=1, shuffle=True))
`,
        },
      },
    ],
    good: [
      { 'train.sh': launch(), 'train.py': fineTuning('per_device_train_batch_size=1, gradient_accumulation_steps=8') },
      { 'train.sh': launch(), 'train.py': fineTuning('per_device_train_batch_size=16') },
      { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=32, shuffle=True)') },
    ],
    references: ['Training Pipeline Verification, “GPU Memory Optimization”: increase GRAD_ACCUM to maintain effective batch'],
  },
  options: {
    properties: {
      smallest: { type: 'integer', minimum: 1, description: 'A batch of this many samples or fewer is tiny.' },
      steps: { type: 'integer', minimum: 2, description: 'The number of steps to suggest.' },
    },
    tables: { smallest: 'performance.gradient-accumulation.smallest', steps: 'performance.gradient-accumulation.steps' },
  },
  messages: {
    arguments:
      "Each step sees {{samples}} per GPU{{source}}, and gradients aren't accumulated. Write `gradient_accumulation_steps={{steps}}` to train as with a batch of {{effective}}.{{measured}}",
    loop: "Each step sees {{samples}}{{source}}, and gradients aren't accumulated. Step the optimizer every {{steps}} batches to train as with a batch of {{effective}}.{{measured}}",
    lightning:
      "Each step sees {{samples}}{{source}}, and gradients aren't accumulated. Write `accumulate_grad_batches={{steps}}` in the Trainer to train as with a batch of {{effective}}.{{measured}}",
  },
  fixes: {
    arguments: { argument: '{{added}}', unsafe: true },
  },
  *find(example, options) {
    for (const training of trainingsOf(example)) {
      if (isRehearsal(training) || isToy(training)) continue;
      const texts = training.files.map(({ source }) => source.text);
      if (training.start.arguments.some(({ masked }) => /accum/.test(masked))) continue;
      if (texts.some((text) => singleSampleCode.test(text))) continue;
      const isMentioned = texts.some((text) => /accum/i.test(text));
      yield* ofArguments(training, options, isMentioned);
      if (!isMentioned) yield* ofLoaders(training, options);
    }
  },
});

function* ofArguments(training: Training, options: Options, isMentioned: boolean): Iterable<Report<Id>> {
  for (const call of training.files.flatMap(({ facts }) => facts.trainingArguments)) {
    const batch = numberOf(call, 'per_device_train_batch_size', training.start);
    if (!batch || batch.value > options.smallest || stringValue(call.setting('deepspeed'))) continue;
    const steps = settingOf(call, 'gradient_accumulation_steps', training.start);
    const isSingle = steps === 'absent' ? !isMentioned : steps?.value === 1;
    if (!isSingle) continue;
    const added = steps === 'absent' ? `gradient_accumulation_steps=${options.steps}` : undefined;
    yield { message: 'arguments', data: { ...dataOf(batch, options), added }, ...placeOf(call, batch) };
  }
}

type Size = Setting & { readonly value: number };

const dataOf = ({ value, source }: Size, { steps }: Options) => ({
  samples: value === 1 ? 'one sample' : `${value} samples`,
  source,
  steps,
  effective: value * steps,
});

/** A loop or Lightning takes the batches of the code's own loader. */
function* ofLoaders(training: Training, options: Options): Iterable<Report<Id>> {
  const message = usesLightning(training) ? 'lightning' : 'loop';
  if (!usesGpu(training) || (message === 'loop' && !loopsOf(training).length)) return;
  for (const file of training.files) {
    for (const loader of file.facts.dataLoaders) {
      if (!suppliesTraining(loader, file) || loader.argument('batch_sampler') || loader.argument('sampler')) continue;
      const batch = numberOf(loader, 'batch_size', training.start) ?? defaultOf(loader, training);
      if (batch && batch.value <= options.smallest) yield { message, data: dataOf(batch, options), ...placeOf(loader, batch) };
    }
  }
}

/** Without a size, `DataLoader` makes batches of one sample. */
const defaultOf = (loader: CallFact, { start }: Training): Size | undefined =>
  settingOf(loader, 'batch_size', start) === 'absent' && loader.callee === 'DataLoader'
    ? { value: 1, at: loader.span, source: " (batch_size isn't set)" }
    : undefined;
