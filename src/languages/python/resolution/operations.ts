import { type Expression, isBytes, type NodeOf } from '../syntax';
import { joinPaths } from '../text-operations';
import { derivedFrom, known, type Literal, type Setter, textOf, truthy, unknown, unknownSetBy, type Value } from '../value';

/** Length of the longest text or list that is computed. */
const longest = 10_000;

/** The result of an operation on values. It is unknown if one of them is, and whatever sets them can set it. */
export const combine = (values: readonly Value[], operation: (literals: readonly Literal[]) => Literal | undefined): Value =>
  apply(values, operation, derivedFrom(mergeSetters(values)));

/** As `combine`, for a conversion: the setters set the result itself rather than something it is derived from. */
export const convertOne = (value: Value, operation: (literal: Literal) => Literal | undefined): Value =>
  apply([value], ([literal]) => operation(literal ?? null), value.setters);

function apply(
  values: readonly Value[],
  operation: (literals: readonly Literal[]) => Literal | undefined,
  setters: readonly Setter[],
): Value {
  const literals: Literal[] = [];
  for (const value of values) {
    if (value.kind === 'unknown') return unknownSetBy(setters);
    literals.push(value.value);
  }
  const result = operation(literals);
  if (result === undefined) return unknownSetBy(setters);
  const outcome = known(
    result,
    values.flatMap((value) => (value.kind === 'known' ? value.via : [])),
    setters,
  );
  return values.some((value) => value.kind === 'known' && value.float) ? asFloat(outcome) : outcome;
}

/** Marks a number, or what may hold numbers, as possibly a `float`. */
export const asFloat = (value: Value): Value =>
  value.kind === 'known' && (typeof value.value === 'number' || typeof value.value === 'object')
    ? { ...value, float: true }
    : value;

/** The setters of several values, each once. */
export function mergeSetters(values: readonly Value[]): readonly Setter[] {
  const merged = new Map<string, Setter>();
  for (const value of values) {
    for (const setter of value.setters) {
      const name = setter.kind === 'configuration' ? setter.keys.join('.') : setter.name;
      merged.set(`${setter.kind} ${name}`, setter);
    }
  }
  return [...merged.values()];
}

/** `left + right` and the like, on numbers, texts, lists, and paths. */
export function binary(operator: NodeOf<'BinOp'>['op']['nodeType'], left: Literal, right: Literal): Literal | undefined {
  if (typeof left === 'number' && typeof right === 'number') return arithmetic(operator, left, right);
  if (typeof left === 'string' && typeof right === 'string') {
    if (operator === 'Add') return left.length + right.length < longest ? left + right : undefined;
    if (operator === 'Div') return joinPaths([left, right]);
  }
  if (Array.isArray(left) && Array.isArray(right) && operator === 'Add' && left.length + right.length < longest)
    return [...left, ...right];
  if (typeof left === 'string' && operator === 'Mult' && typeof right === 'number' && left.length * right < longest && right >= 0)
    return left.repeat(right);
  return undefined;
}

function arithmetic(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case 'Add':
      return left + right;
    case 'Sub':
      return left - right;
    case 'Mult':
      return left * right;
    case 'Div':
      return right === 0 ? undefined : left / right;
    case 'FloorDiv':
      return right === 0 ? undefined : Math.floor(left / right);
    case 'Mod':
      return right === 0 ? undefined : left - right * Math.floor(left / right);
    case 'Pow':
      return left ** right;
    case 'LShift':
      return right >= 0 && right < 31 ? left * 2 ** right : undefined;
    default:
      return undefined;
  }
}

export function unary(operator: string, operand: Literal): Literal | undefined {
  if (operator === 'Not') return !truthy(operand);
  if (typeof operand !== 'number') return undefined;
  return operator === 'USub' ? -operand : operator === 'UAdd' ? operand : undefined;
}

export function compare(operator: string, left: Literal, right: Literal): boolean | undefined {
  switch (operator) {
    case 'Eq':
    case 'Is':
      return same(left, right);
    case 'NotEq':
    case 'IsNot':
      return !same(left, right);
    case 'In':
      return contains(right, left);
    case 'NotIn': {
      const found = contains(right, left);
      return found === undefined ? undefined : !found;
    }
  }
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return undefined;
  const order = left < (right as typeof left) ? -1 : left === right ? 0 : 1;
  switch (operator) {
    case 'Lt':
      return order < 0;
    case 'LtE':
      return order <= 0;
    case 'Gt':
      return order > 0;
    case 'GtE':
      return order >= 0;
    default:
      return undefined;
  }
}

export const same = (left: Literal, right: Literal): boolean => JSON.stringify(left) === JSON.stringify(right);

function contains(container: Literal, item: Literal): boolean | undefined {
  if (typeof container === 'string') return typeof item === 'string' ? container.includes(item) : undefined;
  if (Array.isArray(container)) return container.some((entry) => same(entry, item));
  if (typeof container === 'object' && container !== null) return typeof item === 'string' ? item in container : undefined;
  return undefined;
}

/** The texts of values, concatenated. */
export function joined(values: readonly Value[]): Value {
  const texts = values.map((value) => (value.kind === 'known' ? textOf(value) : undefined));
  return combine(values, () => (texts.every((text) => text !== undefined) ? texts.join('') : undefined));
}

/** The value of a number, a text, a truth value, or `None`. */
export function constant(node: NodeOf<'Constant'>): Value {
  const value: unknown = node.value;
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return known(value);
  if (typeof value === 'bigint') return known(Number(value));
  if (typeof value === 'string' && !isBytes(node)) return known(value);
  return unknown;
}

/** The items of a list, tuple, or set without `*`; undefined for anything else. */
export function itemsOf(node: Expression): readonly Expression[] | undefined {
  if (node.nodeType !== 'List' && node.nodeType !== 'Tuple' && node.nodeType !== 'Set') return undefined;
  return node.elts.some((item) => item.nodeType === 'Starred') || node.elts.length > longest ? undefined : node.elts;
}

/** The value that all have in common. */
export function agreement(values: readonly Value[]): Value {
  const [first] = values;
  const setters = mergeSetters(values);
  if (first?.kind !== 'known') return unknownSetBy(setters);
  const agree = values.every((value) => value.kind === 'known' && same(value.value, first.value));
  return agree ? { ...first, setters } : unknownSetBy(setters);
}
