import type { Span } from '../../../text/span';
import type { Scope } from '../state/scope';
import type { Shell } from '../state/shell';
import { both, either, not, type Truth } from '../state/truth';
import { known, type Text } from '../values/text';
import { numeric } from './numeric';
import { binaryTest, unaryTest } from './tests';

/** `[ … ]` and `test`: by the number of arguments as POSIX defines it, otherwise by `-o`, `-a`, `!` and parentheses. */
export function evaluateTest(shell: Shell, scope: Scope, words: readonly Text[], span: Span): Truth {
  const plain = words.map((word) => known(word));
  if (words.length === 0) return false;
  if (words.length === 1) return unaryTest(shell, '-n', words[0]!, span);
  if (words.length === 2 && plain[0] === '!') return not(unaryTest(shell, '-n', words[1]!, span));
  if (words.length === 3 && isBinary(plain[1])) return binaryTest(shell, scope, plain[1]!, words[0]!, words[2]!, span);
  const state = { at: 0 };
  const truth = parseOr(shell, scope, words, plain, state, span, 0);
  return state.at === words.length ? truth : false;
}

const isBinary = (operator: string | undefined): boolean =>
  operator !== undefined && (/^(=|==|!=|<|>|-nt|-ot|-ef)$/.test(operator) || operator in numeric);

const isUnary = (operator: string | undefined): boolean => operator !== undefined && /^-[a-hknoprstuvwxzGLNOS]$/.test(operator);

type Parser = (
  shell: Shell,
  scope: Scope,
  words: readonly Text[],
  plain: readonly (string | undefined)[],
  state: { at: number },
  span: Span,
  depth: number,
) => Truth;

const parseOr: Parser = (shell, scope, words, plain, state, span, depth) => {
  let truth = parseAnd(shell, scope, words, plain, state, span, depth);
  while (plain[state.at] === '-o') {
    state.at += 1;
    truth = either(truth, parseAnd(shell, scope, words, plain, state, span, depth));
  }
  return truth;
};

const parseAnd: Parser = (shell, scope, words, plain, state, span, depth) => {
  let truth = parsePrimary(shell, scope, words, plain, state, span, depth);
  while (plain[state.at] === '-a') {
    state.at += 1;
    truth = both(truth, parsePrimary(shell, scope, words, plain, state, span, depth));
  }
  return truth;
};

const parsePrimary: Parser = (shell, scope, words, plain, state, span, depth) => {
  if (state.at >= words.length || depth > 60) return false;
  const first = plain[state.at];
  if (first === '!' && state.at + 1 < words.length) {
    state.at += 1;
    return not(parsePrimary(shell, scope, words, plain, state, span, depth + 1));
  }
  if (isBinary(plain[state.at + 1]) && state.at + 2 < words.length) {
    state.at += 3;
    return binaryTest(shell, scope, plain[state.at - 2]!, words[state.at - 3]!, words[state.at - 1]!, span);
  }
  if (first === '(') {
    state.at += 1;
    const truth = parseOr(shell, scope, words, plain, state, span, depth + 1);
    if (plain[state.at] === ')') state.at += 1;
    return truth;
  }
  if (isUnary(first) && state.at + 1 < words.length) {
    state.at += 2;
    return unaryTest(shell, first!, words[state.at - 1]!, span);
  }
  state.at += 1;
  return unaryTest(shell, '-n', words[state.at - 1]!, span);
};
