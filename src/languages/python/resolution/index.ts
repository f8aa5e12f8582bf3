import type { SourceFile, Span } from '../../../text/span';
import type { Declarations } from '../declarations';
import { agreement, asFloat, binary, combine, compare, constant, itemsOf, joined, mergeSetters, same, unary } from '../evaluate';
import type { ModuleIndex } from '../module-index';
import { type Binding, blocksAround, type Frame, onlyBinding } from '../scopes';
import { type Expression, type Located, type NodeOf, stringOf } from '../syntax';
import { repositoryRoot } from '../text-operations';
import { derivedFrom, known, type Literal, truthy, unknown, type Value } from '../value';
import { type Arguments, argumentFinder } from './arguments';
import { callEvaluator, mapping } from './calls';
import { flowEvaluator } from './flow';
import { lightningOption } from './lightning-cli';
import { memberEvaluator } from './members';
import { optionValue } from './options';
import { describer } from './things';

/** What the resolver needs of a file. */
export interface Resolvable {
  readonly source: SourceFile;
  readonly index: ModuleIndex;
  readonly declarations: Declarations;
  span(node: Located): Span;
}

export type Resolve = (expression: Expression, frame: Frame) => Value;

/** Evaluations of a file altogether: beyond it all is unknown. Files of the corpus need at most some thousands. */
const budget = 200_000;

/** Expressions within each other that are followed. */
const deepestNesting = 150;

/** How many calls of the file's own functions are followed within each other. */
const deepestCalls = 4;

/** What the call that is being followed gives for a parameter; undefined for parameters of other functions. */
export type Given = (parameter: Binding) => Value | undefined;

/** Makes the function that works out values in one file; answers are kept. */
export function resolver(file: Resolvable): Resolve {
  return resolverWithin(file, { callArguments: argumentFinder(file.index), spent: 0 }, () => undefined, 0);
}

interface Shared {
  readonly callArguments: Arguments;
  spent: number;
}

