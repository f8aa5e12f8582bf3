import { folderOf, nameOf } from '../../text/path';
import { COMPANIONS, type GroupedFile, type RunGroup } from '../read-run';
import type { Reader, RunFile } from '../reader';
import { readers as builtIn } from '../readers/index';
import table from '../tables/log-layouts.yaml';
import { candidateOf, surest, wantedIn } from './candidate';

interface Layouts {
  readonly roots: readonly RegExp[];
  readonly checkpoints: RegExp;
}

let compiled: Layouts | undefined;

/** Readers of loose formats: such a file joins the run of its folder only where there is one, and else is a run of its own. */
const LOOSE = new Set(['text', 'csv', 'json-lines', 'nvidia-smi', 'mmcv/json', 'keras/csv', 'timm/csv', 'json-history']);

/**
 * Finds the runs among the files of a folder or a repository: which files are logs, who reads them, and which make one run.
 * Files whose best reader is less sure than `atLeast` are no logs.
 */
export async function findRuns(
  files: readonly RunFile[],
  readers: readonly Reader[] = builtIn,
  atLeast = 0.3,
): Promise<RunGroup[]> {
  compiled ??= compile(table);
  const { checkpoints, roots } = compiled;
  const folders = namesByFolder(files);
  const wanted = new Map([...folders].map(([folder, names]) => [folder, wantedIn(names, readers)]));
  const logs: GroupedFile[] = [];
  for (const file of files) {
    const folder = folderOf(file.path);
    if (!wanted.get(folder)!(nameOf(file.path))) continue;
    const candidate = await candidateOf(file, folders.get(folder)!);
    const found = surest(candidate, readers);
    if (found !== undefined && found.confidence >= atLeast) logs.push({ file, ...found });
  }
  const groups = groupLogs(logs, roots);
  attachWeights(
    groups,
    files.filter(({ path }) => checkpoints.test(path)),
  );
  return [...groups.values()]
    .filter((group) => group.adapters.length > 0 || group.files.some(({ reader }) => !COMPANIONS.has(reader.name)))
    .map((group) => ({ ...group, path: pathOf(group), files: ordered(withoutOldStates(group.files)) }))
    .sort((left, right) => (left.path < right.path ? -1 : 1));
}

interface Group {
  readonly path: string;
  files: GroupedFile[];
  checkpoints: RunFile[];
  adapters: { path: string; config?: RunFile; weights?: RunFile }[];
}

function groupLogs(logs: readonly GroupedFile[], roots: readonly RegExp[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  const join = (path: string, log: GroupedFile): void => {
    const group = groups.get(path) ?? { path, files: [], checkpoints: [], adapters: [] };
    group.files.push(log);
    groups.set(path, group);
  };
  const loose: GroupedFile[] = [];
  for (const log of logs) {
    const root = rootOf(log.file.path, roots);
    if (LOOSE.has(log.reader.name) && root === undefined) loose.push(log);
    else join(root ?? folderOf(log.file.path), log);
  }
  for (const log of loose) {
    const folder = folderOf(log.file.path);
    const beside = groups.get(folder);
    if (beside?.files.some(({ reader }) => !COMPANIONS.has(reader.name))) join(folder, log);
    else join(stemOf(log.file.path), log);
  }
  // A folder with one loose log beside its companions (args.yaml, adapter) is one run.
  for (const group of [...groups.values()]) {
    if (!group.files.every(({ reader }) => COMPANIONS.has(reader.name))) continue;
    const inFolder = [...groups.values()].filter(
      ({ path, files }) =>
        path !== group.path && files.length === 1 && path === stemOf(files[0]!.file.path) && folderOf(path) === group.path,
    );
    if (inFolder.length !== 1) continue;
    group.files.push(...inFolder[0]!.files);
    groups.delete(inFolder[0]!.path);
  }
  return groups;
}

/** MMCV writes each start of a run twice: `TIME.log` and `TIME.log.json`. Those two are one run. */
const stemOf = (path: string): string => path.replace(/(\/\d{8}_\d{6}\.log)\.json$/, '$1');

/** Of MMCV's two logs of a start the one with the records names the run. */
function pathOf({ path, files }: Group): string {
  const records = `${path}.json`;
  return files.some(({ file }) => file.path === records) ? records : path;
}

function rootOf(path: string, roots: readonly RegExp[]): string | undefined {
  for (const root of roots) {
    const found = root.exec(path);
    if (found?.[1] !== undefined) return found[1];
  }
  return undefined;
}

/** Checkpoints belong to the nearest run above them; an adapter folder without one is a run of its own. */
function attachWeights(groups: Map<string, Group>, weights: readonly RunFile[]): void {
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
    } else (nearest(file.path) ?? besides(groups, file.path))?.checkpoints.push(file);
  }
}

/**
 * The run whose logs lie in a folder of their own beside that of its outputs: `logs/train.log`, `outputs/checkpoints/epoch_1.pth`.
 * Reference: “Custom Training Scripts”.
 */
function besides(groups: ReadonlyMap<string, Group>, path: string): Group | undefined {
  const base = /^((?:[^/]+\/)*?)(?:outputs?|checkpoints?|ckpts?|saved_models)\//.exec(path)?.[1];
  if (base === undefined) return undefined;
  const logs = [...groups.keys()].filter(
    (name) => name.startsWith(base) && /^(?:logs?|[^/]+\.(?:log|txt|out|csv))(?:\/|$)/.test(name.slice(base.length)),
  );
  return groups.get(logs.sort().at(-1) ?? '');
}

/** Of several trainer_state.json (one a checkpoint) the one of the run itself, else of the last checkpoint, tells all. */
function withoutOldStates(files: readonly GroupedFile[]): GroupedFile[] {
  const states = files.filter(({ reader }) => reader.name === 'transformers/state');
  if (states.length < 2) return [...files];
  const checkpoint = ({ file }: GroupedFile): number =>
    Number(/checkpoint-(\d+)\/[^/]*$/.exec(file.path)?.[1] ?? Number.POSITIVE_INFINITY);
  const latest = states.reduce((best, other) => (checkpoint(other) > checkpoint(best) ? other : best));
  return files.filter((file) => file === latest || !states.includes(file));
}

const ordered = (files: readonly GroupedFile[]): GroupedFile[] =>
  [...files].sort((left, right) => (left.file.path < right.file.path ? -1 : 1));

function namesByFolder(files: readonly RunFile[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { path } of files) {
    const folder = folderOf(path);
    const known = names.get(folder);
    if (known === undefined) names.set(folder, [nameOf(path)]);
    else known.push(nameOf(path));
  }
  return names;
}

function compile(data: unknown): Layouts {
  const { roots, checkpoints } = data as { roots: { match: string }[]; checkpoints: string };
  return { roots: roots.map(({ match }) => new RegExp(match)), checkpoints: new RegExp(checkpoints) };
}
