import { settingOf, stringValue } from '../../../src/api';
import { defineAdvice } from '../advice';
import { allFiles, type Training, trainingsOf } from '../programs';
import { fineTuning, launch } from '../samples';
import { isOff, placeOf, toldOf } from '../settings';

const metadata = (vram: number): string => `name: demo\nresources: {gpu: 1, vram_gb: ${vram}}\n`;

export default defineAdvice<{ readonly vram: number }>({
  name: 'gradient-checkpointing',
  concern: 'memory',
  docs: {
    summary: 'A language model that is fine-tuned on a small GPU recomputes its activations',
    why: 'Activations take most of the memory in fine-tuning. Gradient checkpointing computes them anew in the backward pass: a fifth slower, but batches or sequences of several times the size fit. Advice is given for small GPUs by the metadata, or where a run went out of memory.',
    bad: { 'example.yaml': metadata(16), 'train.sh': launch(), 'train.py': fineTuning('per_device_train_batch_size=4') },
    good: [
      { 'example.yaml': metadata(16), 'train.sh': launch(), 'train.py': fineTuning('gradient_checkpointing=True') },
      { 'example.yaml': metadata(80), 'train.sh': launch(), 'train.py': fineTuning('') },
    ],
    references: ['Training Pipeline Verification, “GPU Memory Optimization”'],
  },
  options: {
    properties: { vram: { type: 'number', minimum: 0, description: 'GB of GPU memory up to which a GPU is small' } },
    defaults: { vram: 24 },
  },
  messages: {
    kept: 'all activations are kept{{told}}, and the metadata asks for {{vram}} GB of GPU memory; add `gradient_checkpointing=True` to fit longer sequences or larger batches{{measured}}',
    loop: 'this loop keeps all activations, and the metadata asks for {{vram}} GB of GPU memory; call `model.gradient_checkpointing_enable()` before it to fit longer sequences or larger batches{{measured}}',
  },
  *find(example, options) {
    const vram = example.resources.vram?.high;
    if (!vram || vram > options.vram) return;
    for (const training of trainingsOf(example)) {
      const texts = allFiles(training).map(({ source }) => source.text);
      if (texts.some((text) => /checkpointing_enable|prepare_model_for_kbit|unsloth|use_reentrant|zero_?3|\bfsdp/i.test(text)))
        continue;
      if (loadsSmallModel(training)) continue;
      const isMentioned = texts.some((text) => /checkpointing/.test(text));
      for (const { facts, source } of training.files) {
        const isLanguageModel = /AutoModelForCausalLM|AutoModelForSeq2SeqLM|ForConditionalGeneration/.test(source.text);
        const [loop] = facts.trainingLoops.filter(({ steps }) => steps);
        // Code that comes with the weights need not know of checkpointing.
        const isOwn = /trust_remote_code\s*=\s*True/.test(source.text) || !/from_pretrained/.test(source.text);
        if (isLanguageModel && loop && !isMentioned && !isOwn) yield { message: 'loop', data: { vram }, at: loop.backward };
        for (const call of facts.trainingArguments) {
          // TRL's own configurations turn it on by themselves, depending on the version.
          if (!isLanguageModel || !call.name.startsWith('transformers.')) continue;
          const setting = settingOf(call, 'gradient_checkpointing', training.start);
          if (setting === 'absent' ? isMentioned : !isOff(setting) || toldOf(setting) === '') continue;
          yield { message: 'kept', data: { vram, told: toldOf(setting) }, ...placeOf(call, setting) };
        }
      }
    }
  },
});

/** The name of the model that is trained says that it has less than a billion parameters. */
const loadsSmallModel = ({ files }: Training): boolean =>
  files.some(({ facts }) =>
    facts.downloads.some(
      ({ callee, what }) =>
        callee === 'from_pretrained' &&
        /(^|[-_/])(\d{2,3}m|0\.\d+b|tiny|mini|small|base|gpt2|distil\w+)([-_]|$)/i.test(stringValue(what) ?? ''),
    ),
  );
