import type { Builtin, Invocation } from '../dispatch';
import { unknownCommand } from '../dispatch';
import { resolvePath } from '../paths';
import { matchRegex, parseRegex } from '../regex';
import { isSymbolic } from '../roots';
import { type Shell, setStatus } from '../state';
import { print, readFile } from '../subshell';
import { known, type Text, withMarks } from '../text';
import { type Word, wordText } from '../word';
import { parseSed, runSed } from './sed';

const MAX_TEXT = 400_000;

/** What a filter reads: its file operands, else standard input. Undefined where that is not known. */
function inputOf(shell: Shell, { scope, span }: Invocation, files: readonly Word[]): Text | undefined {
  if (files.length === 0) return scope.input?.text;
  const place = scope.substitution ?? span;
  const texts = files.map((word) => (wordText(word) === '-' ? scope.input?.text : readFile(shell, word.segments, place)));
  return texts.some((text) => text === undefined) ? undefined : texts.flatMap((text) => text!);
}

/** Applies a function of strings to what a filter reads; anything unknown in it makes the whole output unknown. */
function filter(
  shell: Shell,
  invocation: Invocation,
  name: string,
  files: readonly Word[],
  change: (text: string) => { output: string; code: number } | undefined,
): void {
  const text = inputOf(shell, invocation, files);
  const value = text && known(text);
  const place = invocation.scope.substitution ?? invocation.span;
  const result =
    value === undefined || value.length > MAX_TEXT || (isSymbolic(value) && name === 'cut') ? undefined : change(value);
  if (!text || !result) {
    unknownCommand(shell, invocation, name);
    return;
  }
  print(shell, invocation.scope, result.output === value ? text : withMarks(result.output, text, place));
  setStatus(shell, result.code);
}

interface Arguments {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly Word[];
}

/** Undefined where an option's text is not known. */
function parse(args: readonly Word[], valued: string): Arguments | undefined {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const operands: Word[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const text = wordText(args[at]!);
    if (text === undefined) {
      operands.push(args[at]!);
      continue;
    }
    if (text === '--') return { flags, values, operands: [...operands, ...args.slice(at + 1)] };
    const long = /^--([\w-]+)(?:=([\s\S]*))?$/.exec(text);
    if (long) {
      if (long[2] === undefined) flags.add(long[1]!);
      else values.set(long[1]!, long[2]);
      continue;
    }
    if (!/^-./.test(text)) {
      operands.push(args[at]!);
      continue;
    }
    for (let index = 1; index < text.length; index += 1) {
      const letter = text[index]!;
      if (!valued.includes(letter)) {
        flags.add(letter);
        continue;
      }
      const rest = text.slice(index + 1);
      const value = rest !== '' ? rest : args[at + 1] && wordText(args[++at]!);
      if (value === undefined) return undefined;
      values.set(letter, values.has(letter) ? `${values.get(letter)}\n${value}` : value);
      break;
    }
  }
  return { flags, values, operands };
}

export const cat: Builtin = (shell, invocation, args) => {
  const parsed = parse(args, '');
  const text = parsed && parsed.flags.size === 0 ? inputOf(shell, invocation, parsed.operands) : undefined;
  if (!text || wordText(invocation.words[0]!) === 'tac') {
    unknownCommand(shell, invocation, 'cat');
    return;
  }
  print(shell, invocation.scope, text);
};

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

const lines = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
const unlines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
const done = (output: string, code = 0): { output: string; code: number } => ({ output, code });

export const head: Builtin = (shell, invocation, args) => pick(shell, invocation, args, 'head');
export const tail: Builtin = (shell, invocation, args) => pick(shell, invocation, args, 'tail');

