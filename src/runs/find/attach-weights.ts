import { folderOf, nameOf } from '../../text/path';
import type { RunFile } from '../reader';
import type { Group } from './group-logs';
import { layouts } from './layouts';

/** Adds files of weights to the nearest run above them. An adapter folder with no run above it is a run of its own. */
export function attachWeights(groups: Map<string, Group>, weights: readonly RunFile[]): void {
  const nearest = (path: string): Group | undefined => {
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
      const group = groups.get(folder);
      if (group !== undefined) return group;
    }
    return groups.get('');
  };
  const places = runsByPlace(groups);
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
    } else (nearest(file.path) ?? runBeside(places, file.path))?.checkpoints.push(file);
  }
}

/** The run whose logs are in a folder, or in a folder for logs there; of several, the newest. Undefined: there is none. */
type RunsByPlace = ReadonlyMap<string, Group>;

function runsByPlace(groups: ReadonlyMap<string, Group>): RunsByPlace {
  const { logFolders } = layouts();
  const places = new Map<string, Group>();
  const add = (place: string, group: Group): void => {
    const known = places.get(place);
    if (known === undefined || isBefore(known, group)) places.set(place, group);
  };
  for (const [path, group] of groups) {
    if (group.files.length === 0) continue;
    const folder = folderOf(path);
    add(folder, group);
    const parts = path.split('/');
    for (const [index, part] of parts.slice(0, -1).entries()) {
      const place = parts.slice(0, index).join('/');
      if (place !== folder && logFolders.includes(part.toLowerCase())) add(place, group);
    }
  }
  return places;
}

/** Whether the second run is the likelier one to have saved weights: the results of a test, or a text that may be no log, come first. */
function isBefore(left: Group, right: Group): boolean {
  const isSure = ({ files }: Group): boolean =>
    files.some(({ confidence, reader }) => confidence > 0.4 && !reader.name.endsWith('/results'));
  return isSure(left) === isSure(right) ? left.path < right.path : isSure(right);
}

/**
 * The run that saved weights outside of its own folder. Going up from the weights as far as folders of outputs lead, it is the first
 * run whose logs are there: in the same folder (MMCV, YOLOX, nnU-Net, torchvision), each start in a folder of its own (MMEngine), or in
 * a folder for logs (`logs/train.log`, `outputs/checkpoints/epoch_1.pth`).
 */
function runBeside(places: RunsByPlace, path: string): Group | undefined {
  const { outputFolders } = layouts();
  const parts = folderOf(path).split('/');
  const first = parts.findIndex((part) => outputFolders.includes(part.toLowerCase()));
  const fewest = first === -1 ? parts.length : first;
  for (let length = parts.length; length >= fewest; length--) {
    const found = places.get(parts.slice(0, length).join('/'));
    if (found !== undefined) return found;
  }
  return undefined;
}
