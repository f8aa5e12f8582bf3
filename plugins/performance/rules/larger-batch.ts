import { defineRule } from '../../../src/api';
import { type Evidence, evidenceOptions } from '../advice';
import { trainingBatch } from '../batches';
import { measuredIn } from '../evidence';
import { gpuLog, launch, trainingLoop } from '../samples';

const loop = trainingLoop('DataLoader(train_set, batch_size=64, shuffle=True, num_workers=4)');

export default defineRule<'example', Pick<Evidence, 'roomy' | 'busy'>>({
  name: 'larger-batch',
  scope: 'example',
  precision: 'medium',
  docs: {
    summary: "The batch uses the memory and the time of the example's GPU",
    why: "A run that left most of the GPU's memory and time unused gets faster with a larger batch. Nothing is reported without a run.",
    bad: [
      {
        wrong: 'A run used half of the memory and a third of the time.',
        sample: { 'train.sh': launch(), 'train.py': loop, 'logs/gpu.csv': gpuLog(35, 8000) },
      },
    ],
    good: [
      { 'train.sh': launch(), 'train.py': loop },
      { 'train.sh': launch(), 'train.py': loop, 'logs/gpu.csv': gpuLog(35, 15000) },
    ],
    references: ['Training Pipeline Verification, “Training Speed Optimization”'],
  },
  options: evidenceOptions(['roomy', 'busy']),
  messages: {
    small:
      "A run used at most {{memory}}% of the GPU's memory and kept it busy {{busy}}% of the time. Double this batch size{{setting}}.",
  },
  async *check(example, { options }) {
    const batch = trainingBatch(example);
    if (!batch) return;
    const { outOfMemory, memory, utilization } = await measuredIn(example);
    if (outOfMemory || !memory || !utilization || memory.max > options.roomy || utilization.mean >= options.busy) return;
    const max = Math.round(memory.max);
    yield {
      message: 'small',
      at: batch.at,
      data: { memory: max, busy: Math.round(utilization.mean), setting: batch.name ? ` (${batch.name})` : '' },
      related: [{ message: `At most ${max}% of the memory was in use.`, at: memory.place }],
      evidence: { memory: memory.max, utilization: utilization.mean },
    };
  },
});
