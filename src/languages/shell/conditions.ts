import type { TestExpression } from 'unbash';
import type { Span } from '../../text/span';
import { arithmeticNumber } from './arithmetic';
import { emptiness } from './emptiness';
import { type ExpandedPattern, expandPattern, expandText } from './expand';
import { kindOf } from './glob';
import { answer } from './join';
import { matchText } from './matching';
import { resolvePath } from './paths';
import { escapePattern } from './pattern';
import { matchRegex, parseRegex } from './regex';
import { isSymbolic, showRoots } from './roots';
import { type Scope, type Shell, spanOf } from './state';
import { certain, describeText, isDefault, known, likelyText, literal, outsideName, type Text } from './text';
import { both, either, not, type Truth, uncertain } from './truth';
import { assignWords, find, isSetQuestion } from './variables';

/** `[[ … ]]` */
export function evaluateCondition(shell: Shell, scope: Scope, node: TestExpression): Truth {
  switch (node.type) {
    case 'TestGroup':
      return evaluateCondition(shell, scope, node.expression);
    case 'TestNot': {
      const truth = evaluateCondition(shell, scope, node.operand);
      return node.negations.length % 2 === 1 ? not(truth) : truth;
    }
    case 'TestLogical': {
      const and = node.operator === '&&';
      let truth: Truth = and;
      for (const operand of node.operands) {
        if (truth === !and) return truth;
        const next = evaluateCondition(shell, scope, operand);
        truth = and ? both(truth, next) : either(truth, next);
      }
      return truth;
    }
    case 'TestUnary':
      return unaryTest(shell, scope, node.operator, expandText(shell, scope, node.operand), spanOf(scope.source, node));
    case 'TestBinary': {
      const left = expandText(shell, scope, node.left);
      const span = spanOf(scope.source, node);
      const { operator } = node;
      if (operator === '=~') return regexTest(shell, scope, left, expandPattern(shell, scope, node.right), span);
      if (operator === '==' || operator === '=') return matchText(shell, left, expandPattern(shell, scope, node.right), span);
      if (operator === '!=') return not(matchText(shell, left, expandPattern(shell, scope, node.right), span));
      return binaryTest(shell, scope, operator, left, expandText(shell, scope, node.right), span);
    }
  }
}

function settle(shell: Shell, truth: Truth): Truth {
  if (typeof truth === 'boolean') return truth;
  const settled = answer(shell, truth.question);
  return settled === undefined ? truth : settled === truth.holds;
}

export function unaryTest(shell: Shell, scope: Scope, operator: string, operand: Text, span: Span): Truth {
  if (operator === '-n' || operator === '-z') {
    const found = emptiness(shell, operand, span);
    const truth = settle(shell, typeof found === 'boolean' ? found : uncertain(found));
    return operator === '-n' ? truth : not(truth);
  }
  if (operator === '-v') return isSet(shell, known(operand), span);
  if (operator === '-o') return shell.state.options.has(known(operand) ?? '');
  if (operator === '-t')
    return shell.setting.mode === 'concrete'
      ? false
      : settle(shell, uncertain({ key: 'terminal', yes: 'run in a terminal', no: 'not run in a terminal', span }));
  return settle(shell, fileTest(shell, scope, operator, operand, span));
}

