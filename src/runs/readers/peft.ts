import { readRows } from '../formats/json-records';
import type { Reader } from '../reader';

/** `adapter_config.json` of PEFT: what kind of adapter, its rank and scale. */
export const peftConfig: Reader = {
  name: 'peft/config',
  about: 'PEFT adapter_config.json',
  detect: ({ name, text }) => (name === 'adapter_config.json' ? (text.includes('"peft_type"') ? 0.99 : 0.8) : 0),
  read: (file, sink) =>
    readRows(file, sink, (row) => {
      for (const { key, value, line, column } of row.cells) {
        sink.config(`adapter.${key}`, value, { line, column });
        if (key === 'task_type' && typeof value === 'string') sink.task(value);
      }
    }),
};
