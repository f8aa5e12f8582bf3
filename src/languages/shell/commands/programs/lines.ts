import { type Builtin, unknownCommand } from '../../state/builtin';
import { type Invocation, outputSpan } from '../../state/invocation';
import { print } from '../../state/output';
import { type Shell, setStatus } from '../../state/shell';
import { resolvePath } from '../../values/paths';
import { isSymbolic } from '../../values/roots';
import { known } from '../../values/text';
import { type Word, wordText } from '../../values/word';
import { filter, inputOf, joinLines, parseArguments, printed, splitLines } from './filter';

/** `cat`. `tac` is unknown. */
export const cat: Builtin = (shell, invocation, args) => {
  const parsed = parseArguments(args, '');
  const text = parsed && parsed.flags.size === 0 ? inputOf(shell, invocation, parsed.operands) : undefined;
  if (!text || wordText(invocation.words[0]!) === 'tac') {
    unknownCommand(shell, invocation, 'cat');
    return;
  }
  print(shell, invocation.scope, text);
};

/** `tee`. */
export const tee: Builtin = (shell, invocation, args) => {
  const text = invocation.scope.input?.text;
  const appends = args.some((word) => /^-a$|^--append$/.test(wordText(word) ?? ''));
  for (const word of args) {
    const path = wordText(word);
    const absolute = path === undefined || path.startsWith('-') ? undefined : resolvePath(known(shell.state.cwd), path);
    if (absolute === undefined) continue;
    shell.state.created = new Map(shell.state.created).set(absolute, 'file');
    if (text && !appends) shell.state.written = new Map(shell.state.written).set(absolute, text);
  }
  if (text) print(shell, invocation.scope, text);
  setStatus(shell, 0);
};

/** `head` by lines. */
export const head: Builtin = (shell, invocation, args) => pick(shell, invocation, args, 'head');

/** `tail` by lines. */
export const tail: Builtin = (shell, invocation, args) => pick(shell, invocation, args, 'tail');

function pick(shell: Shell, invocation: Invocation, args: readonly Word[], name: 'head' | 'tail'): void {
  const old = args.map((word) => /^-(\d+)$/.exec(wordText(word) ?? '')).find(Boolean);
  const rest = old ? args.filter((word) => !/^-\d+$/.test(wordText(word) ?? '')) : args;
  const parsed = parseArguments(rest, 'nc');
  const written = old?.[1] ?? parsed?.values.get('n') ?? parsed?.values.get('lines') ?? '10';
  if (!parsed || parsed.values.has('c') || !/^[-+]?\d+$/.test(written)) {
    unknownCommand(shell, invocation, name);
    return;
  }
  const count = Math.abs(Number(written));
  filter(shell, invocation, name, parsed.operands, (text) => {
    const all = splitLines(text);
    if (name === 'head')
      return printed(joinLines(written.startsWith('-') ? all.slice(0, Math.max(all.length - count, 0)) : all.slice(0, count)));
    return printed(joinLines(written.startsWith('+') ? all.slice(Math.max(count - 1, 0)) : count === 0 ? [] : all.slice(-count)));
  });
}

/** `rev`. */
export const rev: Builtin = (shell, invocation, args) =>
  filter(shell, invocation, 'rev', args, (text) =>
    printed(joinLines(splitLines(text).map((line) => [...line].reverse().join('')))),
  );

/** `sort` with `-u`, `-r` and `-n`. */
export const sort: Builtin = (shell, invocation, args) => {
  const parsed = parseArguments(args, 'ktoST');
  if (!parsed || parsed.values.size > 0 || [...parsed.flags].some((flag) => !'urn'.includes(flag))) {
    unknownCommand(shell, invocation, 'sort');
    return;
  }
  filter(shell, invocation, 'sort', parsed.operands, (text) => {
    const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    const compare = parsed.flags.has('n')
      ? (a: string, b: string) => (Number.parseFloat(a) || 0) - (Number.parseFloat(b) || 0) || byCode(a, b)
      : byCode;
    const all = splitLines(text).sort(compare);
    if (parsed.flags.has('r')) all.reverse();
    return printed(joinLines(parsed.flags.has('u') ? [...new Set(all)] : all));
  });
};

/** `uniq` without options. */
export const uniq: Builtin = (shell, invocation, args) => {
  if (args.length > 0) unknownCommand(shell, invocation, 'uniq');
  else
    filter(shell, invocation, 'uniq', [], (text) =>
      printed(joinLines(splitLines(text).filter((line, index, all) => line !== all[index - 1]))),
    );
};

/** `wc` with one of `-l`, `-w`, `-c` and `-m`. */
export const wordCount: Builtin = (shell, invocation, args) => {
  const parsed = parseArguments(args, '');
  const [flag] = parsed?.flags ?? [];
  if (parsed?.flags.size !== 1 || parsed.operands.length > 0) {
    unknownCommand(shell, invocation, 'wc');
    return;
  }
  filter(shell, invocation, 'wc', [], (text) => {
    if (isSymbolic(text)) return undefined;
    if (flag === 'l') return printed(`${text.split('\n').length - 1}\n`);
    if (flag === 'w') return printed(`${(text.match(/\S+/g) ?? []).length}\n`);
    return flag === 'c' || flag === 'm'
      ? printed(`${flag === 'c' ? new TextEncoder().encode(text).length : [...text].length}\n`)
      : undefined;
  });
};

/** `seq`. */
export const sequence: Builtin = (shell, invocation, args) => {
  const parsed = parseArguments(
    args.filter((word) => !/^-\d/.test(wordText(word) ?? '')),
    'sf',
  );
  const numbers = args
    .map((word) => wordText(word) ?? '')
    .filter((text) => /^-?\d+$/.test(text))
    .map(Number);
  const [first, step, last] =
    numbers.length === 1
      ? [1, 1, numbers[0]!]
      : numbers.length === 2
        ? [numbers[0]!, 1, numbers[1]!]
        : [numbers[0], numbers[1], numbers[2]];
  const count = first === undefined || !step || last === undefined ? -1 : Math.floor((last - first) / step) + 1;
  if (!parsed || parsed.values.has('f') || parsed.flags.size > 0 || count > 5_000 || first === undefined || !step) {
    unknownCommand(shell, invocation, 'seq');
    return;
  }
  const place = outputSpan(invocation);
  const separator = parsed.values.get('s') ?? '\n';
  const values = Array.from({ length: Math.max(count, 0) }, (_, index) => String(first + index * step));
  if (values.length > 0) print(shell, invocation.scope, [{ text: `${values.join(separator)}\n`, span: place }]);
  setStatus(shell, 0);
};
