import { folderOf, nameOf } from '../../text/path';
import type { RunFile } from '../reader';
import type { Group } from './group-logs';

/** Adds files of weights to the nearest run above them. An adapter folder with no run above it is a run of its own. */
export function attachWeights(groups: Map<string, Group>, weights: readonly RunFile[]): void {
  const nearest = (path: string): Group | undefined => {
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
      const group = groups.get(folder);
      if (group !== undefined) return group;
    }
    return groups.get('');
  };
  for (const group of [...groups.values()]) {
    for (const { file, reader } of group.files) {
      if (reader.name === 'peft/config') group.adapters.push({ path: folderOf(file.path), config: file });
    }
  }
  for (const file of weights) {
    const folder = folderOf(file.path);
    if (/^adapter_model\b/.test(nameOf(file.path))) {
      const known = nearest(file.path)?.adapters.find(({ path }) => path === folder);
      if (known !== undefined) {
        if (known.weights === undefined || file.path.endsWith('.safetensors')) known.weights = file;
        continue;
      }
      const group = nearest(file.path) ?? { path: folder, files: [], checkpoints: [], adapters: [] };
      group.adapters.push({ path: folder, weights: file });
      groups.set(group.path, group);
    } else (nearest(file.path) ?? besideLogs(groups, file.path))?.checkpoints.push(file);
  }
}

/**
 * The run whose logs are in a folder beside that of its outputs: `logs/train.log`, `outputs/checkpoints/epoch_1.pth`.
 * Reference: “Custom Training Scripts”.
 */
function besideLogs(groups: ReadonlyMap<string, Group>, path: string): Group | undefined {
  const base = /^((?:[^/]+\/)*?)(?:outputs?|checkpoints?|ckpts?|saved_models)\//.exec(path)?.[1];
  if (base === undefined) return undefined;
  const logs = [...groups.keys()].filter(
    (name) => name.startsWith(base) && /^(?:logs?|[^/]+\.(?:log|txt|out|csv))(?:\/|$)/.test(name.slice(base.length)),
  );
  return groups.get(logs.sort().at(-1) ?? '');
}
