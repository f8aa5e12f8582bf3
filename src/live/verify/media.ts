import { readFileSync, statSync } from 'node:fs';
import { headOf, tailOf } from './file-ends';
import { containers } from './media/containers';
import { images } from './media/images';
import type { Read } from './media/read';
import { tensors } from './media/tensors';

/** What a file is, by its content, or why it isn't what its name says. */
export type Opened = { readonly is: string } | { readonly broken: string };

/** Bytes of a file that are looked at: of its beginning for its header, and of its end. */
const headBytes = 1 << 20;
const tailBytes = 1 << 16;
/** Bytes: larger JSON isn't parsed. */
const largestJson = 64 << 20;

const readers: { readonly [extension: string]: Read } = { ...images, ...containers, ...tensors };

/** Opens an output as what its name says. Undefined: its name says nothing that cvl can open. */
export function openAs(path: string): Opened | undefined {
  const { size } = statSync(path);
  if (size === 0) return { broken: 'is empty' };
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  if (extension === 'json') return size > largestJson ? undefined : json(readFileSync(path, 'utf8'));
  if (extension === 'jsonl') return jsonLines(path);
  if (!Object.hasOwn(readers, extension)) return undefined;
  const name = extension.toUpperCase();
  const found = readers[extension]?.({ head: headOf(path, headBytes), tail: tailOf(path, tailBytes), size });
  if (found === undefined) return { broken: `has no ${name} data` };
  if (found === 'cut') return { broken: `is an incomplete ${name} file` };
  return typeof found === 'string' ? { is: found === '' ? name : `${name}, ${found}` } : { broken: found.broken };
}

function json(text: string): Opened {
  try {
    const value: unknown = JSON.parse(text);
    return { is: Array.isArray(value) ? `JSON, a list of ${value.length}` : 'JSON' };
  } catch {
    // Python writes these, and reads them back.
    return isPythonJson(text) ? { is: 'JSON with NaN or Infinity, which only Python reads' } : { broken: 'is no JSON' };
  }
}

function isPythonJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/("(?:[^"\\]|\\.)*"?)|-?\b(?:NaN|Infinity)\b/g, (_, quoted: string | undefined) => quoted ?? '0'));
    return true;
  } catch {
    return false;
  }
}

function jsonLines(path: string): Opened {
  const lines = headOf(path, headBytes)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const first = json(lines[0] ?? '');
  return 'broken' in first ? { broken: 'has a first line that is no JSON' } : { is: 'JSON lines' };
}
