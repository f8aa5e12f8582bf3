import { type EvaluatedCommand, REPOSITORY, type StartedCommand, type Word } from '../languages/shell';
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

/** A `docker` command that a file means. `folder` is where its paths start. */
export function dockerCommand(verb: string, words: readonly Word[], span: Span, folder: string): EvaluatedCommand {
  const argv = [wordAt('docker', span), wordAt(verb, span), ...words];
  return { ...writtenCommand(argv, wordAt(folder, span), span), engine: 'docker', verb, argumentsAt: 2 };
}

/** The path of a folder of the repository, below the symbolic root. */
export const atRoot = (folder: string): string => (folder === '' ? REPOSITORY : `${REPOSITORY}/${folder}`);
