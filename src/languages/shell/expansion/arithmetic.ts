import type { ArithmeticExpression, WordPart } from 'unbash';
import type { Span } from '../../../text/span';
import { dynamicElements } from '../state/bash-variables';
import { type Scope, type Source, spanOf } from '../state/scope';
import { type Shell, spendStep } from '../state/shell';
import { assign, dereference, findVariable } from '../state/variables';
import { isSymbolic } from '../values/roots';
import { EMPTY, isDefault, known, literal, outsideName, type Text, unknownText, withMarks } from '../values/text';
import { applyBinary, BadExpression, parseNumber, wrap64 } from './arithmetic-operators';

/** A 64-bit number, undefined where unknown, and the texts it was computed from, which carry its marks. */
interface Result {
  readonly value: bigint | undefined;
  readonly from: Text;
}

const none: Result = { value: undefined, from: EMPTY };

const MAX_NESTING = 24;

/** Thrown where an expansion gave more than one operand: the whole expression is expanded first and parsed afterwards. */
class NotAWord extends Error {}

/** The decimal text of `$(( … ))`. */
export function evaluateArithmetic(shell: Shell, scope: Scope, expression: ArithmeticExpression | undefined, span: Span): Text {
  const { value, from } = compute(shell, scope, expression);
  if (value === undefined) return [{ text: null, span, unknown: { reason: 'variable', name: outsideName(from) } }];
  return withMarks(value.toString(), from, span);
}

/** The value of an expression, as the status of `(( … ))` needs it. */
export function compute(shell: Shell, scope: Scope, expression: ArithmeticExpression | undefined): Result {
  if (!expression) return { value: 0n, from: EMPTY };
  try {
    return evaluate(shell, scope, expression, 0);
  } catch (error) {
    if (error instanceof NotAWord) {
      const span = spanOf(scope.source, expression);
      return computeText(
        shell,
        scope,
        quotedText(shell, scope, scope.source.text.slice(expression.pos, expression.end), span),
        span,
        1,
      );
    }
    if (error instanceof BadExpression) return none;
    throw error;
  }
}

/** An integer from text, such as an index or an operand of `-eq`. Undefined where it isn't known or isn't an expression. */
export function arithmeticNumber(shell: Shell, scope: Scope, text: Text, span: Span): number | undefined {
  const value = known(text);
  if (value === undefined) return undefined;
  if (/^\s*-?\d{1,15}\s*$/.test(value) && !/^\s*-?0\d/.test(value)) return Number(value);
  const result = computeText(shell, scope, text, span);
  return result.value === undefined ? undefined : Number(result.value);
}

/** The value of a text that is an expression, as of a variable in one. */
export function computeText(shell: Shell, scope: Scope, text: Text, span: Span, depth = 0): Result {
  const value = known(text);
  if (value === undefined || isSymbolic(value) || depth > MAX_NESTING || value.length > 10_000)
    return { value: undefined, from: text };
  if (value.trim() === '') return { value: 0n, from: text };
  const number = parseNumber(value.trim());
  if (number !== undefined) return { value: number, from: text };
  const prefix = ': $((';
  const source: Source = { file: span.file, text: `${prefix}${value}))`, place: span };
  const command = shell.setting.parse(source.text).commands[0]?.command;
  const part = command?.type === 'Command' && command.suffix[0]?.type === 'Word' ? command.suffix[0].parts?.[0] : undefined;
  if (part?.type !== 'ArithmeticExpansion' || !part.expression) return { value: undefined, from: text };
  try {
    const result = evaluate(shell, { ...scope, source }, part.expression, depth + 1);
    return { value: result.value, from: [...text.filter(isDefault), ...result.from] };
  } catch (error) {
    if (error instanceof BadExpression || error instanceof NotAWord) return { value: undefined, from: text };
    throw error;
  }
}

function evaluate(shell: Shell, scope: Scope, node: ArithmeticExpression, depth: number): Result {
  if (depth > 400) throw new BadExpression();
  spendStep(shell);
  switch (node.type) {
    case 'ArithmeticGroup':
      return evaluate(shell, scope, node.expression, depth + 1);
    case 'ArithmeticTernary': {
      const test = evaluate(shell, scope, node.test, depth + 1);
      if (test.value === undefined) return { value: undefined, from: test.from };
      const chosen = evaluate(shell, scope, test.value !== 0n ? node.consequent : node.alternate, depth + 1);
      return { value: chosen.value, from: [...test.from, ...chosen.from] };
    }
    case 'ArithmeticUnary':
      return unary(shell, scope, node, depth);
    case 'ArithmeticBinary':
      return binary(shell, scope, node, depth);
    case 'ArithmeticWord':
      return word(shell, scope, node, depth);
    case 'ArithmeticCommandExpansion': {
      const span = spanOf(scope.source, node);
      const part = { type: 'CommandExpansion', pos: node.pos, end: node.end, text: node.text, script: node.script } as const;
      return computeText(shell, scope, shell.interpreter.expandQuoted(shell, scope, [part], span), span, depth + 1);
    }
  }
}

