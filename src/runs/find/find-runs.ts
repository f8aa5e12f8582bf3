import { folderOf, nameOf } from '../../text/path';
import type { Reader, RunFile } from '../reader';
import { readers as builtIn } from '../readers/index';
import { COMPANIONS, type GroupedFile, type RunGroup } from '../run-group';
import { attachWeights } from './attach-weights';
import { bestReader, candidateOf, logFilter } from './candidate';
import { type Group, groupLogs, pathOf } from './group-logs';
import { isRunFolder, layouts } from './layouts';

/**
 * Finds the runs among the files of a folder or a repository: which files are logs, which reader recognizes each, and which files
 * make one run. A file isn't a log if its best reader is less sure than `atLeast`.
 */
export async function findRuns(
  files: readonly RunFile[],
  readers: readonly Reader[] = builtIn,
  atLeast = 0.3,
): Promise<RunGroup[]> {
  const folders = namesByFolder(files);
  const filters = new Map([...folders].map(([folder, names]) => [folder, logFilter(folder, names, readers)]));
  const logs: GroupedFile[] = [];
  for (const file of files) {
    const folder = folderOf(file.path);
    if (!filters.get(folder)!(nameOf(file.path))) continue;
    const candidate = await candidateOf(file, folders.get(folder)!);
    const found = bestReader(candidate, readers);
    if (found !== undefined && found.confidence >= atLeast) logs.push({ file, ...found });
  }
  const groups = groupLogs(logs, folders);
  attachWeights(
    groups,
    files.filter(({ path }) => layouts().checkpoints.test(path)),
  );
  return [...groups.values()]
    .filter((group) => group.adapters.length > 0 || logsSomething(group))
    .map((group) => ({ ...group, path: pathOf(group), files: ordered(unpacked(withoutOldStates(group.files))) }))
    .sort((left, right) => (left.path < right.path ? -1 : 1));
}

const logsSomething = ({ path, files }: Group): boolean => {
  const names = files.map(({ reader }) => reader.name);
  return names.some((name) => !COMPANIONS.has(name)) || (names.length > 0 && isRunFolder(path, names));
};

/** Of several trainer_state.json files (one a checkpoint), that of the run itself, else of the last checkpoint, holds the whole history. */
function withoutOldStates(files: readonly GroupedFile[]): GroupedFile[] {
  const states = files.filter(({ reader }) => reader.name === 'transformers/state');
  if (states.length < 2) return [...files];
  const checkpoint = ({ file }: GroupedFile): number =>
    Number(/checkpoint-(\d+)\/[^/]*$/.exec(file.path)?.[1] ?? Number.POSITIVE_INFINITY);
  const latest = states.reduce((best, other) => (checkpoint(other) > checkpoint(best) ? other : best));
  return files.filter((file) => file === latest || !states.includes(file));
}

/** ClearML leaves a session as a folder and, when the program ends, as an archive of it, which may lack what came last. */
function unpacked(files: readonly GroupedFile[]): readonly GroupedFile[] {
  const loose = files.filter(({ reader }) => reader.name !== 'clearml/archive');
  return loose.length > 0 ? loose : files;
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
