import type { Example } from '../model/targets';
import { compileGlobs, fitsText } from '../text/glob';
import type { Override, Wanted } from './form';

/** When the rules of an override apply. */
export interface Condition {
  /** `files examples/**`, `kind inference`, `capability generative/**`. */
  readonly text: string;
  readonly files: readonly string[];
  holds(file: string, example: Example | undefined): boolean;
}

export function compileCondition({ files, metadata, kind }: Override): Condition {
  const globs = files === undefined ? [] : listOf(files);
  const kinds = kind === undefined ? [] : listOf(kind);
  const wanted = Object.entries(metadata ?? {}).map(([key, value]) => ({
    key,
    values: listOf(value as Wanted | readonly Wanted[]),
  }));
  const fits = globs.length > 0 ? compileGlobs(globs) : undefined;
  return {
    text: [
      ...(globs.length > 0 ? [`files ${globs.join(', ')}`] : []),
      ...(kinds.length > 0 ? [`kind ${kinds.join(', ')}`] : []),
      ...wanted.map(({ key, values }) => `${key} ${values.join(', ')}`),
    ].join(' and '),
    files: globs,
    holds(file, example) {
      if (fits && !fits(file)) return false;
      if (kinds.length > 0 && !(example && kinds.includes(example.kind))) return false;
      if (wanted.length === 0) return true;
      const data = example?.metadata?.data;
      return data !== undefined && wanted.every(({ key, values }) => anyFits(lookUp(data, key), values));
    },
  };
}

function anyFits(present: unknown, values: readonly Wanted[]): boolean {
  const list: readonly unknown[] = Array.isArray(present) ? present : [present];
  return list.some((entry) =>
    values.some((value) => (typeof value === 'string' && typeof entry === 'string' ? fitsText(value, entry) : value === entry)),
  );
}

/** A key as it stands, else a path with dots. */
function lookUp(data: { readonly [key: string]: unknown }, key: string): unknown {
  if (Object.hasOwn(data, key)) return data[key];
  let current: unknown = data;
  for (const step of key.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as { readonly [key: string]: unknown })[step];
  }
  return current;
}

const listOf = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : [value as T]);
