import { type CallFact, numberOf } from '../../../src/api';
import { defineAdvice } from '../advice';
import { allFiles, type Training, trainingsOf } from '../programs';
import { launch } from '../samples';
import { placeOf } from '../settings';

const sft = (settings: string): string =>
  `from trl import SFTConfig, SFTTrainer\nargs = SFTConfig(output_dir="outputs", ${settings})\nSFTTrainer(model="org/model", args=args, train_dataset=data).train()\n`;

export default defineAdvice<{ readonly tokensPerGigabyte: number }>({
  name: 'tokens-per-step',
  concern: 'memory',
  docs: {
    summary: 'Batch and sequence length fit the memory that the metadata asks for',
    why: 'The activations of a step grow with batch × sequence length. Sizes that were tried on a large GPU end out of memory on the one that the metadata names; a smaller batch with more accumulation trains the same.',
    bad: {
      'example.yaml': 'name: demo\nresources: {vram_gb: 16}\n',
      'train.sh': launch(),
      'train.py': sft('per_device_train_batch_size=16, max_length=4096'),
    },
    good: [
      {
        'example.yaml': 'name: demo\nresources: {vram_gb: 16}\n',
        'train.sh': launch(),
        'train.py': sft('per_device_train_batch_size=2, max_length=2048'),
      },
      {
        'example.yaml': 'name: demo\nresources: {vram_gb: 80}\n',
        'train.sh': launch(),
        'train.py': sft('per_device_train_batch_size=16, max_length=4096'),
      },
    ],
    references: ['Training Pipeline Verification, “GPU Memory Optimization”'],
  },
  options: {
    properties: {
      tokensPerGigabyte: {
        type: 'number',
        minimum: 1,
        description: 'tokens of a step for each GB of GPU memory above which advice is given',
      },
    },
    // A billion parameters in bf16 with LoRA and checkpointing take about 1 MB a token; without checkpointing several times that.
    defaults: { tokensPerGigabyte: 1500 },
  },
  messages: {
    many: 'a step holds {{batch}} × {{length}} = {{tokens}} tokens{{told}}, much for {{vram}} GB of GPU memory; halve the batch and double `gradient_accumulation_steps`, or shorten the sequences{{measured}}',
  },
  *find(example, { tokensPerGigabyte }) {
    const vram = example.resources.vram?.high;
    if (!vram) return;
    for (const training of trainingsOf(example)) {
      const calls = allFiles(training).flatMap(({ facts }) => [...facts.trainingArguments, ...facts.trainers]);
      for (const call of calls.filter(({ kind }) => kind === 'training-arguments')) {
        const batch = numberOf(call, 'per_device_train_batch_size', training.start);
        const length = lengthOf([call, ...calls], training);
        if (batch === undefined || length === undefined || batch.value * length <= tokensPerGigabyte * vram) continue;
        const data = { batch: batch.value, length, tokens: batch.value * length, vram, told: batch.source };
        yield { message: 'many', data, ...placeOf(call, batch) };
      }
    }
  },
});

/** The longest sequence in tokens, where a setting says it. */
function lengthOf(calls: readonly CallFact[], training: Training): number | undefined {
  for (const call of calls) {
    for (const name of ['max_seq_length', 'max_length']) {
      const length = numberOf(call, name, training.start);
      if (length !== undefined) return length.value;
    }
  }
  return undefined;
}
