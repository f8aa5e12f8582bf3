import {
  folderOf,
  keyedQuery,
  type LibraryCall,
  type LibraryClass,
  type LibraryName,
  libraryCalls,
  libraryClasses,
  libraryNames,
  matchesPieces,
  mentions,
  pathsNamed,
  type PythonArtifact,
  query,
  type Repository,
  type Span,
} from '../../src/api';
import { type InstalledLibrary, installedLibrary, isSurely, isToday, type LibraryOptions } from './library-versions';

/** What versions of a library did to a name. `missing` and `deprecated` are specifiers. */
interface Change {
  readonly library: string;
  readonly missing?: string;
  readonly deprecated?: string;
  /** What to write in place of the name: a word, or the full name of something else. */
  readonly write?: string;
  /** Advice in a sentence, if nothing can take the name's place. */
  readonly instead?: string;
  readonly source: string;
}

interface NameChange extends Change {
  /** Full names, separated by spaces. A `*` stands for one part of a name. */
  readonly names: string;
}

interface ArgumentChange extends Change {
  /** Full names of the functions and classes that take the arguments. */
  readonly of: string;
  readonly arguments: string;
}

interface RequiredArgument extends Change {
  readonly of: string;
  readonly argument: string;
  /** Its position, from 1. */
  readonly position: number;
}

interface MethodChange extends Change {
  /** Full names of the classes that called the methods. */
  readonly of: string;
  readonly methods: string;
}

export interface ChangeOptions extends LibraryOptions {
  readonly names: readonly NameChange[];
  readonly arguments: readonly ArgumentChange[];
  readonly required: readonly RequiredArgument[];
  readonly methods: readonly MethodChange[];
}

/** A name that a file uses, and what the installed version makes of it. */
export interface ChangedUse {
  readonly change: Change;
  /** The name as it's written in messages. */
  readonly name: string;
  readonly kind: 'name' | 'import' | 'argument' | 'required' | 'method';
  /** The word to change, at each use in the file. */
  readonly places: readonly Span[];
  /** What to write at these places. Undefined if the advice isn't a word. */
  readonly write: string | undefined;
  readonly installed: InstalledLibrary;
}

/** The uses in a file of names that some version of their library lacks or discourages, and whose version is stated. */
export const changedUses = (artifact: PythonArtifact, options: ChangeOptions): readonly ChangedUse[] =>
  usesIn(artifact, writtenOut(options));

/** Each rule has options of its own, but mostly they say the same. */
const writtenOut = query('python.changeOptions', (options: ChangeOptions) => JSON.stringify(options));

const optionsIn = keyedQuery('python.changeTables', (_: object, text: string): ChangeOptions => JSON.parse(text));
const tables = {};

const usesIn = keyedQuery('python.changedUses', (artifact: PythonArtifact, text: string) => [
  ...findUses(artifact, optionsIn(tables, text)),
]);

function* findUses(artifact: PythonArtifact, options: ChangeOptions): Iterable<ChangedUse> {
  const { python } = artifact;
  const mentioned = mentionedIn(python, options);
  const libraries = new Set(Object.values(mentioned).flatMap((changes) => changes.map(({ library }) => library)));
  const installed = installedBy(artifact, libraries, options);
  const concerns = (change: Change): boolean => mayConcern(change, installed.get(change.library));
  const names = mentioned.names.filter(concerns);
  const given = mentioned.arguments.filter(concerns);
  const required = mentioned.required.filter(concerns);
  const methods = mentioned.methods.filter(concerns);
  const used = names.length ? libraryNames(python, wanted(names.map((change) => change.names))) : [];
  for (const change of names) yield* usesOfName(change, used, installed, python.source.text);
  const callees = [...given, ...required].map(({ of }) => of);
  const calls = callees.length ? libraryCalls(python, wanted(callees)) : [];
  for (const change of given) yield* usesOfArgument(change, calls, installed, python.source.text);
  for (const change of required) yield* callsWithout(change, calls, installed);
  const classes = methods.length ? libraryClasses(python) : [];
  for (const change of methods) yield* usesOfMethod(change, classes, installed);
}

type Changes = Pick<ChangeOptions, 'names' | 'arguments' | 'required' | 'methods'>;

