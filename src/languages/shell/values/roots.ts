import { normalize } from './paths';

/**
 * Roots of paths that aren't known without running the script. Each is an absolute path of private-use characters, deep enough
 * that `..`, `dirname` and `cd` are ordinary operations on text. Going up from the root of the repository meets the marks of its
 * unknown parents, so it is seen as outside.
 */
type RootName = 'repository' | 'home' | 'caller';

const PARENTS = 9;

const marks: Record<RootName, { parent: string; self: string }> = {
  repository: { parent: '\uE010', self: '\uE011' },
  home: { parent: '\uE020', self: '\uE021' },
  caller: { parent: '\uE030', self: '\uE031' },
};

const rootPath = (name: RootName): string => `/${`${marks[name].parent}/`.repeat(PARENTS)}${marks[name].self}`;

/** The folder that is linted, the home folder of the user, and the folder that the script is started from. */
export const REPOSITORY = rootPath('repository');

export const HOME = rootPath('home');

export const CALLER = rootPath('caller');

const roots: readonly (readonly [RootName, string])[] = [
  ['repository', REPOSITORY],
  ['home', HOME],
  ['caller', CALLER],
];

const anyMark = /[\uE010\uE011\uE020\uE021\uE030\uE031]/;

const anyRoot = new RegExp(`(?:/[\uE010\uE020\uE030]){1,${PARENTS}}(?:/[\uE011\uE021\uE031])?`, 'g');

/** Whether a mark is outside a whole root, as after `basename` of a root. Such text isn't known. */
export const hasStrayMark = (text: string): boolean => anyMark.test(text) && anyMark.test(text.replace(anyRoot, ''));

/** A path below, or above, a symbolic root. */
export interface RootedPath {
  readonly root: RootName;
  /** From the root, without a leading slash. Empty for the root itself. */
  readonly path: string;
  /** How many folders above the root the path starts. 0 inside it. */
  readonly above: number;
}

/** Whether the text contains a symbolic root or a part of one. */
export const isSymbolic = (text: string): boolean => anyMark.test(text);

/** Reads a path that starts at a symbolic root and resolves `..` and `.`. Undefined where it doesn't. */
export function rootedPath(text: string): RootedPath | undefined {
  if (text.startsWith(REPOSITORY) && !/\/\.{0,2}(?:\/|$)/.test(text)) {
    const path = text.slice(REPOSITORY.length + 1);
    if (text.length === REPOSITORY.length || (text[REPOSITORY.length] === '/' && !anyMark.test(path)))
      return { root: 'repository', path, above: 0 };
  }
  if (!text.startsWith('/') || !anyMark.test(text)) return undefined;
  const parts = normalize(text).split('/').filter(Boolean);
  for (const [root] of roots) {
    const { parent, self } = marks[root];
    let depth = 0;
    while (parts[depth] === parent) depth += 1;
    if (depth === 0) continue;
    const inside = depth === PARENTS && parts[depth] === self;
    const rest = parts.slice(depth + (inside ? 1 : 0));
    if (rest.some((part) => anyMark.test(part))) return undefined;
    return { root, path: rest.join('/'), above: inside ? 0 : PARENTS - depth + 1 };
  }
  return undefined;
}

const shown: Record<RootName, string> = { repository: '<repository>', home: '~', caller: '<caller>' };

/** The text as people read it: `<repository>/examples/x`, `~/.cache`, `<caller>/data`, `<repository>/../x`. */
export function showRoots(text: string): string {
  if (!anyMark.test(text)) return text;
  return text.replace(anyRoot, (match) => {
    const name = roots.find(([root]) => match.includes(marks[root].parent))?.[0] ?? 'repository';
    const { parent, self } = marks[name];
    if (match.endsWith(self)) return shown[name];
    const up = PARENTS - match.split(parent).length + 2;
    return `${shown[name]}${'/..'.repeat(up)}`;
  });
}
