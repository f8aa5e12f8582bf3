import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parse } from 'yaml';
import type { SampleFile } from '../../src/api';
import { filesBelow } from '../cases/case';
import type { Change } from './lines';

type Files = { [path: string]: Exclude<SampleFile, string> };

/** The content of `base.yaml`. */
interface Form {
  /** The folder of the example, from the root of the repository. */
  readonly example: string;
  /** Files of the example that git would ignore here, with their text. */
  readonly files?: { readonly [path: string]: string };
  /** Files of the example that git doesn't track, or folders that end in `/`. */
  readonly untracked?: readonly string[];
}

/** A healthy repository with one example, and with what a run of it left. */
export interface Base {
  /** All files. With a change, those of the example are edited and removed, and the files of a folder are laid over them. */
  files(change?: Change, folder?: string): Files;
}

/** Reads `base/<name>`. Its example is in a repository with the files of `base/repository`. */
export function baseOf(root: string, name: string): Base {
  const form = parse(readFileSync(join(root, 'base', name, 'base.yaml'), 'utf8')) as Form;
  const shared = filesBelow(join(root, 'base/repository'));
  const own = { ...filesBelow(join(root, 'base', name, 'example')), ...textsOf(form.files) };
  const tracked = (path: string): boolean => !(form.untracked ?? []).some((each) => covers(each, path));
  return {
    files(change = {}, folder) {
      const files = { ...changed(own, change), ...(folder && existsSync(folder) ? filesBelow(folder) : {}) };
      const placed = Object.entries(files).map(([path, file]) => [
        posix.join(form.example, path),
        { ...file, tracked: tracked(path) },
      ]);
      return { ...shared, ...Object.fromEntries(placed) };
    },
  };
}

const textsOf = (files: Form['files'] = {}): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, { text }]));

const covers = (each: string, path: string): boolean => (each.endsWith('/') ? path.startsWith(each) : path === each);

function changed(files: Files, { edits = [], remove = [] }: Change): Files {
  const removed = new Set<string>();
  for (const each of remove) {
    const found = Object.keys(files).filter((path) => covers(each, path));
    if (found.length === 0) throw new Error(`The base has no ${each} to remove.`);
    for (const path of found) removed.add(path);
  }
  const left: Files = Object.fromEntries(Object.entries(files).filter(([path]) => !removed.has(path)));
  for (const { file, from, to } of edits) {
    const parts = textOf(file, left[file]).split(from);
    if (parts.length !== 2) throw new Error(`${file} has this text ${parts.length - 1} times, not once: ${from}`);
    left[file] = { text: parts.join(to) };
  }
  return left;
}

function textOf(path: string, file: Files[string] | undefined): string {
  if (file === undefined) throw new Error(`The base has no ${path} to edit.`);
  return file.text ?? Buffer.from(file.bytes ?? []).toString('utf8');
}
