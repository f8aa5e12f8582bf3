import type { Span } from '../../../text/span';
import { escapePattern } from '../patterns/pattern';
import { answer } from '../state/branch';
import { emptiness } from '../state/emptiness';
import { kindOf } from '../state/files';
import { isSetQuestion } from '../state/question';
import type { Scope } from '../state/scope';
import type { Shell } from '../state/shell';
import { not, type Truth, uncertain } from '../state/truth';
import { findVariable } from '../state/variables';
import { resolvePath } from '../values/paths';
import { showRoots } from '../values/roots';
import { certain, describeText, isDefault, known, likelyText, outsideName, type Text } from '../values/text';
import { UNKNOWN_MARK } from '../values/word';
import { matchText } from './matching';
import { comparisons, numericTest } from './numeric';

/** The outcome of a test, if its question is already answered. */
export function settle(shell: Shell, truth: Truth): Truth {
  if (typeof truth === 'boolean') return truth;
  const settled = answer(shell, truth.question);
  return settled === undefined ? truth : settled === truth.holds;
}

/** A test with one operand: `-n TEXT`, `-f FILE`, `-v NAME`. */
export function unaryTest(shell: Shell, operator: string, operand: Text, span: Span): Truth {
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
  return settle(shell, fileTest(shell, operator, operand, span));
}

function isSet(shell: Shell, name: string | undefined, span: Span): Truth {
  const parsed = /^(\w+)(?:\[(.*)\])?$/.exec(name ?? '');
  if (!parsed) return false;
  const found = findVariable(shell, parsed[1]!);
  if (found === 'unknown') return settle(shell, uncertain(isSetQuestion(parsed[1]!, span)));
  if (!found) return false;
  const key = parsed[2];
  if (key === undefined || key === '@' || key === '*') return found.elements.length > 0;
  return found.elements.some((element) => String(element.key) === key.replace(/^(["'])(.*)\1$/, '$2'));
}

/** Tests of files: those that the script made, and those that the host reports. */
function fileTest(shell: Shell, operator: string, operand: Text, span: Span): Truth {
  const path = known(operand);
  const shown = showRoots(describeText(operand));
  const meaning = operator === '-d' ? 'is a folder' : operator === '-f' ? 'is a file' : 'exists';
  const defaults = operand.some(isDefault);
  const absolute = path === undefined ? undefined : resolvePath(known(shell.state.cwd), path);
  const question = {
    key: `${operator}:${absolute ?? shown}`,
    yes: `${shown} ${meaning}`,
    no: operator === '-d' ? `${shown} is not a folder` : operator === '-f' ? `${shown} is not a file` : `${shown} does not exist`,
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

/** A test with two operands: `A = B`, `A -lt B`, `A -nt B`. */
export function binaryTest(shell: Shell, scope: Scope, operator: string, left: Text, right: Text, span: Span): Truth {
  if (comparisons[operator]) return settle(shell, numericTest(shell, scope, operator, left, right, span));
  if (operator === '=' || operator === '==' || operator === '!=') {
    const pattern = right.map((segment) => (segment.text === null ? UNKNOWN_MARK : escapePattern(segment.text))).join('');
    const truth = settle(shell, matchText(shell, left, { pattern, text: right, whole: known(right) !== undefined }, span));
    return operator === '!=' ? not(truth) : truth;
  }
  const [a, b] = [certain(left), certain(right)];
  if ((operator === '<' || operator === '>') && a !== undefined && b !== undefined) return operator === '<' ? a < b : a > b;
  if (operator === '-ef' && a !== undefined && b !== undefined && a === b) return true;
  return settle(shell, uncertain(plainQuestion(operator, left, right, span)));
}

/** A question in the words of the test itself. */
export function plainQuestion(operator: string, left: Text, right: Text, span: Span) {
  const [a, b] = [describeText(left), describeText(right)].map(showRoots) as [string, string];
  return {
    key: `${operator}:${a}:${b}@${span.file}:${span.start}`,
    yes: `${a} ${operator} ${b}`,
    no: `not (${a} ${operator} ${b})`,
    span,
  };
}
