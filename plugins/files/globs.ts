import { globMatcher, type JsonSchema, query } from '../../src/api';

export const globsSchema: JsonSchema = { type: 'array', items: { type: 'string' } };

/** Whether a path matches one of the globs. `*` also matches a leading dot, except in the names of git's own files. */
export const fits = (globs: readonly string[], path: string): boolean => matcherOf(globs)(path);

/** Options are the same object for many examples, so each list is compiled once. */
const matcherOf = query('files.globs', (globs: readonly string[]): ((path: string) => boolean) => {
  const matches = globMatcher(globs);
  return (path) => !/(?:^|\/)\.git[^/]*$/.test(path) && matches(path);
});
