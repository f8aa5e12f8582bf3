/** Makes a path absolute and resolves `.` and `..` in its text. Undefined where it is relative and the folder isn't known. */
export function resolvePath(folder: string | undefined, path: string): string | undefined {
  if (path.startsWith('/')) return normalize(path);
  return folder === undefined ? undefined : normalize(`${folder}/${path}`);
}

/** Resolves `.` and `..` in the text of an absolute path. */
export function normalize(path: string): string {
  if (path.length > 1 && path.startsWith('/') && !/\/(?:\.{0,2}(?:\/|$))/.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** As `dirname` prints it. */
export function dirname(path: string): string {
  if (path === '') return '.';
  const trimmed = path.replace(/(?<!\/)\/+$/, '');
  if (trimmed === '') return '/';
  const slash = trimmed.lastIndexOf('/');
  if (slash < 0) return '.';
  return trimmed.slice(0, slash).replace(/(?<!\/)\/+$/, '') || '/';
}

/** As `basename` prints it. */
export function basename(path: string, suffix = ''): string {
  if (path === '') return '';
  const trimmed = path.replace(/(?<!\/)\/+$/, '');
  if (trimmed === '') return '/';
  const name = trimmed.slice(trimmed.lastIndexOf('/') + 1);
  return suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

/** The path from one folder to another, both absolute. */
export function relativePath(from: string, to: string): string {
  const [a, b] = [from, to].map((path) => normalize(path).split('/').filter(Boolean)) as [string[], string[]];
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common += 1;
  return [...a.slice(common).map(() => '..'), ...b.slice(common)].join('/') || '.';
}