/** The changes of libraries that a file imports whose words it has. Found without parsing, and without a look at what is installed. */
function mentionedIn(python: PythonArtifact['python'], options: ChangeOptions): Changes {
  const imported = importedParts(python);
  const isAny = (modules: readonly string[]): boolean => modules.some((module) => imported.has(module));
  const libraries = new Set(
    Object.entries(options.libraries).flatMap(([name, { patchedBy = [] }]) =>
      isAny(modulesOf(name, options)) && !isAny(patchedBy) ? [name] : [],
    ),
  );
  const { text } = python.source;
  const isNamed = (name: string): boolean => {
    const last = lastPart(name);
    return last.includes('*') || (python.outline.mayHold(last) && (imported.has(last) || isRead(name, text)));
  };
  const isCalled = (of: string): boolean =>
    of.split(' ').some((name) => {
      const [start = '', ...more] = lastPart(name).split('*');
      return more.length > 0 ? text.includes(start) : python.outline.mayHold(start);
    });
  const isPassed = (name: string): boolean => python.outline.mayHold(name) && mayPass(name, text);
  const from = <Each extends Change>(changes: readonly Each[], isMentioned: (change: Each) => boolean): readonly Each[] =>
    changes.filter((change) => libraries.has(change.library) && isMentioned(change));
  return {
    names: from(options.names, (change) => change.names.split(' ').some(isNamed)),
    arguments: from(options.arguments, (change) => isCalled(change.of) && change.arguments.split(' ').some(isPassed)),
    required: from(options.required, (change) => change.of.split(' ').some(isNamed)),
    methods: from(options.methods, (change) => mentions(python, change.methods.split(' '))),
  };
}

/** The libraries whose version is stated for a file. */
function installedBy(artifact: PythonArtifact, libraries: Iterable<string>, options: ChangeOptions): Installed {
  const found = new Map<string, InstalledLibrary>();
  for (const library of libraries) {
    const installed = isVendored(library, artifact.repository, options)
      ? undefined
      : installedLibrary(artifact, library, options);
    if (installed) found.set(library, installed);
  }
  return found;
}

/** Whether an installed version may be one that a change is about. */
const mayConcern = ({ missing, deprecated }: Change, installed: InstalledLibrary | undefined): boolean =>
  installed !== undefined &&
  [missing, deprecated].some((versions) => isSurely(versions, installed) || isToday(versions, installed));

/** The parts of all modules and names that a file imports, found without parsing it. */
const importedParts = query(
  'python.importedParts',
  ({ scannedImports }: PythonArtifact['python']) =>
    new Set(scannedImports.flatMap(({ module, names }) => [...module.split('.'), ...(names ?? []).map((each) => each.name)])),
);

/** Whether a text may read a name from its module: `np.int` after `import numpy as np`, and `.textsize` of anything. */
function isRead(name: string, text: string): boolean {
  const parts = name.split('.');
  const [root = '', member = ''] = parts;
  if (parts.length !== 2 || Object.hasOwn(spellings, root)) return text.includes(`.${lastPart(name)}`);
  const start = text.indexOf(`import ${root} as `);
  const alias = start < 0 ? root : /^\w+/.exec(text.slice(start + `import ${root} as `.length))?.[0];
  return text.includes(`${alias}.${member}`) || text.includes(`${root}.${member}`);
}

