import { posix } from 'node:path';
import { type CallFact, type ConfigurationTable, type Literal, type PythonFile, readOpenMmlab } from '../languages/python';
import { pattern } from '../text/escape';
import { folderOf } from '../text/path';
import { repositoryPathOf } from './located';
import { keyedQuery } from './query';
import { absolute, literal, type Setting, settingOf } from './setting';
import type { Repository, Start } from './targets';

/** The configuration of OpenMMLab (MMEngine, MMCV) that a program loads. */
export interface OpenMmlabConfiguration {
  /** The file that the program names. */
  readonly path: string;
  /**
   * The setting with these keys, separated by points, such as `train_cfg.max_epochs`, also from the files that the configuration builds on.
   * `absent` if it's certainly not given, or switched off with the table around it. Undefined if that isn't known. A table is an empty object.
   */
  setting(keys: string): Setting | 'absent' | undefined;
}

/** The configurations that the files of a program load. */
export function openMmlabConfigurations(files: readonly PythonFile[], start: Start): readonly OpenMmlabConfiguration[] {
  return files.flatMap(({ facts, source }) =>
    !source.text.includes('fromfile') || facts.openmmlab.configs.length === 0
      ? []
      : facts.openmmlab.configs.flatMap((call) => {
          const named = openMmlabFile(call, start);
          const path = named && repositoryPathOf(start.world.locate(named.path));
          const table = path === undefined ? undefined : configurationAt(start.repository, path);
          return path !== undefined && table ? [{ path, setting: (keys: string) => settingAt(table, keys, files, start) }] : [];
        }),
  );
}

/** The file that a call loads, as the program's world sees it. Undefined if it isn't known. */
export function openMmlabFile(call: CallFact, start: Start): { readonly path: string; readonly setting: Setting } | undefined {
  if (start.workdir === undefined) return undefined;
  const setting = settingOf(call, 'filename', start) ?? operandOf(call, start);
  if (setting === undefined || setting === 'absent' || typeof setting.value !== 'string') return undefined;
  return { path: absolute(setting.value, start.workdir), setting };
}

/** `train.py configs/boats.py`, where the option is an operand: the word that names a Python file. */
function operandOf(call: CallFact, { arguments: words }: Start): Setting | undefined {
  const [setter, ...others] = call.argument('filename')?.value.setters ?? [];
  if (setter?.kind !== 'option' || setter.derived || setter.name.startsWith('-') || others.length > 0) return undefined;
  const [word, ...more] = words.filter(({ text }) => text !== undefined && /^[\w./][^=]*\.py$/.test(text));
  return word?.text === undefined || more.length > 0 || word.word.when
    ? undefined
    : { value: word.text, at: word.span, source: '' };
}

const configurationAt = keyedQuery('openmmlab.configuration', (repository: Repository, path: string) =>
  readAt(path, repository, new Map()),
);

/** Each file is read once. One that builds on itself is incomplete. */
function readAt(
  path: string,
  repository: Repository,
  read: Map<string, ConfigurationTable | undefined>,
): ConfigurationTable | undefined {
  if (read.has(path)) return read.get(path);
  read.set(path, undefined);
  const file = /\.py$/.test(path) && repository.kind(path) === 'file' ? repository.python(path)?.python : undefined;
  const table = file && readOpenMmlab(file, (base) => readAt(posix.join(folderOf(path), base), repository, read));
  read.set(path, table);
  return table;
}

function settingAt(
  table: ConfigurationTable,
  keys: string,
  files: readonly PythonFile[],
  start: Start,
): Setting | 'absent' | undefined {
  const names = keys.split('.');
  const given = overrideOf(keys, start);
  if (given !== 'none') return given;
  // The code may change it after loading: `cfg.x.y = 1`, `merge_from_dict({"x.y": 1})`, `cfg.x.update(y=1)`.
  const changes = pattern`(?:\.|\[["'])${names}(?:["']\])?\s*=(?!=)|["'.]${names}["']\s*:|\bcfg\b[^\n]{0,120}\b${names}\s*=(?!=)`;
  if (files.some(({ source }) => changes.test(source.text))) return undefined;
  let node: ConfigurationTable = table;
  for (const [position, name] of names.entries()) {
    const next = node.entries.get(name);
    if (next === undefined) return node.isOpen ? undefined : 'absent';
    if (next.kind === 'unknown') return undefined;
    const isLast = position === names.length - 1;
    if (next.kind === 'leaf')
      return isLast ? { value: next.value, at: next.at, source: '' } : next.value === null ? 'absent' : undefined;
    if (isLast) return next.at && { value: {}, at: next.at, source: '' };
    node = next;
  }
  return undefined;
}

/** What `--cfg-options train_cfg.max_epochs=3` says. `none` if it says nothing of these keys. */
function overrideOf(keys: string, { arguments: words }: Start): Setting | 'none' | undefined {
  const first = words.findIndex(({ text }) => text === '--cfg-options' || text === '--options');
  if (first < 0) return 'none';
  for (const { text, span, masked } of words.slice(first + 1)) {
    if (masked.startsWith('-')) break;
    if (text === undefined) return undefined;
    const [key = '', value] = text.split('=');
    if (key === keys && value !== undefined) return { value: wordValue(value), at: span, source: ` (${key})` };
    if (keys.startsWith(`${key}.`) || key.startsWith(`${keys}.`)) return undefined;
  }
  return 'none';
}

const words: { readonly [word: string]: Literal } = { True: true, true: true, False: false, false: false, None: null };

const wordValue = (text: string): Literal => (Object.hasOwn(words, text) ? words[text]! : literal(text));
