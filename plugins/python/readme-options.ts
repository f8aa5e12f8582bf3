import { type ContainerProgram, type Example, nameOf } from '../../src/api';
import { commandsIn, endsIn, type ReadmeWord } from './readme';

/** Options in the README's commands that start a program: its Python file, or its script if that forwards its arguments. */
export function readmeOptions({ start, entry }: ContainerProgram, example: Example): readonly ReadmeWord[] {
  const { readme } = example;
  if (!readme) return [];
  const forwards = start.arguments.some((word) => word.word.segments.some((segment) => segment.positional === 'all'));
  const script = forwards ? nameOf(start.launch.path) : undefined;
  return commandsIn(readme).flatMap(({ words }) => {
    const at = endsIn(words, { script, python: nameOf(entry.path), example });
    return at === undefined ? [] : words.slice(at + 1).flatMap((word) => optionIn(word, example) ?? []);
  });
}

/** Where the README's commands have words that reach a program directly. The rules about programs that start check those. */
export function directWords({ readme, repository }: Example): ReadonlySet<number> {
  const scripts = readme ? repository.embeddedScriptsIn(readme.path) : [];
  const words = scripts.flatMap(({ starts }) => starts.flatMap((start) => (start.program ? start.arguments : [])));
  return new Set(words.map(({ span }) => span.start));
}

/** The option in a word. A script of the example that mentions it may keep it for itself. */
export function optionIn({ text: word, span }: ReadmeWord, example: Example): ReadmeWord | undefined {
  const text = word.split('=')[0] ?? '';
  if (!/^--[A-Za-z][\w-]*$/.test(text) || example.scripts.some(({ shell }) => shell.file.text.includes(text))) return undefined;
  return { text, span: { ...span, end: span.start + text.length } };
}
