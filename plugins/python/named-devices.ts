import type { Program, PythonFile, Start } from '../../src/api';

/** The name of a GPU but the first, or the beginning of one; a call that takes the number of one; and a call that takes a name. */
const named = /cuda:(?!0\b)/;
const numbered = /(?:set_device|\.cuda)\(\s*[^\s)]/;
const given = /(?:device|\.to)\(\s*[^\s)]/;

/** Code that has the name of a GPU, or reads it from a configuration. Where there's none, looking at each `.to(device)` is in vain. */
const mayGive = /cuda:(?!0\b)|\b(?:yaml|json|hydra|OmegaConf)\b/;

/** Those of a program's own files whose code may use another GPU than the first. */
export function withDevices({ own, start }: Program): readonly PythonFile[] {
  const mayName = own.some(({ source }) => mayGive.test(source.text)) || isPassed(start);
  return own.filter(({ source: { text } }) => named.test(text) || numbered.test(text) || (mayName && given.test(text)));
}

const isPassed = ({ arguments: words, launch }: Start): boolean =>
  [...words, ...(launch?.spec.env.flatMap(({ value }) => value ?? []) ?? [])].some(({ masked }) => masked.includes('cuda:'));
