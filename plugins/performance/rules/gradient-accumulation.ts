import { type CallFact, numberOf, type Report, type Setting, settingOf, stringValue } from '../../../src/api';
import { defineAdvice } from '../advice';
import { codeWords } from '../code-words';
import { feedsTraining, isRehearsal, loopsOf, type Training, trainingsOf, usesGpu, usesLightning, usesToys } from '../programs';
import { fineTuning, launch, trainingLoop } from '../samples';
import { placeOf } from '../settings';

interface Options {
  readonly smallest: number;
  readonly alone: string;
}

type Found = Report<'tiny' | 'loader'>;

export default defineAdvice<Options, 'tiny' | 'loader'>({
  name: 'gradient-accumulation',
  concern: 'memory',
  docs: {
    summary: 'A tiny batch is made up for by gradient accumulation',
    why: 'A batch of one or two samples is what fits, but its gradients are noise. Accumulating them over several steps trains as a larger batch does, in the same memory.',
    bad: [
      { 'train.sh': launch(), 'train.py': fineTuning('per_device_train_batch_size=1') },
      { 'train.sh': launch(), 'train.py': fineTuning('per_device_train_batch_size=1, gradient_accumulation_steps=1') },
      { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=1, shuffle=True)') },
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
      smallest: { type: 'integer', minimum: 1, description: 'a batch of this many samples or fewer is tiny' },
      alone: { type: 'string', format: 'regex', description: 'words in code whose samples are to be learnt one by one' },
    },
    defaults: { smallest: 2, alone: codeWords.alone },
  },
  messages: {
    tiny: 'each step sees {{samples}} a GPU{{told}}, and gradients are not accumulated; write `gradient_accumulation_steps=8` to train as with a batch of {{effective}}{{measured}}',
    loader:
      'each step sees {{samples}}{{told}}, and gradients are not accumulated; {{how}} to train as with a batch of {{effective}}{{measured}}',
  },
  *find(example, { smallest, alone }) {
    const words = new RegExp(alone, 'i');
    for (const training of trainingsOf(example)) {
      if (isRehearsal(training) || usesToys(training)) continue;
      const texts = training.files.map(({ source }) => source.text);
      if (training.start.arguments.some(({ masked }) => /accum/.test(masked)) || texts.some((text) => words.test(text))) continue;
      const isMentioned = texts.some((text) => /accum/i.test(text));
      for (const { facts } of training.files) {
        for (const call of facts.trainingArguments) {
          const batch = numberOf(call, 'per_device_train_batch_size', training.start);
          if (!batch || batch.value > smallest || stringValue(call.setting('deepspeed'))) continue;
          if (!isSingle(settingOf(call, 'gradient_accumulation_steps', training.start), isMentioned)) continue;
          yield { message: 'tiny', data: dataOf(batch), ...placeOf(call, batch) };
        }
      }
      if (!isMentioned) yield* ofLoaders(training, smallest);
    }
  },
});

/** Surely one step: not given and nowhere spoken of, or one where it is set. */
const isSingle = (steps: Setting | 'absent' | undefined, isMentioned: boolean): boolean =>
  steps === 'absent' ? !isMentioned : steps?.value === 1;

const dataOf = ({ value, source: told }: Setting & { readonly value: number }) => ({
  samples: value === 1 ? 'one sample' : `${value} samples`,
  told,
  effective: value * 8,
});

/** A loop or Lightning takes the batches of a loader of the code's own. */
function* ofLoaders(training: Training, smallest: number): Iterable<Found> {
  if (!usesGpu(training)) return;
  const lightning = usesLightning(training);
  if (!lightning && !loopsOf(training).length) return;
  const how = lightning ? 'give the Trainer `accumulate_grad_batches=8`' : 'step the optimizer every 8 batches';
  for (const file of training.files) {
    for (const loader of file.facts.dataLoaders.filter((each) => feedsTraining(each, file) && !isSplit(each))) {
      const batch = numberOf(loader, 'batch_size', training.start) ?? defaultOf(loader, training);
      if (!batch || batch.value > smallest) continue;
      yield { message: 'loader', data: { ...dataOf(batch), how }, ...placeOf(loader, batch) };
    }
  }
}

/** Something else makes the batches. */
const isSplit = (loader: CallFact): boolean =>
  loader.argument('batch_sampler') !== undefined || loader.argument('sampler') !== undefined;

/** `DataLoader` hands out single samples where no size is given. */
const defaultOf = (loader: CallFact, training: Training): (Setting & { readonly value: number }) | undefined =>
  settingOf(loader, 'batch_size', training.start) === 'absent' && loader.callee === 'DataLoader'
    ? { value: 1, at: loader.span, source: ' (batch_size is not given)' }
    : undefined;