function pick(shell: Shell, invocation: Invocation, args: readonly Word[], name: 'head' | 'tail'): void {
  const old = args.map((word) => /^-(\d+)$/.exec(wordText(word) ?? '')).find(Boolean);
  const rest = old ? args.filter((word) => !/^-\d+$/.test(wordText(word) ?? '')) : args;
  const parsed = parse(rest, 'nc');
  const written = old?.[1] ?? parsed?.values.get('n') ?? parsed?.values.get('lines') ?? '10';
  if (!parsed || parsed.values.has('c') || !/^[-+]?\d+$/.test(written)) {
    unknownCommand(shell, invocation, name);
    return;
  }
  const count = Math.abs(Number(written));
  filter(shell, invocation, name, parsed.operands, (text) => {
    const all = lines(text);
    if (name === 'head')
      return done(unlines(written.startsWith('-') ? all.slice(0, Math.max(all.length - count, 0)) : all.slice(0, count)));
    return done(unlines(written.startsWith('+') ? all.slice(Math.max(count - 1, 0)) : count === 0 ? [] : all.slice(-count)));
  });
}

export const rev: Builtin = (shell, invocation, args) =>
  filter(shell, invocation, 'rev', args, (text) => done(unlines(lines(text).map((line) => [...line].reverse().join('')))));

export const sort: Builtin = (shell, invocation, args) => {
  const parsed = parse(args, 'ktoST');
  if (!parsed || parsed.values.size > 0 || [...parsed.flags].some((flag) => !'urn'.includes(flag))) {
    unknownCommand(shell, invocation, 'sort');
    return;
  }
  filter(shell, invocation, 'sort', parsed.operands, (text) => {
    const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    const compare = parsed.flags.has('n')
      ? (a: string, b: string) => (Number.parseFloat(a) || 0) - (Number.parseFloat(b) || 0) || byCode(a, b)
      : byCode;
    const all = lines(text).sort(compare);
    if (parsed.flags.has('r')) all.reverse();
    return done(unlines(parsed.flags.has('u') ? [...new Set(all)] : all));
  });
};

export const uniq: Builtin = (shell, invocation, args) => {
  if (args.length > 0) unknownCommand(shell, invocation, 'uniq');
  else
    filter(shell, invocation, 'uniq', [], (text) =>
      done(unlines(lines(text).filter((line, index, all) => line !== all[index - 1]))),
    );
};

export const wordCount: Builtin = (shell, invocation, args) => {
  const parsed = parse(args, '');
  const [flag] = parsed?.flags ?? [];
  if (parsed?.flags.size !== 1 || parsed.operands.length > 0) {
    unknownCommand(shell, invocation, 'wc');
    return;
  }
  filter(shell, invocation, 'wc', [], (text) => {
    if (isSymbolic(text)) return undefined;
    if (flag === 'l') return done(`${text.split('\n').length - 1}\n`);
    if (flag === 'w') return done(`${(text.match(/\S+/g) ?? []).length}\n`);
    return flag === 'c' || flag === 'm'
      ? done(`${flag === 'c' ? new TextEncoder().encode(text).length : [...text].length}\n`)
      : undefined;
  });
};

