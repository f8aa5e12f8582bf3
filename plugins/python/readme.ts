import { type Example, nameOf, type SourceFile, type Span } from '../../src/api';

export interface ReadmeWord {
  readonly text: string;
  readonly span: Span;
}

interface End {
  /** A script that forwards its arguments. Undefined if it doesn't. */
  readonly script: string | undefined;
  readonly python: string;
  readonly example: Example;
}

/** The position of the word that starts a program: its script, the preset of that script, or the Python file itself. */
export function endsIn(words: readonly ReadmeWord[], { script, python, example }: End): number | undefined {
  const names = words.map((word) => word.text);
  const at = names.findIndex(
    (text, position) =>
      (script !== undefined && nameOf(text) === script && isCommand(names, position) && isHere(text, example)) ||
      (script !== undefined && isPreset(names, position, script, example)) ||
      (text === python && /^python3?$/.test(names[position - 1] ?? '')),
  );
  return at < 0 ? undefined : at;
}

/** `cvl run <name> <preset>`, which passes everything that follows to the preset's script. */
function isPreset(
  words: readonly string[],
  position: number,
  script: string,
  { metadata, presets, folder, join }: Example,
): boolean {
  const [runner, verb, name, preset] = words.slice(position - 3, position + 1);
  if (position < 3 || runner !== 'cvl' || verb !== 'run' || preset === undefined || !isCommand(words, position - 3)) return false;
  if (name !== metadata?.name?.text && name !== nameOf(folder)) return false;
  return presets.some((each) => each.name === preset && each.path !== undefined && each.path === join(script));
}

const isCommand = (words: readonly string[], position: number): boolean =>
  words.slice(0, position).every((word) => /^[A-Za-z_]\w*=/.test(word) || /^(bash|sh|sudo|time|\$)$/.test(word));

/** Whether a path can be the example's own script, rather than that of another example. */
const isHere = (text: string, example: Example): boolean =>
  !text.includes('/') || /^\.\/[^/]+$/.test(text) || text.includes(example.folder);

/** The content of the fenced blocks, and where it starts. */
export const fencedBlocks = ({ text }: SourceFile): { readonly text: string; readonly start: number }[] =>
  [...text.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].map(({ 0: block, 1: inside = '', index }) => ({
    text: inside,
    start: index + block.indexOf('\n') + 1,
  }));

/** The text, with blanks in place of the fenced blocks. */
export const proseOf = ({ text }: SourceFile): string =>
  text.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, ' '));

/** The words of the commands in fenced blocks, without comments. A trailing backslash joins lines. */
export function commandsIn(readme: SourceFile): { readonly words: readonly ReadmeWord[] }[] {
  const commands: { words: ReadmeWord[] }[] = [];
  for (const { text: block, start } of fencedBlocks(readme)) {
    for (const line of block.matchAll(/(?:[^\n\\]|\\\n|\\.)+/g)) {
      const text = line[0].replace(/(^|\s)#.*$/s, (comment) => ' '.repeat(comment.length));
      const words = [...text.matchAll(/[^\s\\]+/g)].map((word) => {
        const at = start + line.index + word.index;
        return { text: word[0], span: { file: readme.path, start: at, end: at + word[0].length } };
      });
      if (words.length) commands.push({ words });
    }
  }
  return commands;
}

/** The options at the start of each table's rows, or of each list's items. */
export function listsIn(readme: SourceFile): ReadmeWord[][] {
  const lists: ReadmeWord[][] = [];
  for (const block of proseOf(readme).matchAll(/(?:^[ \t]*[|*-].*\n?)+/gm)) {
    const items = [...block[0].matchAll(/^[ \t]*(?:\||[*-] )[ \t]*(?:\*\*)?`(--[A-Za-z][\w-]*)(?=[`, =])/gm)].map((item) => {
      const start = block.index + item.index + item[0].length - (item[1] ?? '').length;
      return { text: item[1] ?? '', span: { file: readme.path, start, end: start + (item[1] ?? '').length } };
    });
    if (items.length > 1) lists.push(items);
  }
  return lists;
}