function word(
  shell: Shell,
  scope: Scope,
  node: Extract<ArithmeticExpression, { type: 'ArithmeticWord' }>,
  depth: number,
): Result {
  const span = spanOf(scope.source, node);
  if (node.parts || /[$`"\\]/.test(node.value)) {
    const text = wordText(shell, scope, node, span);
    const value = known(text);
    if (value !== undefined && !/^(?:\w+|\d+#[\w@]+|\w+\[[^\]]*\])?$/.test(value.trim())) throw new NotAWord();
    return computeText(shell, scope, text, span, depth + 1);
  }
  const number = parseNumber(node.value);
  if (number !== undefined) return { value: number, from: EMPTY };
  const target = targetOf(shell, scope, node, depth);
  if (!target) throw new BadExpression();
  return variableValue(shell, scope, target, span, depth);
}

/** The text of an operand that contains expansions. */
function wordText(
  shell: Shell,
  scope: Scope,
  node: { readonly value: string; readonly parts?: readonly WordPart[] | undefined },
  span: Span,
): Text {
  if (node.parts) return shell.interpreter.expandQuoted(shell, scope, node.parts, span);
  return quotedText(shell, scope, node.value, span);
}

/** Expands text as inside double quotes. Double quotes in it are dropped. */
function quotedText(shell: Shell, scope: Scope, raw: string, span: Span): Text {
  const text = `_ "${raw.replace(/"/g, '')}"`;
  const command = shell.setting.parse(text).commands[0]?.command;
  const word = command?.type === 'Command' && command.suffix[0]?.type === 'Word' ? command.suffix[0] : undefined;
  return word
    ? shell.interpreter.expandText(shell, { ...scope, source: { file: span.file, text, place: span } }, word, 'none')
    : unknownText('unsupported', span);
}

interface Target {
  readonly name: string;
  readonly index: number | string | undefined;
}

function targetOf(shell: Shell, scope: Scope, node: ArithmeticExpression, depth: number): Target | undefined {
  if (node.type === 'ArithmeticGroup') return targetOf(shell, scope, node.expression, depth + 1);
  if (node.type !== 'ArithmeticWord') return undefined;
  const span = spanOf(scope.source, node);
  const written = node.parts || node.value.includes('$') ? known(wordText(shell, scope, node, span)) : node.value;
  const parsed = /^([A-Za-z_]\w*)(?:\[([\s\S]*)\])?$/.exec(written ?? '');
  if (!parsed) return undefined;
  const name = dereference(shell, parsed[1]!);
  if (parsed[2] === undefined) return { name, index: undefined };
  if (shell.state.variables.get(name)?.kind === 'associative') return { name, index: parsed[2].replace(/^(["'])(.*)\1$/, '$2') };
  const index = computeText(shell, scope, literal(parsed[2], span), span, depth + 1).value;
  return index === undefined ? undefined : { name, index: Number(index) };
}

function variableValue(shell: Shell, scope: Scope, { name, index }: Target, span: Span, depth: number): Result {
  const found = dynamicElements(shell, scope, name, span) ?? findVariable(shell, name);
  if (found === 'unknown') return { value: undefined, from: unknownText('variable', span, name) };
  const elements = found === undefined ? [] : 'kind' in found ? found.elements : found;
  const value = elements.find((element) => element.key === (index ?? 0))?.value ?? EMPTY;
  return computeText(shell, scope, value, span, depth + 1);
}

function store(shell: Shell, target: Target | undefined, result: Result, span: Span): Result {
  if (!target) throw new BadExpression();
  const text =
    result.value === undefined
      ? unknownText('variable', span, outsideName(result.from))
      : withMarks(result.value.toString(), result.from, span);
  assign(shell, target.name, text, span, target.index === undefined ? {} : { index: target.index });
  return result;
}

function unary(
  shell: Shell,
  scope: Scope,
  node: Extract<ArithmeticExpression, { type: 'ArithmeticUnary' }>,
  depth: number,
): Result {
  const { operator } = node;
  const operand = evaluate(shell, scope, node.operand, depth + 1);
  if (operator === '++' || operator === '--') {
    const step = operator === '++' ? 1n : -1n;
    const value = operand.value === undefined ? undefined : wrap64(operand.value + step);
    const changed = store(
      shell,
      targetOf(shell, scope, node.operand, depth),
      { value, from: operand.from },
      spanOf(scope.source, node),
    );
    return node.prefix ? changed : operand;
  }
  if (operand.value === undefined) return operand;
  const value =
    operator === '-'
      ? -operand.value
      : operator === '!'
        ? operand.value === 0n
          ? 1n
          : 0n
        : operator === '~'
          ? ~operand.value
          : operand.value;
  return { value: wrap64(value), from: operand.from };
}

function binary(
  shell: Shell,
  scope: Scope,
  node: Extract<ArithmeticExpression, { type: 'ArithmeticBinary' }>,
  depth: number,
): Result {
  const { operator } = node;
  const assigning = /^(?:[-+*/%&^|]|<<|>>)?=$/.test(operator);
  const span = spanOf(scope.source, node);
  if (operator === '=')
    return store(shell, targetOf(shell, scope, node.left, depth), evaluate(shell, scope, node.right, depth + 1), span);
  const left = evaluate(shell, scope, node.left, depth + 1);
  if ((operator === '&&' || operator === '||') && left.value !== undefined && (left.value !== 0n) === (operator === '||')) {
    return { value: operator === '||' ? 1n : 0n, from: left.from };
  }
  const right = evaluate(shell, scope, node.right, depth + 1);
  const from = [...left.from, ...right.from];
  const value =
    left.value === undefined || right.value === undefined
      ? undefined
      : applyBinary(assigning ? operator.slice(0, -1) : operator, left.value, right.value);
  const result = { value: value === undefined ? undefined : wrap64(value), from };
  return assigning ? store(shell, targetOf(shell, scope, node.left, depth), result, span) : result;
}