export const sequence: Builtin = (shell, invocation, args) => {
  const parsed = parse(
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
  const place = invocation.scope.substitution ?? invocation.span;
  const separator = parsed.values.get('s') ?? '\n';
  const values = Array.from({ length: Math.max(count, 0) }, (_, index) => String(first + index * step));
  if (values.length > 0) print(shell, invocation.scope, [{ text: `${values.join(separator)}\n`, span: place }]);
  setStatus(shell, 0);
};

export const cut: Builtin = (shell, invocation, args) => {
  const parsed = parse(args, 'dfcb');
  const list = parsed?.values.get('f') ?? parsed?.values.get('c') ?? parsed?.values.get('b');
  const ranges = list === undefined ? undefined : parseRanges(list);
  if (!parsed || !ranges) {
    unknownCommand(shell, invocation, 'cut');
    return;
  }
  const chosen = (index: number): boolean => ranges.some(([low, high]) => index >= low && index <= high);
  const delimiter = parsed.values.get('d') ?? '\t';
  filter(shell, invocation, 'cut', parsed.operands, (text) =>
    done(
      unlines(
        lines(text)
          .filter((line) => !parsed.flags.has('s') || line.includes(delimiter))
          .map((line) => {
            if (!parsed.values.has('f')) return [...line].filter((_, index) => chosen(index + 1)).join('');
            if (!line.includes(delimiter)) return line;
            return line
              .split(delimiter)
              .filter((_, index) => chosen(index + 1))
              .join(delimiter);
          }),
      ),
    ),
  );
};

function parseRanges(list: string): [number, number][] | undefined {
  const ranges: [number, number][] = [];
  for (const part of list.split(',')) {
    const parsed = /^(\d*)(-?)(\d*)$/.exec(part);
    if (!parsed || part === '-' || part === '') return undefined;
    const low = parsed[1] === '' ? 1 : Number(parsed[1]);
    ranges.push([low, parsed[2] === '' ? low : parsed[3] === '' ? Number.POSITIVE_INFINITY : Number(parsed[3])]);
  }
  return ranges;
}

export const translate: Builtin = (shell, invocation, args) => {
  const parsed = parse(args, '');
  const sets = parsed?.operands.map((word) => wordText(word)).map((text) => (text === undefined ? undefined : expandSet(text)));
  if (!parsed || !sets || sets.length === 0 || sets.some((set) => set === undefined)) {
    unknownCommand(shell, invocation, 'tr');
    return;
  }
  const [from, to] = sets as string[][];
  const complement = parsed.flags.has('c') || parsed.flags.has('C');
  const deletes = parsed.flags.has('d');
  const squeezed = parsed.flags.has('s') ? new Set(deletes || sets.length > 1 ? to : from) : undefined;
  const member = new Map(from!.map((character, index) => [character, to?.[Math.min(index, to.length - 1)]]));
  filter(shell, invocation, 'tr', [], (text) => {
    if (isSymbolic(text) && complement) return undefined;
    let output = '';
    for (const character of text) {
      const inside = member.has(character) !== complement;
      if (inside && deletes) continue;
      const next = !inside || !to || deletes ? character : complement ? to[to.length - 1]! : (member.get(character) ?? character);
      if (squeezed?.has(next) && output.endsWith(next) && (inside || sets.length === 1)) continue;
      output += next;
    }
    return done(output);
  });
};

function expandSet(written: string): string[] | undefined {
  const text = written
    .replace(/\\([nrt\\])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t', '\\': '\\' })[letter]!)
    .replace(
      /\[:(\w+):\]/g,
      (whole, name: string) =>
        ({
          upper: 'A-Z',
          lower: 'a-z',
          digit: '0-9',
          alpha: 'A-Za-z',
          alnum: 'A-Za-z0-9',
          space: ' \t\n\r\f\v',
          blank: ' \t',
          punct: '!-/:-@[-`{-~',
        })[name] ?? whole,
    );
  if (text.includes('[:') || text.includes('[=')) return undefined;
  const characters: string[] = [];
  const all = [...text];
  for (let at = 0; at < all.length; at += 1) {
    if (all[at + 1] === '-' && at + 2 < all.length) {
      for (let code = all[at]!.codePointAt(0)!; code <= all[at + 2]!.codePointAt(0)! && characters.length < 2_000; code += 1)
        characters.push(String.fromCodePoint(code));
      at += 2;
    } else characters.push(all[at]!);
  }
  return characters;
}

export const grep: Builtin = (shell, invocation, args) => {
  const parsed = parse(args, 'eABCm');
  const program = wordText(invocation.words[0]!) ?? '';
  const given = parsed?.values.get('e') ?? (parsed?.operands[0] && wordText(parsed.operands[0]));
  const flags = parsed?.flags ?? new Set<string>();
  const supported = [...flags].every(
    (flag) =>
      'EFGqviowxchsnHP'.includes(flag) ||
      /^(quiet|silent|ignore-case|invert-match|only-matching|count|fixed-strings|extended-regexp|line-regexp|word-regexp|color|no-messages)$/.test(
        flag,
      ),
  );
  const has = (letter: string, long: string): boolean => flags.has(letter) || flags.has(long);
  const fixed = has('F', 'fixed-strings') || program === 'fgrep';
  const extended = has('E', 'extended-regexp') || flags.has('P') || program === 'egrep';
  const source =
    given === undefined ? undefined : fixed ? given.replace(/[\\^$.[\]|()?*+{}]/g, '\\$&') : extended ? given : fromBasic(given);
  const expression =
    source === undefined ? undefined : parseRegex(source.split('\n').join('|'), { ignoreCase: has('i', 'ignore-case') });
  const usesPerl = flags.has('P') && /\\[KdDhR]|\(\?/.test(given ?? '');
  if (
    !parsed ||
    !expression ||
    !supported ||
    usesPerl ||
    flags.has('n') ||
    flags.has('H') ||
    parsed.values.has('A') ||
    parsed.values.has('B') ||
    parsed.values.has('C')
  ) {
    unknownCommand(shell, invocation, 'grep');
    return;
  }
  const files = parsed.values.has('e') ? parsed.operands : parsed.operands.slice(1);
  filter(shell, invocation, 'grep', files, (text) => {
    if (isSymbolic(text)) return undefined;
    const most = Number(parsed.values.get('m') ?? Number.POSITIVE_INFINITY);
    const matched: string[] = [];
    for (const line of lines(text)) {
      if (matched.length >= most) break;
      const found = matchesOf(expression, line, has('x', 'line-regexp'), has('w', 'word-regexp'));
      if (found === undefined) return undefined;
      if (has('v', 'invert-match') ? found.length === 0 : found.length > 0)
        matched.push(...(has('o', 'only-matching') ? found.filter((one) => one !== '') : [line]));
    }
    const code = matched.length > 0 ? 0 : 1;
    if (flags.has('q') || flags.has('quiet') || flags.has('silent')) return done('', code);
    return has('c', 'count') ? done(`${matched.length}\n`, code) : done(unlines(matched), code);
  });
};

function matchesOf(
  expression: NonNullable<ReturnType<typeof parseRegex>>,
  line: string,
  wholeLine: boolean,
  wholeWord: boolean,
): string[] | undefined {
  const found: string[] = [];
  for (let at = 0; at <= line.length; ) {
    const match = matchRegex(expression, line, at);
    if (match === undefined) return undefined;
    if (match === null) break;
    const fits =
      (!wholeLine || (match.start === 0 && match.end === line.length)) &&
      (!wholeWord || (!/\w/.test(line[match.start - 1] ?? '') && !/\w/.test(line[match.end] ?? '')));
    if (fits) found.push(line.slice(match.start, match.end));
    at = match.end > match.start ? match.end : match.end + 1;
  }
  return found;
}

/** A basic regular expression as an extended one. */
export function fromBasic(source: string): string {
  return source.replace(
    /\\([\s\S])|([+?(){}|])|\[\^?\]?(?:[^\]\\[]|\[:\w+:\]|\\|\[)*\]/g,
    (whole, escaped: string | undefined, plain: string | undefined) => {
      if (plain !== undefined) return `\\${plain}`;
      if (escaped === undefined) return whole;
      return '+?(){}|'.includes(escaped) ? escaped : whole;
    },
  );
}

export const sed: Builtin = (shell, invocation, args) => {
  const parsed = parse(args, 'ef');
  const code = parsed?.values.get('e') ?? (parsed?.operands[0] && wordText(parsed.operands[0]));
  const extended = parsed?.flags.has('E') || parsed?.flags.has('r') || parsed?.flags.has('regexp-extended') || false;
  const commands = code === undefined ? undefined : parseSed(code, extended);
  if (!parsed || !commands || parsed.flags.has('i') || parsed.values.has('f') || parsed.flags.has('in-place')) {
    unknownCommand(shell, invocation, 'sed');
    if (parsed?.flags.has('i')) setStatus(shell, 0);
    return;
  }
  const quiet = parsed.flags.has('n') || parsed.flags.has('quiet');
  const files = parsed.values.has('e') ? parsed.operands : parsed.operands.slice(1);
  filter(shell, invocation, 'sed', files, (text) => {
    const output = runSed(commands, text, quiet);
    return output === undefined ? undefined : done(output);
  });
};
