import type { Span } from '../../../text/span';
import type { Scope } from '../state/scope';
import type { Shell } from '../state/shell';
import { both, either, not, type Truth } from '../state/truth';
import { known, type Text } from '../values/text';
import { comparisons } from './numeric';
import { binaryTest, unaryTest } from './tests';

/** `[ … ]` and `test`: by the number of arguments as POSIX defines it, otherwise by `-o`, `-a`, `!` and parentheses. */
export function evaluateTest(shell: Shell, scope: Scope, words: readonly Text[], span: Span): Truth {
  const plain = words.map((word) => known(word));
  if (words.length === 0) return false;
  if (words.length === 1) return unaryTest(shell, '-n', words[0]!, span);
  if (words.length === 2 && plain[0] === '!') return not(unaryTest(shell, '-n', words[1]!, span));
  if (words.length === 3 && isBinary(plain[1])) return binaryTest(shell, scope, plain[1]!, words[0]!, words[2]!, span);
  const reading: Reading = { shell, scope, words, plain, span, at: 0 };
  const truth = readOr(reading, 0);
  return reading.at === words.length ? truth : false;
}

const isBinary = (operator: string | undefined): boolean =>
  operator !== undefined && (/^(=|==|!=|<|>|-nt|-ot|-ef)$/.test(operator) || operator in comparisons);

const isUnary = (operator: string | undefined): boolean => operator !== undefined && /^-[a-hknoprstuvwxzGLNOS]$/.test(operator);

/** The arguments of a test while they are read. `plain` has the texts that are known. */
interface Reading {
  readonly shell: Shell;
  readonly scope: Scope;
  readonly words: readonly Text[];
  readonly plain: readonly (string | undefined)[];
  readonly span: Span;
  at: number;
}

const MAX_DEPTH = 60;

function readOr(reading: Reading, depth: number): Truth {
  let truth = readAnd(reading, depth);
  while (reading.plain[reading.at] === '-o') {
    reading.at += 1;
    truth = either(truth, readAnd(reading, depth));
  }
  return truth;
}

function readAnd(reading: Reading, depth: number): Truth {
  let truth = readPrimary(reading, depth);
  while (reading.plain[reading.at] === '-a') {
    reading.at += 1;
    truth = both(truth, readPrimary(reading, depth));
  }
  return truth;
}

function readPrimary(reading: Reading, depth: number): Truth {
  const { shell, scope, words, plain, span, at } = reading;
  if (at >= words.length || depth > MAX_DEPTH) return false;
  const operator = plain[at];
  if (operator === '!' && at + 1 < words.length) {
    reading.at = at + 1;
    return not(readPrimary(reading, depth + 1));
  }
  if (isBinary(plain[at + 1]) && at + 2 < words.length) {
    reading.at = at + 3;
    return binaryTest(shell, scope, plain[at + 1]!, words[at]!, words[at + 2]!, span);
  }
  if (operator === '(') {
    reading.at = at + 1;
    const truth = readOr(reading, depth + 1);
    if (plain[reading.at] === ')') reading.at += 1;
    return truth;
  }
  if (isUnary(operator) && at + 1 < words.length) {
    reading.at = at + 2;
    return unaryTest(shell, operator!, words[at + 1]!, span);
  }
  reading.at = at + 1;
  return unaryTest(shell, '-n', words[at]!, span);
}
