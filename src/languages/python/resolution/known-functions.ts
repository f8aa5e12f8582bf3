import type { CallNode } from '../syntax';
import { baseName, joinPaths, normalPath, parentPath } from '../text-operations';
import { known, type Literal, truthy, unknown, type Value } from '../value';
import { asFloat, combine, convertOne, joined } from './operations';

/** The value of a builtin or a function on paths; undefined for other functions. */
export function knownFunction(name: string, node: CallNode, args: () => readonly Value[]): Value | undefined {
  const takesKeywords = /^(min|max|pathlib\.)/.test(name);
  if (node.keywords.length && !takesKeywords) return undefined;
  const place = places.get(name);
  if (place !== undefined) return known(place);
  if (node.keywords.length && (name === 'min' || name === 'max')) return unknown;
  return functions.get(name)?.(args());
}

/** Places that depend on where the program runs. */
const places: ReadonlyMap<string, string> = new Map([
  ['pathlib.Path.home', '~'],
  ['pathlib.Path.cwd', '.'],
  ['os.getcwd', '.'],
]);

type KnownFunction = (args: readonly Value[]) => Value;

const ofLiterals =
  (operation: (...literals: Literal[]) => Literal | undefined): KnownFunction =>
  (args) =>
    combine(args, (literals) => operation(...literals));

const ofPath = (operation: (path: string) => string): KnownFunction =>
  ofLiterals((path) => (typeof path === 'string' ? operation(path) : undefined));

const joinedPath: KnownFunction = (args) =>
  combine(args, (parts) => (parts.every((part) => typeof part === 'string') ? joinPaths(parts as string[]) || '.' : undefined));

const asList = ofLiterals((items) => (items === undefined ? [] : Array.isArray(items) ? items : undefined));

/** The least or the greatest of the arguments, or of the items of a single one. */
const extreme = (operation: (...numbers: number[]) => number): KnownFunction =>
  ofLiterals((...args) => {
    const numbers = args.length === 1 && Array.isArray(args[0]) ? args[0] : args;
    if (!numbers.length || !numbers.every((item) => typeof item === 'number')) return undefined;
    return operation(...(numbers as number[]));
  });

const whole = (value: Value): Value => (value.kind === 'known' ? { ...value, float: false } : value);

/** `int(…)` or `float(…)` of one value. */
const converted = (args: readonly Value[], operation: (literal: Literal) => Literal | undefined): Value =>
  args.length === 1 && args[0] ? convertOne(args[0], operation) : unknown;

const functions: ReadonlyMap<string, KnownFunction> = new Map<string, KnownFunction>([
  ['os.path.join', joinedPath],
  ['pathlib.Path', joinedPath],
  ['pathlib.PurePath', joinedPath],
  ['pathlib.PosixPath', joinedPath],
  ['os.path.dirname', ofPath(parentPath)],
  ['os.path.basename', ofPath(baseName)],
  ['os.path.abspath', ofPath(normalPath)],
  ['os.path.realpath', ofPath(normalPath)],
  ['os.path.normpath', ofPath(normalPath)],
  ['os.path.expanduser', ofPath((path) => path)],
  ['os.fspath', ofPath((path) => path)],
  ['min', extreme(Math.min)],
  ['max', extreme(Math.max)],
  ['abs', ofLiterals((number) => (typeof number === 'number' ? Math.abs(number) : undefined))],
  ['str', (args) => (args.length === 1 ? joined(args) : unknown)],
  ['float', (args) => asFloat(converted(args, toNumber))],
  ['int', (args) => whole(converted(args, toInteger))],
  ['bool', ofLiterals((value) => (value === undefined ? false : truthy(value)))],
  [
    'len',
    (args) => whole(combine(args, ([items]) => (typeof items === 'string' || Array.isArray(items) ? items.length : undefined))),
  ],
  ['list', asList],
  ['tuple', asList],
  ['set', asList],
]);

function toNumber(value: Literal): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' && value.trim() === '') return undefined;
  const number = typeof value === 'string' ? Number(value.replaceAll('_', '')) : value;
  return typeof number === 'number' && !Number.isNaN(number) ? number : undefined;
}

function toInteger(value: Literal): number | undefined {
  const number = toNumber(value);
  return number === undefined ? undefined : Math.trunc(number);
}
