import { readRows } from '../../formats/json-records';
import type { Reader } from '../../reader';

/** `files/wandb-metadata.json`: the machine and the program. */
export const wandbMetadata: Reader = {
  name: 'wandb/metadata',
  about: 'W&B files/wandb-metadata.json',
  detect: ({ name }) => (name === 'wandb-metadata.json' ? 0.98 : 0),
  read: (file, sink) =>
    readRows(file, sink, (row) => {
      for (const cell of row.cells) sink.config(`_metadata.${cell.key}`, cell.value, cell);
    }),
};