function isSet(shell: Shell, name: string | undefined, span: Span): Truth {
  const parsed = /^(\w+)(?:\[(.*)\])?$/.exec(name ?? '');
  if (!parsed) return false;
  const found = find(shell, parsed[1]!);
  if (found === 'unknown') return settle(shell, uncertain(isSetQuestion(parsed[1]!, span)));
  if (!found) return false;
  const key = parsed[2];
  if (key === undefined) return found.elements.length > 0;
  if (key === '@' || key === '*') return found.elements.length > 0;
  return found.elements.some((element) => String(element.key) === key.replace(/^(["'])(.*)\1$/, '$2'));
}

/** Tests of what is on disk: what the script made, else what the host tells. */
function fileTest(shell: Shell, _scope: Scope, operator: string, operand: Text, span: Span): Truth {
  const path = known(operand);
  const shown = showRoots(describeText(operand));
  const meaning = operator === '-d' ? 'is a folder' : operator === '-f' ? 'is a file' : 'exists';
  const defaults = operand.some(isDefault);
  const absolute = path === undefined ? undefined : resolvePath(known(shell.state.cwd), path);
  const question = {
    key: `${operator}:${absolute ?? shown}`,
    yes: `${shown} ${meaning}`,
    no: operator === '-d' ? `${shown} is no folder` : operator === '-f' ? `${shown} is no file` : `${shown} does not exist`,
    span,
    name: outsideName(operand),
  };
  if (path === '' && !defaults) return false;
  const outcome = path === '' ? false : path === undefined ? undefined : fileOutcome(shell, operator, path, absolute);
  if (defaults || outcome === undefined) {
    const likely = defaults ? outcome : likelyText(operand) === '' ? false : undefined;
    return uncertain(likely === undefined ? question : { ...question, likely });
  }
  return outcome;
}

function fileOutcome(shell: Shell, operator: string, path: string, absolute: string | undefined): boolean | undefined {
  const kind = kindOf(shell, path);
  if (kind === undefined) return undefined;
  if (kind === 'missing') return false;
  switch (operator) {
    case '-f':
      return kind === 'file';
    case '-d':
      return kind === 'folder';
    case '-x':
      return kind === 'folder' ? true : absolute === undefined ? undefined : shell.setting.host.executable(absolute);
    case '-s':
      return kind === 'folder' ? true : absolute === undefined ? undefined : nonEmptyFile(shell, absolute);
    case '-e':
    case '-a':
    case '-r':
    case '-w':
    case '-O':
    case '-G':
      return true;
    case '-L':
    case '-h':
      return undefined;
    default:
      return false;
  }
}

function nonEmptyFile(shell: Shell, path: string): boolean | undefined {
  const made = shell.state.written.get(path);
  if (made) return made.length > 0;
  const text = shell.setting.host.read(path);
  return text === undefined ? undefined : text !== '';
}

const numeric: Record<string, (a: number, b: number) => boolean> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};
const numericWords: Record<string, [string, string]> = {
  '-eq': ['is', 'is not'],
  '-ne': ['is not', 'is'],
  '-lt': ['is less than', 'is at least'],
  '-le': ['is at most', 'is more than'],
  '-gt': ['is more than', 'is at most'],
  '-ge': ['is at least', 'is less than'],
};

export function binaryTest(shell: Shell, scope: Scope, operator: string, left: Text, right: Text, span: Span): Truth {
  if (numeric[operator]) return settle(shell, numericTest(shell, scope, operator, left, right, span));
  if (operator === '=' || operator === '==' || operator === '!=') {
    const pattern = right.map((segment) => (segment.text === null ? '\uF8FF' : escapePattern(segment.text))).join('');
    const truth = settle(shell, matchText(shell, left, { pattern, text: right, whole: known(right) !== undefined }, span));
    return operator === '!=' ? not(truth) : truth;
  }
  const [a, b] = [certain(left), certain(right)];
  if ((operator === '<' || operator === '>') && a !== undefined && b !== undefined) return operator === '<' ? a < b : a > b;
  if (operator === '-ef' && a !== undefined && b !== undefined && a === b) return true;
  return settle(shell, uncertain(plainQuestion(operator, left, right, span)));
}

function numericTest(shell: Shell, scope: Scope, operator: string, left: Text, right: Text, span: Span): Truth {
  const [a, b] = [left, right].map((text) => arithmeticNumber(shell, scope, text, span)) as [
    number | undefined,
    number | undefined,
  ];
  const outcome = a === undefined || b === undefined ? undefined : numeric[operator]!(a, b);
  if (outcome !== undefined && ![...left, ...right].some(isDefault)) return outcome;
  if (outcome === undefined && known(left) !== undefined && known(right) !== undefined) return false;
  const [yes, no] = numericWords[operator]!;
  const [shownLeft, shownRight] = [describeText(left) || "''", describeText(right) || "''"];
  const name = outsideName(left) ?? outsideName(right);
  const whole = name === '@';
  return uncertain({
    key: `${operator}:${shownLeft}:${shownRight}${name === undefined ? `@${span.file}:${span.start}` : ''}`,
    yes: whole ? `the number of arguments ${yes} ${shownRight}` : `${shownLeft} ${yes} ${shownRight}`,
    no: whole ? `the number of arguments ${no} ${shownRight}` : `${shownLeft} ${no} ${shownRight}`,
    span,
    name,
    ...(outcome !== undefined && { likely: outcome }),
  });
}

function plainQuestion(operator: string, left: Text, right: Text, span: Span) {
  const [a, b] = [describeText(left), describeText(right)].map(showRoots) as [string, string];
  return {
    key: `${operator}:${a}:${b}@${span.file}:${span.start}`,
    yes: `${a} ${operator} ${b}`,
    no: `not (${a} ${operator} ${b})`,
    span,
  };
}

function regexTest(shell: Shell, _scope: Scope, left: Text, right: ExpandedPattern, span: Span): Truth {
  const source = right.chunks
    .map(({ segment, quoted }) => (quoted ? (segment.text ?? '').replace(/[\\^$.[\]|()?*+{}]/g, '\\$&') : (segment.text ?? '')))
    .join('');
  const expression = right.whole ? parseRegex(source, { ignoreCase: shell.state.shopt.has('nocasematch') }) : undefined;
  const likely = likelyText(left);
  const question = { ...plainQuestion('=~', left, right.text, span), name: outsideName(left) };
  if (!expression || likely === undefined) return settle(shell, uncertain(question));
  const match = matchRegex(expression, likely);
  if (match === undefined || isSymbolic(likely)) return settle(shell, uncertain(question));
  if (certain(left) === undefined) return settle(shell, uncertain({ ...question, likely: match !== null }));
  const groups = match === null ? [] : match.groups;
  assignWords(
    shell,
    'BASH_REMATCH',
    Array.from(groups, (group) => ({ segments: literal(group ?? '', left[0]?.span ?? span), span })),
    false,
  );
  return match !== null;
}

/** `[ … ]` and `test`, by the number of arguments as POSIX says, then by `-o`, `-a`, `!` and parentheses. */
export function evaluateTest(shell: Shell, scope: Scope, words: readonly Text[], span: Span): Truth {
  const plain = words.map((word) => known(word));
  if (words.length === 0) return false;
  if (words.length === 1) return unaryTest(shell, scope, '-n', words[0]!, span);
  if (words.length === 2 && plain[0] === '!') return not(unaryTest(shell, scope, '-n', words[1]!, span));
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
    return unaryTest(shell, scope, first!, words[state.at - 1]!, span);
  }
  state.at += 1;
  return unaryTest(shell, scope, '-n', words[state.at - 1]!, span);
};