/** As seen from within a call: the parameters of its function have the values that it gives. */
function resolverWithin(file: Resolvable, shared: Shared, givenFor: Given, calls: number): Resolve {
  const { index } = file;
  const { callArguments } = shared;
  const answers = new Map<Expression, Value>();
  const open = new Set<Expression>();
  const describe = describer(file, resolve, callArguments);
  const within = (given: Given): Resolve | undefined =>
    calls < deepestCalls ? resolverWithin(file, shared, given, calls + 1) : undefined;
  const callValue = callEvaluator(file, resolve, describe, within);
  const { attributeValue, itemValue } = memberEvaluator(file, resolve, describe, parameterValue);
  const flowValue = flowEvaluator(file, resolve, boundValue);
  return resolve;

  function resolve(expression: Expression, frame: Frame): Value {
    const kept = answers.get(expression);
    if (kept) return kept;
    if (open.has(expression) || open.size > deepestNesting || ++shared.spent > budget) return unknown;
    open.add(expression);
    const value = withinBranch(evaluate(expression, frame), frame);
    open.delete(expression);
    answers.set(expression, value);
    return value;
  }

  /** In a branch that runs only where an option is given, as in `if args.output:` of one without a default, its default is not what holds. */
  function withinBranch(value: Value, frame: Frame): Value {
    if (value.kind === 'unknown' || !value.setters.length) return value;
    for (const block of blocksAround(frame)) {
      if (block.node.nodeType !== 'If' || !block.parent || (block.kind !== 'if' && block.kind !== 'else')) continue;
      const test = resolve(block.node.test, block.parent);
      if (test.kind === 'unknown' || truthy(test.value) === (block.kind === 'if')) continue;
      if (mergeSetters([value, test]).length < value.setters.length + test.setters.length)
        return { kind: 'unknown', setters: value.setters };
    }
    return value;
  }

  function evaluate(node: Expression, frame: Frame): Value {
    switch (node.nodeType) {
      case 'Constant':
        return typeof node.value === 'number' && isFloat(node) ? asFloat(constant(node)) : constant(node);
      case 'Name':
        return nameValue(node, frame);
      case 'Attribute':
        return attributeValue(node, frame);
      case 'Subscript':
        return itemValue(node, frame);
      case 'Call':
        return callValue(node, frame);
      case 'UnaryOp':
        return combine([resolve(node.operand, frame)], ([operand]) => unary(node.op.nodeType, operand ?? null));
      case 'BinOp': {
        const value = combine([resolve(node.left, frame), resolve(node.right, frame)], ([left, right]) =>
          binary(node.op.nodeType, left ?? null, right ?? null),
        );
        return node.op.nodeType === 'Div' ? asFloat(value) : value;
      }
      case 'BoolOp':
        return chainValue(node, frame);
      case 'Compare': {
        const [operator] = node.ops;
        const [right] = node.comparators;
        if (node.ops.length !== 1 || !operator || !right) return unknown;
        return combine([resolve(node.left, frame), resolve(right, frame)], ([a, b]) =>
          compare(operator.nodeType, a ?? null, b ?? null),
        );
      }
      case 'IfExp':
        return choiceValue(node, frame);
      case 'NamedExpr':
        return resolve(node.value, frame);
      case 'JoinedStr':
        return joined(
          node.values.map((part) => (part.nodeType === 'FormattedValue' ? insertedValue(part, frame) : resolve(part, frame))),
        );
      case 'List':
      case 'Tuple':
      case 'Set': {
        const items = itemsOf(node);
        return items
          ? combine(
              items.map((item) => resolve(item, frame)),
              (values) => [...values],
            )
          : unknown;
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

  /** `{value}` of an f-string; how `{value:…}` and `{value!r}` write it is not worked out. */
  function insertedValue(node: NodeOf<'FormattedValue'>, frame: Frame): Value {
    const isPlain = node.conversion === -1 || node.conversion === 's'.charCodeAt(0);
    return isPlain && !node.format_spec ? resolve(node.value, frame) : unknown;
  }

  function isFloat(node: Located): boolean {
    const { start, end } = file.span(node);
    return /^[\d_]*(\.|[\d_]e)/i.test(file.source.text.slice(start, end));
  }

  /** `a or b`, `a and b`. */
  function chainValue(node: NodeOf<'BoolOp'>, frame: Frame): Value {
    const passed: Value[] = [];
    for (const [position, operand] of node.values.entries()) {
      const value = resolve(operand, frame);
      passed.push(value);
      if (value.kind === 'unknown') return { kind: 'unknown', setters: derivedFrom(mergeSetters(passed)) };
      const decides = node.op.nodeType === 'Or' ? truthy(value.value) : !truthy(value.value);
      if (decides || position === node.values.length - 1) return { ...value, setters: derivedFrom(mergeSetters(passed)) };
    }
    return unknown;
  }

  function choiceValue(node: NodeOf<'IfExp'>, frame: Frame): Value {
    const test = resolve(node.test, frame);
    const body = resolve(node.body, frame);
    const orelse = resolve(node.orelse, frame);
    if (test.kind === 'known') {
      const chosen = truthy(test.value) ? body : orelse;
      return { ...chosen, setters: derivedFrom(mergeSetters([chosen, test, body, orelse])) };
    }
    const setters = derivedFrom(mergeSetters([test, body, orelse]));
    if (body.kind === 'known' && orelse.kind === 'known' && same(body.value, orelse.value)) return { ...body, setters };
    return { kind: 'unknown', setters };
  }

  function nameValue(node: NodeOf<'Name'>, frame: Frame): Value {
    if (node.id === '__file__') return known(`${repositoryRoot}/${file.source.path}`);
    const binding = onlyBinding(node.id, frame.scope);
    const value = binding ? boundValue(binding) : flowValue(node, frame);
    const isMutated = frame.scope.mutated.has(node.id) || binding?.frame.scope.mutated.has(node.id);
    const holdsItems = value.kind === 'known' && typeof value.value === 'object' && value.value !== null;
    return isMutated && holdsItems ? { kind: 'unknown', setters: value.setters } : value;
  }

  function boundValue(binding: Binding): Value {
    const value = bindingValue(binding);
    return value.kind === 'known' ? { ...value, via: [file.span(binding.node), ...value.via] } : value;
  }

  function bindingValue(binding: Binding): Value {
    if (binding.kind === 'parameter') return parameterValue(binding);
    if (binding.kind !== 'assignment' || !binding.value) return unknown;
    const whole = resolve(binding.value, binding.frame);
    if (binding.element !== undefined) {
      const { element } = binding;
      return combine([whole], ([items]) => (Array.isArray(items) ? (items[element] as Literal | undefined) : undefined));
    }
    const override = index.overriddenFrom(binding);
    return override
      ? { ...whole, setters: [...whole.setters, { kind: 'option', name: `--${binding.name}`, span: file.span(override) }] }
      : whole;
  }

  /** A parameter has a value where all calls of the function are in sight and agree, or where an option fills it. */
  function parameterValue(binding: Binding): Value {
    const given = givenFor(binding);
    if (given) return given;
    const owner = binding.frame.node;
    if (owner.nodeType !== 'FunctionDef' && owner.nodeType !== 'AsyncFunctionDef') return unknown;
    const option = file.declarations.options.find((candidate) => candidate.owner === owner && candidate.dest === binding.name);
    if (option) return optionValue(option.dest, file, resolve, option);
    const passed = callArguments(owner, binding);
    const lightning = passed ? undefined : lightningOption(binding, index);
    if (lightning !== undefined) {
      const value = binding.value && binding.frame.parent ? resolve(binding.value, binding.frame.parent) : unknown;
      return { ...value, setters: [...value.setters, { kind: 'option', name: lightning, span: file.span(binding.node) }] };
    }
    if (!passed?.length) return unknown;
    return agreement(passed.map(({ expression, frame }) => resolve(expression, frame)));
  }
}
