import type { Span } from '../../../text/span';
import { escapePattern, hasPatternCharacters, matchesPattern, unescapePattern } from '../patterns/pattern';
import { kindOf, listFolder } from '../state/files';
import { type Shell, spendStep } from '../state/shell';
import type { Field } from './fields';

/** Pathname expansion: replaces each field that has an unquoted pattern by the paths that match, sorted by code point. */
export function globFields(shell: Shell, fields: readonly Field[], span: Span): Field[] {
  const isSpecial = (field: Field): boolean =>
    field.chunks.some(({ segment, quoted }) => !quoted && segment.text !== null && /[*?[]|[?*+@!]\(/.test(segment.text));
  if (shell.state.options.has('noglob') || !fields.some(isSpecial)) return [...fields];
  return fields.flatMap((field) => {
    if (!isSpecial(field) || field.chunks.some(({ segment }) => segment.text === null)) return [field];
    const pattern = field.chunks.map(({ segment, quoted }) => (quoted ? escapePattern(segment.text!) : segment.text!)).join('');
    if (!hasPatternCharacters(pattern)) return [field];
    const matched = matchPaths(shell, pattern);
    if (matched === undefined) return unknownPaths(field, pattern, span);
    if (matched.length === 0) return shell.state.shopt.has('nullglob') ? [] : [field];
    return matched.map(
      (text): Field => ({
        ...field,
        chunks: [{ segment: { text, span }, quoted: true, split: false, when: field.chunks[0]?.when }],
      }),
    );
  });
}

/** Brackets in a word are rarely meant as a pattern, so where the folder's content isn't known they stay as written. */
function unknownPaths(field: Field, pattern: string, span: Span): Field[] {
  if (!/(?:^|[^\\])(?:\\\\)*[*?]/.test(pattern)) return [field];
  const segment = { text: null, span, unknown: { reason: 'command', name: 'pathnames' } } as const;
  return [{ ...field, many: true, chunks: [{ segment, quoted: false, split: true, when: field.chunks[0]?.when }] }];
}

/** The existing paths that match, relative or absolute as the pattern is. Undefined where a folder's content isn't known. */
function matchPaths(shell: Shell, pattern: string): string[] | undefined {
  const parts = pattern.split(/(\/+)/);
  let found = [''];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index]!;
    if (part === '') continue;
    if (part.startsWith('/')) {
      const below = parts[index - 1] === '**';
      found = found.map((path) => (below && path === '' ? '' : path + part));
      continue;
    }
    const next: string[] = [];
    const last = index >= parts.length - 2 && (parts[index + 1] ?? '') === '';
    const deep = part === '**' && shell.state.shopt.has('globstar');
    for (const path of found) {
      spendStep(shell, 5);
      const matched = deep ? descend(shell, path, last) : matchName(shell, path, part, last);
      if (matched === undefined) return undefined;
      next.push(...matched);
      if (next.length > shell.setting.limits.words) return undefined;
    }
    found = next;
  }
  return found.sort();
}

function matchName(shell: Shell, folder: string, pattern: string, last: boolean): string[] | undefined {
  if (!hasPatternCharacters(pattern)) {
    const path = folder + unescapePattern(pattern);
    const kind = kindOf(shell, path);
    if (kind === undefined) return last ? undefined : [path];
    return kind === 'missing' ? [] : [path];
  }
  const names = listFolder(shell, folder);
  if (names === undefined) return undefined;
  const dots = pattern.startsWith('.') || pattern.startsWith('\\.') || shell.state.shopt.has('dotglob');
  const matched = names.filter((name) => (dots || !name.startsWith('.')) && matchesPattern(pattern, name, shell.effort));
  return matched.map((name) => folder + name);
}

function descend(shell: Shell, folder: string, last: boolean): string[] | undefined {
  const found = [folder];
  const queue = [folder];
  while (queue.length > 0) {
    const path = queue.pop()!;
    spendStep(shell, 5);
    for (const name of listFolder(shell, path) ?? []) {
      if (name.startsWith('.')) continue;
      const child = `${path}${path === '' || path.endsWith('/') ? '' : '/'}${name}`;
      const folderLike = kindOf(shell, child) === 'folder';
      if (folderLike) queue.push(child);
      if (folderLike || last) found.push(child);
      if (found.length > shell.setting.limits.words) return undefined;
    }
  }
  return last ? found.filter((path) => path !== '') : found;
}
