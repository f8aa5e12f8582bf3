import { readWhole } from '../formats/bytes';
import { createRowScanner } from '../formats/json-rows';
import type { ConfigEntry } from '../model/config-entry';
import type { Adapter } from '../model/weights';
import type { RunFile } from '../reader';
import type { AdapterFiles } from '../run-group';
import { readCheckpoint } from './checkpoint';

/** Reads the configuration and the weights of an adapter, as far as they exist. */
export async function readAdapter({ path, config, weights }: AdapterFiles): Promise<Adapter> {
  const entries = config === undefined ? undefined : await readAdapterConfig(config);
  const checkpoint = weights === undefined ? undefined : await readCheckpoint(weights);
  const first = checkpoint?.header?.tensors.find(({ name, shape }) => /lora_A/.test(name) && shape.length === 2);
  return {
    path,
    ...(entries === undefined ? {} : { config: entries }),
    ...(checkpoint === undefined ? {} : { weights: checkpoint }),
    ...(first === undefined ? {} : { rankInWeights: Math.min(...first.shape) }),
  };
}

async function readAdapterConfig(file: RunFile): Promise<ConfigEntry[]> {
  const bytes = await readWhole(file, 1 << 20);
  const entries: ConfigEntry[] = [];
  const scanner = createRowScanner('', {
    row(row) {
      for (const { key, value, line, column } of row.cells)
        entries.push({ key, value, place: { file: file.path, line, column } });
    },
    error() {},
  });
  scanner.push(bytes ?? Buffer.alloc(0));
  scanner.end();
  return entries;
}
