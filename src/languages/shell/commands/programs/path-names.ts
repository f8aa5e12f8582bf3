import type { Span } from '../../../../text/span';
import { type Builtin, printLine, unknownCommand } from '../../state/builtin';
import { kindOf } from '../../state/files';
import { type Invocation, outputSpan } from '../../state/invocation';
import { type Shell, setStatus } from '../../state/shell';
import { basename, dirname, relativePath, resolvePath } from '../../values/paths';
import { firstUnknown, isDefault, known, mapText, type Text, withMarks } from '../../values/text';
import { type Word, wordText } from '../../values/word';

/** Prints one line for each operand. */
function printLines(
  shell: Shell,
  invocation: Invocation,
  words: readonly Word[],
  change: (text: Text, place: Span) => Text,
): void {
  for (const word of words) printLine(shell, invocation, change(word.segments, outputSpan(invocation)));
}

const operands = (args: readonly Word[], valued: readonly string[] = []): Word[] => {
  const words: Word[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const text = wordText(args[at]!);
    if (text === '--') return [...words, ...args.slice(at + 1)];
    if (text !== undefined && valued.includes(text)) at += 1;
    else if (text === undefined || !/^-./.test(text)) words.push(args[at]!);
  }
  return words;
};

/** `dirname`. */
export const dirName: Builtin = (shell, invocation, args) => {
  setStatus(shell, 0);
  printLines(shell, invocation, operands(args), (text, place) => derived(text, place, dirname));
};

/** `basename`. */
export const baseName: Builtin = (shell, invocation, args) => {
  setStatus(shell, 0);
  const texts = args.map(wordText);
  const suffixAt = texts.indexOf('-s');
  const words = operands(args, ['-s']);
  const many = suffixAt >= 0 || texts.includes('-a');
  const suffix = suffixAt >= 0 ? texts[suffixAt + 1] : many ? '' : words[1] && wordText(words[1]);
  printLines(shell, invocation, many ? words : words.slice(0, 1), (text, place) =>
    derived(text, place, (value) => basename(value, suffix)),
  );
};

/** The end of a path may be known where its beginning isn't. */
function derived(text: Text, place: Span, change: (value: string) => string): Text {
  if (known(text) !== undefined) return mapText(text, place, change);
  const last = text[text.length - 1]!;
  const tail = last.text ?? '';
  if (change === dirname || !tail.includes('/') || tail.endsWith('/')) return [firstUnknown(text, place)];
  return mapText([last], place, change);
}

/** `realpath`. */
export const realPath: Builtin = (shell, invocation, args) => {
  const texts = args.map(wordText);
  const relative = texts.map((text) => /^--relative-to(?:=(.*))?$/.exec(text ?? '')).find(Boolean);
  const at = texts.indexOf('--relative-to');
  const base = relative?.[1] ?? (at >= 0 ? texts[at + 1] : undefined);
  const words = operands(args, ['--relative-to', '--relative-base']);
  resolveAll(
    shell,
    invocation,
    words,
    texts.some((text) => text === '-e' || text === '--canonicalize-existing'),
    texts.some((text) => text === '-m'),
    base,
  );
};

/** `readlink` with `-f`, `-e` or `-m`. */
export const readLink: Builtin = (shell, invocation, args) => {
  const texts = args.map(wordText);
  if (!texts.some((text) => /^-[a-z]*[fem]|^--canonicalize/.test(text ?? ''))) {
    unknownCommand(shell, invocation, 'readlink');
    return;
  }
  resolveAll(
    shell,
    invocation,
    operands(args),
    texts.some((text) => /^-[a-z]*e/.test(text ?? '')),
    texts.some((text) => /^-[a-z]*m/.test(text ?? '')),
    undefined,
  );
};

/** Prints absolute paths. Symbolic links aren't followed. */
function resolveAll(
  shell: Shell,
  invocation: Invocation,
  words: readonly Word[],
  mustExist: boolean,
  mayMiss: boolean,
  base: string | undefined,
): void {
  const place = outputSpan(invocation);
  let failed = words.length === 0;
  for (const word of words) {
    const path = known(word.segments);
    const folder = known(shell.state.cwd);
    const absolute = path === undefined ? undefined : resolvePath(folder, path);
    const certain = !word.segments.some(isDefault);
    if (path === '' && certain) {
      failed = true;
      continue;
    }
    if (absolute !== undefined && certain && !mayMiss) {
      const missing = mustExist ? kindOf(shell, absolute) === 'missing' : kindOf(shell, dirname(absolute)) === 'missing';
      if (missing) {
        failed = true;
        continue;
      }
    }
    const from = base === undefined ? undefined : resolvePath(folder, base);
    const shown = absolute === undefined ? undefined : from === undefined ? absolute : relativePath(from, absolute);
    const text: Text =
      shown === undefined
        ? [firstUnknown(path === undefined ? word.segments : shell.state.cwd, place)]
        : withMarks(shown, word.segments, place);
    printLine(shell, invocation, text);
  }
  setStatus(shell, failed ? 1 : 0);
}
