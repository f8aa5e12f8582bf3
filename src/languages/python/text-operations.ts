import type { Literal } from './value';

/**
 * The repository's root in values that are paths: `__file__` in `a/b.py` is `/<repository>/a/b.py`. It is absolute, so that joins and
 * parents work, but no real path.
 */
export const repositoryRoot = '/<repository>';

/** The path from the repository's root of a value made from `__file__`; undefined for other values. */
export function repositoryPath(value: string): string | undefined {
  const clean = normalPath(value);
  if (clean === repositoryRoot) return '';
  return clean.startsWith(`${repositoryRoot}/`) ? clean.slice(repositoryRoot.length + 1) : undefined;
}

export function joinPaths(parts: readonly string[]): string {
  return parts.reduce(
    (joined, part) => (part.startsWith('/') || joined === '' ? part : joined.endsWith('/') ? joined + part : `${joined}/${part}`),
    '',
  );
}

export function normalPath(path: string): string {
  const absolute = path.startsWith('/');
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length && out.at(-1) !== '..') out.pop();
    else if (part !== '..' || !absolute) out.push(part);
  }
  return (absolute ? '/' : '') + out.join('/') || '.';
}

export function parentPath(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '' : cut === 0 ? '/' : path.slice(0, cut);
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The result of a method of a string or of a path, which is a string here; undefined if it isn't known. */
export function textMethod(text: string, method: string, args: readonly Literal[]): Literal | undefined {
  const [first, second] = args;
  switch (method) {
    case 'lower':
    case 'casefold':
      return text.toLowerCase();
    case 'upper':
      return text.toUpperCase();
    case 'strip':
      return args.length ? undefined : text.trim();
    case 'lstrip':
      return args.length ? undefined : text.trimStart();
    case 'rstrip':
      return args.length ? (first === '/' ? text.replace(/(?<!\/)\/+$/, '') : undefined) : text.trimEnd();
    case 'startswith':
      return typeof first === 'string' ? text.startsWith(first) : undefined;
    case 'endswith':
      return typeof first === 'string' ? text.endsWith(first) : undefined;
    case 'replace':
      return typeof first === 'string' && typeof second === 'string' && first !== '' ? text.replaceAll(first, second) : undefined;
    case 'split':
      return args.length === 1 && typeof first === 'string' && first !== ''
        ? text.split(first)
        : args.length
          ? undefined
          : text.split(/\s+/).filter(Boolean);
    case 'join':
      return Array.isArray(first) && first.every((item) => typeof item === 'string') ? first.join(text) : undefined;
    case 'joinpath':
      return args.every((item) => typeof item === 'string') ? joinPaths([text, ...(args as string[])]) : undefined;
    case 'resolve':
    case 'absolute':
      return text.startsWith('/') ? normalPath(text) : text;
    case 'expanduser':
    case 'as_posix':
      return text;
    default:
      return undefined;
  }
}

function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let parent = parentPath(path); parent !== '' && parents.length < 100; parent = parentPath(parent)) {
    parents.push(parent);
    if (parent === '/') break;
  }
  return path.startsWith('/') ? parents : [...parents, '.'];
}

/** An attribute of a path; undefined for an attribute that paths don't have. */
export function pathAttribute(path: string, attribute: string): Literal | undefined {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  switch (attribute) {
    case 'parent':
      return parentPath(path) || '.';
    case 'parents':
      return parentsOf(path);
    case 'name':
      return name;
    case 'stem':
      return dot > 0 ? name.slice(0, dot) : name;
    case 'suffix':
      return dot > 0 ? name.slice(dot) : '';
    default:
      return undefined;
  }
}
