import { readRows } from '../../formats/json-records';
import type { Reader } from '../../reader';
import { systemSample } from './system-sample';

/** `files/wandb-events.jsonl` of old versions: system samples, `system.gpu.0.memory` in percent. */
export const wandbEvents: Reader = {
  name: 'wandb/events',
  about: 'W&B files/wandb-events.jsonl',
  detect: ({ name }) => (name === 'wandb-events.jsonl' ? 0.98 : 0),
  read: (file, sink) =>
    readRows(file, sink, (row) => {
      for (const cell of row.cells) {
        const sample = typeof cell.value === 'number' ? systemSample(cell.key, cell.value) : undefined;
        if (sample !== undefined) sink.gpu(sample, cell);
      }
    }),
};
