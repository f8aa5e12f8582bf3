import { fromBasic, matchRegex, parseRegex } from '../../patterns/regex';
import { type Builtin, unknownCommand } from '../../state/builtin';
import { isSymbolic } from '../../values/roots';
import { wordText } from '../../values/word';
import { done, filter, lines, parse, unlines } from './filter';

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
