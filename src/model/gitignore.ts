import { joinPath } from '../text/path';
import type { Span } from '../text/span';
import { type IgnoreRules, ignoreRules } from './ignore-rules';
import { keyedQuery } from './query';
import type { Repository } from './targets';

interface IgnoreFile {
  readonly path: string;
  readonly text: string;
  readonly rules: IgnoreRules;
}

/** A folder's `.gitignore`. */
const ignoreFile = keyedQuery('repository.ignoreFile', (repository: Repository, folder): IgnoreFile | undefined => {
  const source = repository.source(joinPath(folder, '.gitignore'));
  return source && { path: source.path, text: source.text, rules: ignoreRules(source.text) };
});

export function ignoredBy(repository: Repository, path: string): Span | undefined {
  const found = decider(repository, path);
  return found && patternIn(found.file, found.inside);
}

export const isIgnored = (repository: Repository, path: string): boolean => decider(repository, path) !== undefined;

export function isKept(repository: Repository, path: string): boolean {
  const steps = path.split('/');
  for (let depth = steps.length - 1; depth >= 0; depth--) {
    const verdict = ignoreFile(repository, steps.slice(0, depth).join('/'))?.rules.test(steps.slice(depth).join('/'));
    if (verdict?.ignored || verdict?.unignored) return verdict.unignored;
  }
  return false;
}

/** The file that hides a path, and the hidden path (or a parent of it) relative to that file's folder. */
function decider(repository: Repository, path: string): { readonly file: IgnoreFile; readonly inside: string } | undefined {
  const steps = path.split('/');
  for (let length = 1; length <= steps.length; length++) {
    const part = `${steps.slice(0, length).join('/')}${length < steps.length ? '/' : ''}`;
    for (let depth = length - 1; depth >= 0; depth--) {
      const folder = steps.slice(0, depth).join('/');
      const file = ignoreFile(repository, folder);
      const inside = folder === '' ? part : part.slice(folder.length + 1);
      const verdict = file?.rules.test(inside);
      if (file && verdict?.ignored) return { file, inside };
      if (verdict?.unignored) break;
    }
  }
  return undefined;
}

/** The last line that ignores the path on its own. */
function patternIn({ path, text }: IgnoreFile, inside: string): Span {
  let found: Span = { file: path, start: 0, end: 0 };
  let start = 0;
  for (const line of text.split('\n')) {
    const pattern = line.trim();
    if (pattern !== '' && !pattern.startsWith('#') && ignoreRules(pattern).test(inside).ignored) {
      const first = start + line.indexOf(pattern);
      found = { file: path, start: first, end: first + pattern.length, anchor: pattern };
    }
    start += line.length + 1;
  }
  return found;
}
