import type { Effort } from '../../patterns/effort';
import { type Expression, fromBasic, parseRegex } from '../../patterns/regex';
import { matchRegex } from '../../patterns/regex-match';
import { type Builtin, unknownCommand } from '../../state/builtin';
import { isSymbolic } from '../../values/roots';
import { type Word, wordText } from '../../values/word';
import { filter, joinLines, parseArguments, printed, splitLines } from './filter';

/** `grep`, `egrep` and `fgrep` with the flags whose output is modelled: no line numbers, file names or context. */
export const grep: Builtin = (shell, invocation, args) => {
  const search = readSearch(args, wordText(invocation.words[0]!) ?? '');
  if (!search) {
    unknownCommand(shell, invocation, 'grep');
    return;
  }
  filter(shell, invocation, 'grep', search.files, (text) => {
    if (isSymbolic(text)) return undefined;
    const matched = matchedLines(search, text, shell.effort);
    if (matched === undefined) return undefined;
    const code = matched.length > 0 ? 0 : 1;
    if (search.has('q', 'quiet') || search.has('q', 'silent')) return printed('', code);
    return search.has('c', 'count') ? printed(`${matched.length}\n`, code) : printed(joinLines(matched), code);
  });
};

interface Search {
  readonly expression: Expression;
  readonly files: readonly Word[];
  /** Whether a flag is given, by its letter or its long name. */
  readonly has: (letter: string, long: string) => boolean;
  /** The largest number of lines that match. */
  readonly most: number;
}

const shortFlags = 'EFGqviowxchsP';
const longFlags: ReadonlySet<string> = new Set(
  'quiet silent ignore-case invert-match only-matching count fixed-strings extended-regexp line-regexp word-regexp color no-messages'.split(
    ' ',
  ),
);

/** Undefined where the search isn't known or uses what isn't modelled. */
function readSearch(args: readonly Word[], program: string): Search | undefined {
  const parsed = parseArguments(args, 'eABCm');
  if (!parsed || ['A', 'B', 'C'].some((context) => parsed.values.has(context))) return undefined;
  const { flags, values, operands } = parsed;
  if ([...flags].some((flag) => !shortFlags.includes(flag) && !longFlags.has(flag))) return undefined;
  const given = values.get('e') ?? (operands[0] && wordText(operands[0]));
  if (given === undefined || (flags.has('P') && /\\[KdDhR]|\(\?/.test(given))) return undefined;
  const has = (letter: string, long: string): boolean => flags.has(letter) || flags.has(long);
  const isExtended = has('E', 'extended-regexp') || flags.has('P') || program === 'egrep';
  const isFixed = has('F', 'fixed-strings') || program === 'fgrep';
  const source = isFixed ? given.replace(/[\\^$.[\]|()?*+{}]/g, '\\$&') : isExtended ? given : fromBasic(given);
  const expression = parseRegex(source.split('\n').join('|'), { ignoreCase: has('i', 'ignore-case') });
  const most = Number(values.get('m') ?? Number.POSITIVE_INFINITY);
  return expression && { expression, files: values.has('e') ? operands : operands.slice(1), has, most };
}

/** Undefined where matching would take too long. */
function matchedLines({ expression, has, most }: Search, text: string, effort: Effort): string[] | undefined {
  const matched: string[] = [];
  for (const line of splitLines(text)) {
    if (matched.length >= most) break;
    const found = matchesOf(expression, line, effort, has('x', 'line-regexp'), has('w', 'word-regexp'));
    if (found === undefined) return undefined;
    if (has('v', 'invert-match') ? found.length === 0 : found.length > 0)
      matched.push(...(has('o', 'only-matching') ? found.filter((one) => one !== '') : [line]));
  }
  return matched;
}

function matchesOf(
  expression: Expression,
  line: string,
  effort: Effort,
  wholeLine: boolean,
  wholeWord: boolean,
): string[] | undefined {
  const found: string[] = [];
  for (let at = 0; at <= line.length; ) {
    const match = matchRegex(expression, line, effort, at);
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
