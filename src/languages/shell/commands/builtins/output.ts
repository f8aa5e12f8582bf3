import type { Builtin } from '../../state/builtin';
import { print } from '../../state/output';
import { reachLimit, type Shell, setStatus } from '../../state/shell';
import { assign } from '../../state/variables';
import { echoEscapes, printfQuote } from '../../values/quote';
import { known, literal, mapText, type Text, unknownText } from '../../values/text';
import { type Word, wordText } from '../../values/word';

/** `echo`. */
export const echo: Builtin = (shell, { scope, span }, args) => {
  setStatus(shell, 0);
  if (!scope.capture) return;
  let at = 0;
  let newline = true;
  let escapes = false;
  for (; at < args.length; at += 1) {
    const text = wordText(args[at]!);
    if (text === undefined || !/^-[neE]+$/.test(text)) break;
    if (text.includes('n')) newline = false;
    if (/[eE]/.test(text)) escapes = text.lastIndexOf('e') > text.lastIndexOf('E');
  }
  let text: Text = args
    .slice(at)
    .flatMap((word, index) => (index === 0 ? word.segments : [{ text: ' ', span: word.span }, ...word.segments]));
  if (escapes) {
    const whole = known(text);
    if (whole !== undefined && echoEscapes(whole).stop) newline = false;
    text = mapText(text, span, (value) => echoEscapes(value).text);
  }
  print(shell, scope, newline ? [...text, { text: '\n', span }] : text);
};

/** `printf`. */
export const printFormatted: Builtin = (shell, { scope, span }, given) => {
  setStatus(shell, 0);
  let args = given;
  let target: string | undefined;
  if (wordText(args[0] ?? { segments: [], span }) === '-v') {
    target = args[1] && wordText(args[1]);
    args = args.slice(2);
  }
  if (wordText(args[0] ?? { segments: [], span }) === '--') args = args.slice(1);
  if (target === undefined && !scope.capture) return;
  const format = args[0] && wordText(args[0]);
  const text =
    format === undefined ? unknownText('unsupported', span, 'printf') : formatAll(shell, format, args.slice(1), args[0]!.span);
  if (target === undefined) print(shell, scope, text);
  else {
    const parsed = /^(\w+)(?:\[(.*)\])?$/.exec(target);
    if (parsed)
      assign(
        shell,
        parsed[1]!,
        text,
        span,
        parsed[2] === undefined ? {} : { index: /^\d+$/.test(parsed[2]) ? Number(parsed[2]) : parsed[2] },
      );
  }
};

const MAX_ROUNDS = 2_000;

/** Repeats the format until every argument is used. */
function formatAll(shell: Shell, format: string, args: readonly Word[], span: Word['span']): Text {
  const out: Text[number][] = [];
  let rest = args;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { text, used, stop } = formatOnce(format, rest, span);
    out.push(...text);
    rest = rest.slice(used);
    if (stop || used === 0 || rest.length === 0) return out;
  }
  reachLimit(shell, '`printf` gets more arguments than the evaluator keeps.');
  return out;
}

function formatOnce(format: string, args: readonly Word[], span: Word['span']): { text: Text; used: number; stop: boolean } {
  const out: Text[number][] = [];
  let used = 0;
  let from = 0;
  const plain = (to: number): boolean => {
    const { text, stop } = echoEscapes(format.slice(from, to));
    if (text !== '') out.push({ text, span });
    return stop;
  };
  for (const match of format.matchAll(
    /%(?:%|([-+ 0#]*)(\*|[1-9]\d*)?(?:\.(\*|\d*))?(?:hh?|ll?|[Lqjzt])?([a-zA-Z]|\([^()]*\)T))/g,
  )) {
    if (plain(match.index)) return { text: out, used, stop: true };
    from = match.index + match[0].length;
    if (match[0] === '%%') {
      out.push({ text: '%', span });
      continue;
    }
    const star = (written: string | undefined): string | undefined =>
      written === '*' ? (wordText(args[used++] ?? { segments: [], span }) ?? '') : written;
    const width = star(match[2]);
    const precision = star(match[3]);
    const word = args[used++];
    out.push(
      ...directive(
        match[4] ?? (match[0].endsWith('q') ? 'q' : 's'),
        match[1] ?? '',
        width ?? '',
        precision,
        word?.segments ?? [],
        span,
      ),
    );
  }
  const stop = plain(format.length);
  return { text: out, used: Math.min(used, Math.max(args.length, used)), stop };
}

function directive(
  letter: string,
  flags: string,
  width: string,
  precision: string | undefined,
  value: Text,
  span: Word['span'],
): Text {
  if (letter.startsWith('(')) return unknownText('command', span, 'printf');
  const simple = width === '' && precision === undefined;
  if (letter === 's' && simple) return value;
  if (letter === 'b') return mapText(value, span, (text) => echoEscapes(text).text);
  if (letter === 'q') return value.length === 0 ? literal("''", span) : mapText(value, span, printfQuote);
  const text = known(value);
  if (text === undefined)
    return [{ text: null, span, unknown: value.find((segment) => segment.unknown)?.unknown ?? { reason: 'unsupported' } }];
  return mapText(value.length === 0 ? [{ text: '', span }] : value, span, () =>
    pad(formatted(letter, flags, precision, text), flags, width, letter),
  );
}

function formatted(letter: string, flags: string, precision: string | undefined, text: string): string {
  if (letter === 's') return precision === undefined ? text : text.slice(0, Number(precision) || 0);
  if (letter === 'c') return text.slice(0, 1);
  const number = /^['"]/.test(text)
    ? (text.codePointAt(1) ?? 0)
    : Number(text === '' ? 0 : /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : text) || 0;
  if ('di'.includes(letter)) {
    const digits = String(Math.abs(Math.trunc(number))).padStart(Number(precision ?? 0) || 0, '0');
    return (number < 0 ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + digits;
  }
  if (letter === 'u') return String(Math.trunc(number));
  if (letter === 'x' || letter === 'X') {
    const hex =
      (flags.includes('#') ? '0x' : '') +
      Math.trunc(number)
        .toString(16)
        .padStart(Number(precision ?? 0) || 0, '0');
    return letter === 'X' ? hex.toUpperCase() : hex;
  }
  if (letter === 'o') return Math.trunc(number).toString(8);
  if (letter === 'f' || letter === 'F') return number.toFixed(Math.min(Number(precision ?? 6) || 0, 100));
  if (letter === 'e' || letter === 'E')
    return number.toExponential(Math.min(Number(precision ?? 6) || 0, 100)).replace(/e([-+])(\d)$/, 'e$10$2');
  if (letter === 'g' || letter === 'G')
    return String(Number(number.toPrecision(Math.min(Math.max(Number(precision ?? 6) || 1, 1), 100))));
  return text;
}

function pad(text: string, flags: string, width: string, letter: string): string {
  const size = Math.min(Math.abs(Number(width) || 0), 10_000);
  if (text.length >= size) return text;
  if (flags.includes('-') || width.startsWith('-')) return text.padEnd(size);
  if (flags.includes('0') && !'sbcq'.includes(letter))
    return (/^[-+]/.test(text) ? text[0] : '') + text.replace(/^[-+]/, '').padStart(size - (/^[-+]/.test(text) ? 1 : 0), '0');
  return text.padStart(size);
}
