import { type PythonFile, parsePython } from '../../../src/languages/python/parse';
import type { Value } from '../../../src/languages/python/value';
import type { Span } from '../../../src/text/span';

export const read = (text: string, path = 'examples/demo/train.py'): PythonFile => parsePython({ path, text });

export const textAt = (file: PythonFile, span: Span): string => file.source.text.slice(span.start, span.end);

/** A value in short: its literal and the names of its setters. */
export function short(value: Value | undefined): unknown {
  if (!value) return 'absent';
  const setters = value.setters.map((setter) =>
    setter.kind === 'configuration' ? `${setter.file}:${setter.keys.join('.')}` : setter.name,
  );
  const known = value.kind === 'known' ? value.value : 'unknown';
  return setters.length ? { value: known, setters } : known;
}

/** The value that the last statement of a text assigns to `x`. */
export function valueOfX(text: string): unknown {
  const file = read(text);
  const binding = file.index.module.bindings.get('x')?.at(-1);
  return binding?.value ? short(file.resolve(binding.value, binding.frame)) : 'no x';
}
