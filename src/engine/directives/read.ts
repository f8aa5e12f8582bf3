import type { Directive, DirectiveMistake } from '../../model/directives';
import type { SourceFile } from '../../text/span';
import { findComments } from './comments';
import { holdsDirectives } from './holds';
import { languageOf } from './language';
import { type LogicalLines, logicalLines } from './logical-lines';
import { parseComment } from './parse';

/** The directives of one file, as written. */
export interface WrittenDirectives {
  readonly file: SourceFile;
  readonly directives: readonly Directive[];
  readonly mistakes: readonly DirectiveMistake[];
  readonly lines: LogicalLines;
  /** The first directive over the limit. */
  readonly excess: Directive | undefined;
}

/** Directives of one file beyond this number aren't read, which bounds the time. Nobody writes that many by hand. */
export const maximumDirectives = 1000;

/** Nor are names of rules beyond this number, in all directives of a file. */
const maximumNames = 2000;

/** Reads the directives of a file. Undefined if it has none. `text` gives the decoded text of a file. */
export function readDirectives(path: string, text: (file: string) => string | undefined): WrittenDirectives | undefined {
  const content = holdsDirectives(path, text) ? text(path) : undefined;
  if (content === undefined) return undefined;
  const file = { path, text: content };
  const language = languageOf(file);
  if (!language) return undefined;
  const comments = findComments(file, language);
  const directives: Directive[] = [];
  const mistakes: DirectiveMistake[] = [];
  let names = 0;
  let excess: Directive | undefined;
  for (const comment of comments) {
    const parsed = parseComment(file, comment);
    if (!parsed) continue;
    names += parsed.directive?.rules.length ?? 0;
    if (directives.length === maximumDirectives || names > maximumNames) {
      excess = parsed.directive;
      break;
    }
    if (parsed.directive) directives.push(parsed.directive);
    mistakes.push(...parsed.mistakes);
  }
  if (directives.length === 0 && mistakes.length === 0 && !excess) return undefined;
  return {
    file,
    directives,
    mistakes,
    lines: logicalLines(file, language, comments),
    excess,
  };
}
