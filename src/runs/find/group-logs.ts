import { folderOf, nameOf } from '../../text/path';
import type { RunFile } from '../reader';
import { COMPANIONS, type GroupedFile } from '../run-group';
import { rootOf, splitOfFolder, togetherIn } from './layouts';

/** Readers of loose formats: a file of any name in any folder may be one. */
const LOOSE = new Set([
  'text',
  'csv',
  'step-value',
  'json-lines',
  'nvidia-smi',
  'mmcv/json',
  'mmcv/results',
  'boosting',
  'keras/csv',
  'fastai/csv',
  'timm/csv',
  'json-history',
  'comet/offline',
]);

/** A run in the making. */
export interface Group {
  readonly path: string;
  files: GroupedFile[];
  checkpoints: RunFile[];
  adapters: { path: string; config?: RunFile; weights?: RunFile }[];
}

/**
 * Groups logs by the run that they are of. A file of a loose format joins the run of its folder where there is one, and else is a run
 * of its own.
 */
export function groupLogs(
  logs: readonly GroupedFile[],
  namesByFolder: ReadonlyMap<string, readonly string[]>,
): Map<string, Group> {
  const groups = new Map<string, Group>();
  const join = (path: string, log: GroupedFile): void => {
    const group = groups.get(path) ?? { path, files: [], checkpoints: [], adapters: [] };
    group.files.push(log);
    groups.set(path, group);
  };
  const loose: GroupedFile[] = [];
  const kept = foldersOfRecords(logs);
  const namesIn = namesOf(namesByFolder);
  for (const log of logs) {
    const folder = folderOf(log.file.path);
    const root =
      log.reader.name === 'tensorboard' && kept.has(folder)
        ? folder
        : (rootOf(log.file.path, namesIn) ?? wandbFolder(log) ?? togetherIn(log.file.path, namesByFolder.get(folder) ?? []));
    if (LOOSE.has(log.reader.name) && root === undefined) loose.push(log);
    else join(root ?? folder, log);
  }
  for (const log of loose) {
    const folder = folderOf(log.file.path);
    const beside = groups.get(folder);
    if (beside?.files.some(({ reader }) => !COMPANIONS.has(reader.name))) join(folder, log);
    else join(stemOf(log.file.path), log);
  }
  joinCompanions(groups);
  joinWriters(groups);
  return groups;
}

/** The names of the files and subfolders of a folder. */
function namesOf(namesByFolder: ReadonlyMap<string, readonly string[]>): (folder: string) => readonly string[] {
  const subfolders = new Map<string, string[]>();
  for (const folder of namesByFolder.keys()) {
    const beside = subfolders.get(folderOf(folder));
    if (beside) beside.push(nameOf(folder));
    else subfolders.set(folderOf(folder), [nameOf(folder)]);
  }
  return (folder) => [...(namesByFolder.get(folder) ?? []), ...(subfolders.get(folder) ?? [])];
}

/** Folders with records that only one run writes there: an event file beside them is of that run, whatever the folder is called. */
function foldersOfRecords(logs: readonly GroupedFile[]): Set<string> {
  const records = logs.filter(
    ({ file, reader }) =>
      reader.name !== 'tensorboard' && !LOOSE.has(reader.name) && !COMPANIONS.has(reader.name) && rootOf(file.path) === undefined,
  );
  return new Set(records.map(({ file }) => folderOf(file.path)));
}

/**
 * `SummaryWriter.add_scalars('loss', { train, val })` writes to folders of their own, `loss_train/` and `loss_val/`, inside the folder of
 * the writer's own event file.
 */
function joinWriters(groups: Map<string, Group>): void {
  for (const [path, group] of [...groups]) {
    const writer = groups.get(folderOf(path));
    if (writer === undefined || group === writer || splitOfFolder(`${path}/`) === undefined) continue;
    if (![...group.files, ...writer.files].every(({ reader }) => reader.name === 'tensorboard')) continue;
    writer.files.push(...group.files);
    groups.delete(path);
  }
}

/** The folder of a W&B run that was moved out of `wandb/`: its files are in `files/` there. */
function wandbFolder({ file, reader }: GroupedFile): string | undefined {
  const folder = folderOf(file.path);
  return reader.name.startsWith('wandb/') && nameOf(folder) === 'files' ? folderOf(folder) : undefined;
}

/** A folder with one loose log beside its companions (args.yaml, adapter) is one run. */
function joinCompanions(groups: Map<string, Group>): void {
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
}

/** MMCV logs each start of a run twice, in `TIME.log` and `TIME.log.json`. These two are one run. */
const stemOf = (path: string): string => path.replace(/(\/\d{8}_\d{6}\.log)\.json$/, '$1');

/** The path of a run. Where MMCV wrote two logs of one start, the log with the records names the run. */
export function pathOf({ path, files }: Group): string {
  const records = `${path}.json`;
  return files.some(({ file }) => file.path === records) ? records : path;
}
