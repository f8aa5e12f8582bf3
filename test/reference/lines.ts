import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parse } from 'yaml';

/** A heading of the reference, with the folder that holds its entries. */
interface Section {
  readonly section: string;
  readonly heading: string;
  readonly lines: readonly { readonly id: string; readonly line: string; readonly open?: string }[];
}

/** A line of the reference. */
export interface Line {
  /** The folder of its entry, from `test/reference/`: `metadata/name`. */
  readonly path: string;
  readonly heading: string;
  readonly words: string;
  /** Why nothing reports the violation. */
  readonly open?: string;
}

/** What changes a base. */
export interface Change {
  /** `from` must be in the file once. */
  readonly edits?: readonly { readonly file: string; readonly from: string; readonly to: string }[];
  /** Files that are removed, or folders with all that is in them, if the name ends in `/`. */
  readonly remove?: readonly string[];
}

/** The content of `line.yaml`, explained in README.md. */
export interface Entry extends Change {
  readonly kind: 'checked' | 'command' | 'advice';
  readonly rules?: readonly string[];
  /** `strict` where only that pack makes the rules report it. */
  readonly pack?: string;
  readonly command?: string;
  readonly offers?: string;
  readonly base?: string;
  readonly wrong?: string;
  readonly twin?: Change;
}

const keys = ['kind', 'rules', 'pack', 'command', 'offers', 'base', 'wrong', 'edits', 'remove', 'twin'];

/** The lines of the reference, in its order. */
export function linesOf(root: string): readonly Line[] {
  const sections = parse(readFileSync(join(root, 'lines.yaml'), 'utf8')) as readonly Section[];
  return sections.flatMap(({ section, heading, lines }) =>
    lines.map(({ id, line, open }) => ({ path: posix.join(section, id), heading, words: line, ...(open && { open }) })),
  );
}

export function entryOf(root: string, { path }: Line): Entry {
  const file = join(root, path, 'line.yaml');
  if (!existsSync(file)) throw new Error(`The line ${path} has no entry. Write test/reference/${path}/line.yaml.`);
  const entry = parse(readFileSync(file, 'utf8')) as Entry;
  const unknown = Object.keys(entry).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw new Error(`${path}/line.yaml has no key "${unknown}". Its keys are ${keys.join(', ')}.`);
  return entry;
}