/** Whether a text may pass an argument: `name=` in a call, or `"name"` in a dictionary. */
function mayPass(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (/["']/.test(text.charAt(at - 1))) return true;
    let end = at + name.length;
    while (/\s/.test(text.charAt(end))) end++;
    if (text[end] === '=' && text[end + 1] !== '=') return true;
  }
  return false;
}

/** Whether one of the names may end in a word. */
function wanted(names: readonly string[]): (last: string) => boolean {
  const all = new Set(names.flatMap((each) => each.split(' ').map(lastPart)));
  const patterns = [...all].filter((each) => each.includes('*')).map((each) => each.split('*'));
  return (last) => all.has(last) || patterns.some((pieces) => matchesPieces(pieces, last));
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** The first parts of a library's names, in code. */
const modulesOf = (library: string, options: ChangeOptions): readonly string[] => modules(options).get(library) ?? [];

const modules = query('python.libraryModules', ({ names, arguments: given, required, methods }: ChangeOptions) => {
  const found = new Map<string, string[]>();
  const calls = [...given, ...required, ...methods].map(({ library, of }) => ({ library, each: of }));
  for (const { library, each } of [...names.map((change) => ({ library: change.library, each: change.names })), ...calls]) {
    const roots = each.split(' ').map((name) => name.slice(0, name.indexOf('.')));
    found.set(library, [...new Set([...(found.get(library) ?? []), ...roots.flatMap((root) => spellings[root] ?? [root])])]);
  }
  return found;
});

/** Modules that are imported by another name than the one in the table. */
const spellings: { readonly [module: string]: readonly string[] } = { lightning: ['lightning', 'pytorch_lightning'] };

/** The repository holds a package of that name: the library itself, a fork, or a copy. */
const isVendored = (library: string, repository: Repository, options: ChangeOptions): boolean =>
  modulesOf(library, options).some((name) => packagesIn(repository).has(name));

const packagesIn = query(
  'repository.packages',
  (repository: Repository) => new Set(pathsNamed(repository, '__init__.py').map((path) => lastFolder(folderOf(path)))),
);

const lastFolder = (folder: string): string => folder.slice(folder.lastIndexOf('/') + 1);

const matches = (name: string, patterns: string): boolean =>
  patterns.split(' ').some((each) => each === name || (each.includes('*') && matchesParts(name.split('.'), each.split('.'))));

const matchesParts = (parts: readonly string[], wanted: readonly string[]): boolean =>
  parts.length === wanted.length && parts.every((part, position) => matchesPieces((wanted[position] ?? '').split('*'), part));

type Installed = ReadonlyMap<string, InstalledLibrary>;

function* usesOfName(change: NameChange, used: readonly LibraryName[], installed: Installed, text: string): Iterable<ChangedUse> {
  for (const imported of [true, false]) {
    const uses = used.filter((use) => use.imported === imported && matches(use.name, change.names));
    const [first] = uses;
    const found = first && installed.get(change.library);
    if (!found) continue;
    const whole = !imported && change.write !== undefined && !sameParent(change.write, first.name);
    const write = change.write === undefined || imported ? undefined : whole ? change.write : lastPart(change.write);
    const places = uses.map(({ span, word }) => (whole ? span : word));
    yield { change, name: shownName(first.name, text), kind: imported ? 'import' : 'name', places, write, installed: found };
  }
}

const sameParent = (one: string, other: string): boolean =>
  one.includes('.') && one.slice(0, one.lastIndexOf('.')) === other.slice(0, other.lastIndexOf('.'));

/** The name as the code spells it: `ImageDraw.Draw.textsize`, `pytorch_lightning.metrics`. */
const shownName = (name: string, text: string): string => {
  const spelled = name.startsWith('lightning.') && text.includes('pytorch_lightning') ? `pytorch_${name}` : name;
  return spelled.replaceAll('()', '');
};

function* usesOfArgument(
  change: ArgumentChange,
  calls: readonly LibraryCall[],
  installed: Installed,
  text: string,
): Iterable<ChangedUse> {
  const given = change.arguments.split(' ').map((name) => ({
    name,
    places: calls.flatMap((call) => {
      const argument = matches(call.name, change.of) ? call.keywords.get(name) : undefined;
      const start = argument ? text.indexOf(name, argument.at.start) : -1;
      return argument && start >= 0 && start - argument.at.start <= 1
        ? [{ ...argument.at, start, end: start + name.length }]
        : [];
    }),
  }));
  const used = given.filter(({ places }) => places.length > 0);
  const found = used.length ? installed.get(change.library) : undefined;
  const name = used.map((each) => each.name).join('`, `');
  const places = used.flatMap((each) => each.places);
  if (found) yield { change, name, kind: 'argument', places, write: change.write, installed: found };
}

function* callsWithout(change: RequiredArgument, calls: readonly LibraryCall[], installed: Installed): Iterable<ChangedUse> {
  const lacking = calls.filter(
    (call) =>
      matches(call.name, change.of) && !call.open && call.positional < change.position && !call.keywords.has(change.argument),
  );
  const found = lacking.length ? installed.get(change.library) : undefined;
  const places = lacking.map(({ span }) => span);
  if (found) yield { change, name: change.argument, kind: 'required', places, write: undefined, installed: found };
}

function* usesOfMethod(change: MethodChange, classes: readonly LibraryClass[], installed: Installed): Iterable<ChangedUse> {
  for (const name of change.methods.split(' ')) {
    const places = classes.flatMap(({ base, methods }) => (matches(base, change.of) ? (methods.get(name) ?? []) : []));
    const found = places.length ? installed.get(change.library) : undefined;
    if (found) yield { change, name, kind: 'method', places, write: undefined, installed: found };
  }
}
