import { readRecords } from '../../formats/json-records';
import { eachLine } from '../../formats/lines';
import { flatKey, readYaml } from '../../formats/yaml-entries';
import type { Reader } from '../../reader';
import { createTextLog } from '../../text-log/text-log';

const inRun = (path: string): boolean => /(?:^|\/)wandb\/(?:offline-run|run)-[^/]+\//.test(path);

/** `files/config.yaml`: each hyper-parameter under `value:`. */
export const wandbConfig: Reader = {
  name: 'wandb/config',
  about: 'W&B files/config.yaml',
  detect: ({ path, name, text }) =>
    name === 'config.yaml' && inRun(path) ? 0.98 : name === 'config.yaml' && /^_wandb:/m.test(text) ? 0.95 : 0,
  read: (file, sink) =>
    readYaml(file, sink, (keys, value, at) => {
      if (keys[0] === '_wandb' || keys[0] === 'wandb_version') return;
      const rest = keys[1] === 'value' ? [keys[0]!, ...keys.slice(2)] : keys;
      if (keys[1] !== 'desc') sink.config(flatKey(rest), value, at);
    }),
};

/** `files/wandb-summary.json`: the last value of each metric; only `_wandb` in it where the run died before it logged anything. */
export const wandbSummary: Reader = {
  name: 'wandb/summary',
  about: 'W&B files/wandb-summary.json',
  detect: ({ name }) => (name === 'wandb-summary.json' ? 0.99 : 0),
  read: (file, sink) =>
    readRecords(file, sink, {
      rowPath: '',
      when(row, moment) {
        moment.step = row.number('_step');
        moment.epoch = row.number('epoch');
        moment.time = row.number('_timestamp');
      },
      series: (key) => (key.startsWith('_') || key === 'epoch' ? false : { kind: 'summary' }),
    }),
};

/** `files/wandb-metadata.json`: the machine and the program. */
export const wandbMetadata: Reader = {
  name: 'wandb/metadata',
  about: 'W&B files/wandb-metadata.json',
  detect: ({ name }) => (name === 'wandb-metadata.json' ? 0.98 : 0),
  read: (file, sink) =>
    readRecords(file, sink, {
      rowPath: '',
      when() {},
      series: () => false,
      row(row) {
        for (const cell of row.cells) sink.config(`_metadata.${cell.key}`, cell.value, cell);
        return undefined;
      },
    }),
};

/** `files/wandb-events.jsonl` of old versions: system samples, `system.gpu.0.memory` in per cent. */
export const wandbEvents: Reader = {
  name: 'wandb/events',
  about: 'W&B files/wandb-events.jsonl',
  detect: ({ name }) => (name === 'wandb-events.jsonl' ? 0.98 : 0),
  read: (file, sink) =>
    readRecords(file, sink, {
      rowPath: '',
      when() {},
      series: () => false,
      row(row) {
        for (const cell of row.cells) {
          const sample = typeof cell.value === 'number' ? systemSample(cell.key, cell.value) : undefined;
          if (sample !== undefined) sink.gpu(sample, cell);
        }
        return undefined;
      },
    }),
};

/** One key of W&B's system metrics: `gpu.0.gpu` busy, `gpu.0.memoryAllocated` memory in per cent, `…Bytes` in bytes. */
export function systemSample(key: string, value: number): Parameters<Parameters<Reader['read']>[1]['gpu']>[0] | undefined {
  const found = /^(?:system[./])?gpu\.(?:process\.)?(\d+)\.(gpu|memoryAllocated|memoryAllocatedBytes)$/.exec(key);
  if (found === null || key.includes('process')) return undefined;
  const id = found[1]!;
  if (found[2] === 'gpu') return { id, utilization: value };
  if (found[2] === 'memoryAllocated') return { id, memoryPercent: value };
  return { id, memoryUsed: value / (1 << 20) };
}

/** `files/output.log`: the captured output of the program. */
export const wandbOutput: Reader = {
  name: 'wandb/output',
  about: 'W&B files/output.log',
  detect: ({ path, name }) => (name === 'output.log' && inRun(path) ? 0.97 : 0),
  async read(file, sink) {
    const log = createTextLog(sink);
    await eachLine(file, log.bytes, { onUnended: (number) => log.unended(number) });
    log.end();
  },
};
