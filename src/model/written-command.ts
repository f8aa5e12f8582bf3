import type { StartedCommand, Word } from '../languages/shell';
import type { Span } from '../text/span';

/** A word that a file means without writing it, at the place that means it. */
export const wordAt = (text: string, span: Span): Word => ({ segments: text === '' ? [] : [{ text, span }], span });

/** A command that a file means without writing it for a shell. */
export const writtenCommand = (argv: readonly Word[], cwd: Word, span: Span): StartedCommand => ({
  argv,
  span,
  certainty: 'always',
  when: [],
  requires: [],
  cwd,
  stdin: undefined,
  environment: new Map(),
  options: new Set(),
  created: new Map(),
  calls: [],
});
