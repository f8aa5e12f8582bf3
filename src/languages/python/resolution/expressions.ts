import { type Frame, onlyBinding } from '../scopes';
import { type Expression, type NodeOf, stringOf } from '../syntax';
import { repositoryRoot } from '../text-operations';
import { derivedFrom, known, truthy, unknown, unknownSetBy, type Value } from '../value';
import { boundValue } from './bindings';
import { callValue, mapping } from './calls';
import type { Evaluation } from './evaluation';
import { flowValue } from './flow';
import { attributeValue, itemValue } from './members';
import { asFloat, binary, combine, compare, constant, itemsOf, joined, mergeSetters, same, unary } from './operations';

/** The value of an expression. Its parts go through `resolve`, which keeps the answers. */
export function evaluate(node: Expression, frame: Frame, evaluation: Evaluation): Value {
  const { resolve } = evaluation;
  switch (node.nodeType) {
    case 'Constant':
      return typeof node.value === 'number' && isFloat(node, evaluation) ? asFloat(constant(node)) : constant(node);
    case 'Name':
      return nameValue(node, frame, evaluation);
    case 'Attribute':
      return attributeValue(node, frame, evaluation);
    case 'Subscript':
      return itemValue(node, frame, evaluation);
    case 'Call':
      return callValue(node, frame, evaluation);
    case 'UnaryOp':
      return combine([resolve(node.operand, frame)], ([operand]) => unary(node.op.nodeType, operand ?? null));
    case 'BinOp':
      return binaryValue(node, frame, evaluation);
    case 'BoolOp':
      return chainValue(node, frame, evaluation);
    case 'Compare':
      return comparisonValue(node, frame, evaluation);
    case 'IfExp':
      return choiceValue(node, frame, evaluation);
    case 'NamedExpr':
      return resolve(node.value, frame);
    case 'JoinedStr':
      return joined(
        node.values.map((part) =>
          part.nodeType === 'FormattedValue' ? insertedValue(part, frame, evaluation) : resolve(part, frame),
        ),
      );
    case 'List':
    case 'Tuple':
    case 'Set': {
      const items = itemsOf(node)?.map((item) => resolve(item, frame));
      return items ? combine(items, (values) => [...values]) : unknown;
    }
    case 'Dict':
      return mapping(
        node.keys.map((key, position) => [key ? stringOf(key) : undefined, node.values[position]] as const),
        frame,
        resolve,
      );
    default:
      return unknown;
  }
}

function isFloat(node: NodeOf<'Constant'>, { module }: Evaluation): boolean {
  const { start, end } = module.span(node);
  return /^[\d_]*(\.|[\d_]e)/i.test(module.source.text.slice(start, end));
}

function nameValue(node: NodeOf<'Name'>, frame: Frame, evaluation: Evaluation): Value {
  if (node.id === '__file__') return known(`${repositoryRoot}/${evaluation.module.source.path}`);
  const binding = onlyBinding(node.id, frame.scope);
  const value = binding ? boundValue(binding, evaluation) : flowValue(node, frame, evaluation);
  const isMutated = frame.scope.mutated.has(node.id) || binding?.frame.scope.mutated.has(node.id);
  const holdsItems = value.kind === 'known' && typeof value.value === 'object' && value.value !== null;
  return isMutated && holdsItems ? unknownSetBy(value.setters) : value;
}

function binaryValue(node: NodeOf<'BinOp'>, frame: Frame, { resolve }: Evaluation): Value {
  const value = combine([resolve(node.left, frame), resolve(node.right, frame)], ([left, right]) =>
    binary(node.op.nodeType, left ?? null, right ?? null),
  );
  return node.op.nodeType === 'Div' ? asFloat(value) : value;
}

/** `a == b`; the value of `a < b < c` is unknown. */
function comparisonValue(node: NodeOf<'Compare'>, frame: Frame, { resolve }: Evaluation): Value {
  const [operator] = node.ops;
  const [right] = node.comparators;
  if (node.ops.length !== 1 || !operator || !right) return unknown;
  return combine([resolve(node.left, frame), resolve(right, frame)], ([a, b]) =>
    compare(operator.nodeType, a ?? null, b ?? null),
  );
}

/** `a or b`, `a and b`. */
function chainValue(node: NodeOf<'BoolOp'>, frame: Frame, { resolve }: Evaluation): Value {
  const operands: Value[] = [];
  for (const [position, operand] of node.values.entries()) {
    const value = resolve(operand, frame);
    operands.push(value);
    if (value.kind === 'unknown') return unknownSetBy(derivedFrom(mergeSetters(operands)));
    const decides = node.op.nodeType === 'Or' ? truthy(value.value) : !truthy(value.value);
    if (decides || position === node.values.length - 1) return { ...value, setters: derivedFrom(mergeSetters(operands)) };
  }
  return unknown;
}

/** `a if test else b`. */
function choiceValue(node: NodeOf<'IfExp'>, frame: Frame, { resolve }: Evaluation): Value {
  const test = resolve(node.test, frame);
  const body = resolve(node.body, frame);
  const orelse = resolve(node.orelse, frame);
  if (test.kind === 'known') {
    const chosen = truthy(test.value) ? body : orelse;
    return { ...chosen, setters: derivedFrom(mergeSetters([chosen, test, body, orelse])) };
  }
  const setters = derivedFrom(mergeSetters([test, body, orelse]));
  if (body.kind === 'known' && orelse.kind === 'known' && same(body.value, orelse.value)) return { ...body, setters };
  return unknownSetBy(setters);
}

/** `{value}` of an f-string. The text of `{value:…}` and `{value!r}` isn't worked out. */
function insertedValue(node: NodeOf<'FormattedValue'>, frame: Frame, { resolve }: Evaluation): Value {
  const isPlain = node.conversion === -1 || node.conversion === 's'.charCodeAt(0);
  return isPlain && !node.format_spec ? resolve(node.value, frame) : unknown;
}
