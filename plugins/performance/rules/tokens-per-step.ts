import { type CallFact, numberOf } from '../../../src/api';
import { defineAdvice } from '../advice';
import { launch, supervised, vram } from '../samples';
import { placeOf } from '../settings';
import { allFiles, type Training, trainingsOf } from '../trainings';

export default defineAdvice<{ readonly tokensPerGigabyte: number }>({
  name: 'tokens-per-step',
  concern: 'memory',
  docs: {
    summary: 'The batch and sequence length fit the memory that the metadata asks for',
    why: 'The activations of a step grow with batch × sequence length. Sizes that were tried on a large GPU run out of memory on one that the metadata asks for. A smaller batch with more accumulation trains the same.',
    bad: [
      {
        wrong: 'A step holds 65,536 tokens.',
        sample: {
          'example.yaml': vram(16),
          'train.sh': launch(),
          'train.py': supervised('per_device_train_batch_size=16, max_length=4096'),
        },
      },
    ],
    good: [
      {
        'example.yaml': vram(16),
        'train.sh': launch(),
        'train.py': supervised('per_device_train_batch_size=2, max_length=2048'),
      },
      {
        'example.yaml': vram(80),
        'train.sh': launch(),
        'train.py': supervised('per_device_train_batch_size=16, max_length=4096'),
      },
    ],
    references: ['Training Pipeline Verification, “GPU Memory Optimization”'],
  },
  options: {
    properties: {
      tokensPerGigabyte: {
        type: 'number',
        minimum: 1,
        description: 'Report steps with more than this many tokens per GB of GPU memory.',
      },
    },
    tables: { tokensPerGigabyte: 'performance.tokens-per-step.tokensPerGigabyte' },
  },
  messages: {
    many: 'A step holds {{batch}} × {{length}} = {{tokens}} tokens{{source}}, a lot for {{vram}} GB of GPU memory. Halve the batch and double `gradient_accumulation_steps`, or shorten the sequences.{{measured}}',
  },
  *find(example, { tokensPerGigabyte }) {
    const high = example.resources.vram?.high;
    if (!high) return;
    for (const training of trainingsOf(example)) {
      const calls = allFiles(training).flatMap(({ facts }) => [...facts.trainingArguments, ...facts.trainers]);
      for (const call of calls.filter(({ kind }) => kind === 'training-arguments')) {
        const batch = numberOf(call, 'per_device_train_batch_size', training.start);
        const length = lengthOf([call, ...calls], training);
        if (batch === undefined || length === undefined || batch.value * length <= tokensPerGigabyte * high) continue;
        const data = { batch: batch.value, length, tokens: batch.value * length, vram: high, source: batch.source };
        yield { message: 'many', data, ...placeOf(call, batch) };
      }
    }
  },
});

/** The longest sequence in tokens, if a setting says so. */
function lengthOf(calls: readonly CallFact[], training: Training): number | undefined {
  for (const call of calls) {
    for (const name of ['max_seq_length', 'max_length']) {
      const length = numberOf(call, name, training.start);
      if (length !== undefined) return length.value;
    }
  }
  return undefined;
}
