import { defineRule, type Severity } from '../../../src/api';
import { evidenceOptions } from '../advice';
import { trainingBatch } from '../batches';
import { measuredIn } from '../evidence';
import { launch, trainingLog, trainingLoop } from '../samples';
import { allFiles, type Training } from '../trainings';

const loop = trainingLoop('DataLoader(train_set, batch_size=64, shuffle=True, num_workers=4)');

export default defineRule<'example', { readonly proven: Severity }>({
  name: 'batch-size',
  scope: 'example',
  precision: 'medium',
  docs: {
    summary: "The batch fits the memory of the example's GPU",
    why: 'Only a run shows whether a batch fits. If one ran out of GPU memory, this rule lists what helps, in the order of the verification reference and without what the code already does.',
    bad: [
      {
        wrong: 'A run with this batch size ran out of memory.',
        sample: { 'train.sh': launch(), 'train.py': loop, 'logs/train.log': trainingLog(true) },
      },
    ],
    good: [
      { 'train.sh': launch(), 'train.py': loop },
      { 'train.sh': launch(), 'train.py': loop, 'logs/train.log': trainingLog(false) },
    ],
    references: ['Training Pipeline Verification, “GPU Memory Optimization” and “Training Speed Optimization”'],
  },
  options: evidenceOptions(['proven']),
  messages: { large: 'A run ran out of GPU memory with this batch size{{setting}}. Try these in order: {{measures}}.' },
  async *check(example, { options }) {
    const batch = trainingBatch(example);
    if (!batch || batch.size === 1) return;
    const { outOfMemory } = await measuredIn(example);
    if (!outOfMemory) return;
    const { name, size, at, training } = batch;
    const setting = name ? ` (${name}${size === undefined ? '' : `, ${size} by default`})` : '';
    yield {
      message: 'large',
      severity: options.proven,
      at,
      data: { setting, measures: measuresFor(training).join(', ') },
      related: [{ message: outOfMemory.message, at: outOfMemory.place }],
      evidence: { outOfMemory: outOfMemory.message },
    };
  },
});

/** What helps, in the order of the verification reference, without what the code already does. */
function measuresFor(training: Training): string[] {
  const files = allFiles(training);
  const mentions = (pattern: RegExp): boolean => files.some(({ source }) => pattern.test(source.text));
  const hasCheckpointing = files.some(({ facts }) => facts.gradientCheckpointing.length);
  return [
    'halve it',
    ...(mentions(/max_(seq_)?len(gth)?|max_length/) ? ['shorten the sequences'] : []),
    ...(mentions(/\bResize\(|image_size|img_size|imgsz/) ? ['use smaller images'] : []),
    mentions(/accum/i) ? 'accumulate gradients over more steps' : 'accumulate gradients to keep the effective batch size',
    ...(mentions(/transformers|diffusers/) && !hasCheckpointing ? ['turn on gradient checkpointing'] : []),
    ...(mentions(/bf16|fp16|autocast|float16|half\(\)|mixed/) ? [] : ['use mixed precision']),
  ];
}
