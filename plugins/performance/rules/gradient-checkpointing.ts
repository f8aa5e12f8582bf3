import { type CallFact, type PythonFile, type Report, settingOf, stringValue } from '../../../src/api';
import { defineAdvice } from '../advice';
import { fineTuning, launch, trainingLoop, vram } from '../samples';
import { isOff, placeOf, sourceOf } from '../settings';
import { allFiles, type Training, trainingsOf } from '../trainings';
import { hasPlainDefaults } from '../versions';

type Id = 'kept' | 'loop';

interface Options {
  readonly vram: number;
  readonly trl: string;
}

export default defineAdvice<Options, Id>({
  name: 'gradient-checkpointing',
  concern: 'memory',
  docs: {
    summary: 'A language model that is fine-tuned on a small GPU recomputes its activations',
    why: 'Activations take most of the memory in fine-tuning. Gradient checkpointing recomputes them in the backward pass. That is a fifth slower, but batches or sequences several times as large fit. The advice is for GPUs that are small by the metadata, unless a run left memory unused.',
    bad: [
      {
        wrong: 'The trainer keeps all activations.',
        sample: { 'example.yaml': vram(16), 'train.sh': launch(), 'train.py': fineTuning('per_device_train_batch_size=4') },
      },
      {
        wrong: 'The loop keeps all activations.',
        sample: {
          'example.yaml': vram(16),
          'train.sh': launch(),
          'train.py': `from transformers import AutoModelForCausalLM
model = AutoModelForCausalLM.from_pretrained("org/model")
${trainingLoop('loader')}`,
        },
      },
    ],
    good: [
      { 'example.yaml': vram(16), 'train.sh': launch(), 'train.py': fineTuning('gradient_checkpointing=True') },
      { 'example.yaml': vram(80), 'train.sh': launch(), 'train.py': fineTuning('') },
    ],
    references: ['Training Pipeline Verification, “GPU Memory Optimization”'],
  },
  options: {
    properties: {
      vram: { type: 'number', minimum: 0, description: 'GB of GPU memory up to which a GPU is small.' },
      trl: { type: 'string', description: 'The version of TRL from which it recomputes activations by default.' },
    },
    tables: { vram: 'performance.gradient-checkpointing.vram', trl: 'performance.gradient-checkpointing.trl' },
  },
  messages: {
    kept: 'Training keeps all activations{{source}}, and the metadata asks for {{vram}} GB of GPU memory. Add `gradient_checkpointing=True` to fit longer sequences or larger batches.{{measured}}',
    loop: 'This loop keeps all activations, and the metadata asks for {{vram}} GB of GPU memory. Call `model.gradient_checkpointing_enable()` before it to fit longer sequences or larger batches.{{measured}}',
  },
  fixes: {
    kept: { argument: 'gradient_checkpointing=True', unsafe: true },
  },
  *find(example, options) {
    const high = example.resources.vram?.high;
    if (!high || high > options.vram) return;
    for (const training of trainingsOf(example)) {
      const texts = allFiles(training).map(({ source }) => source.text);
      if (texts.some((text) => savesMemory.test(text)) || loadsSmallModel(training)) continue;
      const isMentioned = texts.some((text) => /checkpointing/.test(text));
      for (const file of training.files) {
        const isOwn = languageModel.test(file.source.text);
        if (isOwn && !isMentioned) yield* ofLoop(file, high);
        for (const call of file.facts.trainingArguments) {
          const hasDefaults = hasPlainDefaults(call, training, options.trl);
          if (hasDefaults && (isOwn || call.name.startsWith('trl.'))) yield* ofArguments(call, training, high, isMentioned);
        }
      }
    }
  },
});

const languageModel = /AutoModelForCausalLM|AutoModelForSeq2SeqLM|ForConditionalGeneration/;

/** Code that turns checkpointing on, or that saves the memory in another way. */
const savesMemory = /checkpointing_enable|prepare_model_for_kbit|unsloth|use_reentrant|zero_?3|\bfsdp/i;

function* ofLoop({ facts, source: { text } }: PythonFile, high: number): Iterable<Report<Id>> {
  const loop = facts.trainingLoops.find(({ steps }) => steps);
  // Model code that comes with the weights may not support checkpointing.
  const isOwn = /trust_remote_code\s*=\s*True/.test(text) || !/from_pretrained/.test(text);
  if (loop && !isOwn) yield { message: 'loop', data: { vram: high }, at: loop.backward };
}

function* ofArguments(call: CallFact, { start }: Training, high: number, isMentioned: boolean): Iterable<Report<Id>> {
  const setting = settingOf(call, 'gradient_checkpointing', start);
  if (setting === 'absent' ? isMentioned : !isOff(setting) || sourceOf(setting) === '') return;
  yield { message: 'kept', data: { vram: high, source: sourceOf(setting) }, ...placeOf(call, setting) };
}

/** The name of the model says that it has fewer than a billion parameters. */
const loadsSmallModel = ({ files }: Training): boolean =>
  files.some(({ facts }) =>
    facts.downloads.some(
      ({ callee, what }) =>
        callee === 'from_pretrained' &&
        /(^|[-_/])(\d{2,3}m|0\.\d+b|tiny|mini|small|base|gpt2|distil\w+)([-_]|$)/i.test(stringValue(what) ?? ''),
    ),
  );
