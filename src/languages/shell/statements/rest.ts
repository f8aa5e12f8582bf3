import { type Assignment, forEachChild, type Statement, type SyntaxNode, type Word } from 'unbash';
import { isEngine } from '../commands/engines';
import { isStarter } from '../commands/starters';
import { isWrapper } from '../commands/wrappers';
import type { Shell } from '../state/shell';
import { basename } from '../values/paths';

/** What commands may start, as far as their text shows. */
interface Reach {
  /** They start something, name an image, or could do anything. */
  starts: boolean;
  /** Their other names, which may be functions. */
  readonly names: Set<string>;
  /** The variables that name commands. */
  readonly called: Set<string>;
  /** The first words of what is assigned to variables. Undefined if one is assigned nothing, or an element. */
  readonly assigned: Map<string, Set<Word | undefined>>;
}

/** Commands of an engine that neither start a container nor name an image. */
const inert: ReadonlySet<string> = new Set(
  `compose attach cp diff events exec export history images info inspect kill load login logout logs ls network pause port ps
  prune pull push rename restart rm rmi search start stats stop system top unpause update version volume wait --version`.split(
    /\s+/,
  ),
);

const groups: ReadonlySet<string> = new Set(['builder', 'container', 'image', 'manifest']);

/** Commands that run what their words or other files say. */
const opaque: ReadonlySet<string> = new Set(
  'eval source . bash sh zsh dash ksh xargs exec command builtin coproc script flock su sg'.split(' '),
);

/**
 * Whether nothing from a statement of a list on starts something or names an image, with the functions that are defined so far. A
 * definition counts as what it defines, and `trap` as what it registers.
 */
export function isRestInert(shell: Shell, statements: readonly Statement[], from: number): boolean {
  const reaches = reachesOf(statements);
  return from >= reaches.inertFrom && [...reaches.namesFrom(from)].every((name) => !mayStart(shell, name, new Set()));
}

function mayStart(shell: Shell, name: string, seen: Set<string>): boolean {
  const called = shell.state.functions.get(name);
  if (!called || seen.has(name)) return false;
  seen.add(name);
  const reach = reachOf(called.node.body);
  return startsAny(reach) || [...reach.names].some((each) => mayStart(shell, each, seen));
}

interface ListReach {
  /** No statement from here on starts something by itself. */
  readonly inertFrom: number;
  readonly namesFrom: (index: number) => ReadonlySet<string>;
}

const lists = new WeakMap<readonly Statement[], ListReach>();

function reachesOf(statements: readonly Statement[]): ListReach {
  const found = lists.get(statements);
  if (found) return found;
  const reaches = statements.map(reachOf);
  const inertFrom = reaches.findLastIndex(startsAny) + 1;
  const later = new Map<number, ReadonlySet<string>>();
  let names: ReadonlySet<string> = new Set();
  for (let index = statements.length - 1; index >= inertFrom; index -= 1) {
    const own = reaches[index]!.names;
    if ([...own].some((name) => !names.has(name))) names = new Set([...names, ...own]);
    later.set(index, names);
  }
  const none: ReadonlySet<string> = new Set();
  const list = { inertFrom, namesFrom: (index: number) => later.get(index) ?? none };
  lists.set(statements, list);
  return list;
}

const reached = new WeakMap<SyntaxNode, Reach>();

function reachOf(node: SyntaxNode): Reach {
  const found = reached.get(node);
  if (found) return found;
  const reach: Reach = { starts: false, names: new Set(), called: new Set(), assigned: new Map() };
  const visit = (each: SyntaxNode): void => {
    if (each.type === 'Statement' && each !== node) include(reach, reachOf(each));
    else {
      if (each.type === 'Assignment' && !isLonger(each)) assign(reach, each.name, [firstWordOf(each)]);
      else if (each.type === 'Command' && each.name) call(reach, each.name, each.args);
      forEachChild(each, visit);
    }
  };
  visit(node);
  reached.set(node, reach);
  return reach;
}

function include(reach: Reach, { starts, names, called, assigned }: Reach): void {
  reach.starts ||= starts;
  for (const name of names) reach.names.add(name);
  for (const name of called) reach.called.add(name);
  for (const [name, words] of assigned) assign(reach, name, words);
}

function assign({ assigned }: Reach, name: string, words: Iterable<Word | undefined>): void {
  const all = assigned.get(name) ?? new Set();
  assigned.set(name, all);
  for (const word of words) all.add(word);
}

/** More elements of an array, whose first it doesn't change. */
const isLonger = ({ append, value }: Assignment): boolean => append === true && value.type === 'ArrayValue';

const firstWordOf = ({ value, append }: Assignment): Word | undefined =>
  append ? undefined : value.type === 'ArrayValue' ? value.elements[0] : value;

function call(reach: Reach, name: Word, args: readonly (Word | SyntaxNode)[]): void {
  const variable = /^"?\$\{?(\w+)(?:\[@\])?\}?"?$/.exec(name.text)?.[1];
  if (variable !== undefined) reach.called.add(variable);
  else reach.starts ||= startsBy(name, args, reach.names);
}

/** Whether it starts something, also by a variable whose values are all known here. */
function startsAny({ starts, names, called, assigned }: Reach): boolean {
  if (starts) return true;
  for (const variable of called) {
    const words = assigned.get(variable);
    if (!words || [...words].some((word) => !word || startsBy(word, [], names))) return true;
  }
  return false;
}

/** Whether a command starts something by its own words. Otherwise adds its name. */
function startsBy(name: Word, args: readonly (Word | SyntaxNode)[], names: Set<string>): boolean {
  const text = literalText(name);
  if (text === undefined) return true;
  const program = basename(text);
  const [first, second] = args.slice(0, 2).map((arg) => (arg.type === 'Word' ? literalText(arg as Word) : undefined));
  if (isEngine(program)) return !program.endsWith('-compose') && !isInert(first, second);
  if (isStarter(program, first)) return !isCalculation(first, second);
  if (opaque.has(text) || isPathOfScript(text)) return true;
  if (text === 'trap' || isWrapper(program)) return args.some(mayBeStarted);
  names.add(text);
  return false;
}

/** The verb, or what follows the group of the verb, such as `prune` of `docker image prune`. */
const isInert = (first: string | undefined, second: string | undefined): boolean =>
  first !== undefined && (inert.has(first) || (groups.has(first) && second !== undefined && inert.has(second)));

/** Modules of Python itself, and of its package manager, that are run for their effect or output. */
const tools: ReadonlySet<string> = new Set(['json.tool', 'venv', 'pip', 'ensurepip', 'http.server', 'site', 'sysconfig']);

/** `python -c CODE`, `python -m json.tool`, `python --version`. */
const isCalculation = (first: string | undefined, second: string | undefined): boolean =>
  first === '-c' || first === '--version' || (first === '-m' && second !== undefined && tools.has(second));

function mayBeStarted(arg: Word | SyntaxNode): boolean {
  const text = arg.type === 'Word' ? literalText(arg as Word) : undefined;
  if (text === undefined) return true;
  return text.split(/[\s;&|]+/).some((word) => {
    const program = basename(word);
    return isEngine(program) || isStarter(program, undefined) || opaque.has(program) || isPathOfScript(word);
  });
}

const isPathOfScript = (text: string): boolean => /\.(?:ba)?sh$|^\.{0,2}\/(?!usr\/|bin\/)/.test(text);

/** The text of a word without expansions. */
function literalText({ text, value }: Word): string | undefined {
  return text !== '[' && /[$`*?[{<>~]/.test(text) ? undefined : value;
}
