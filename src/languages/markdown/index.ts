/** Markdown: the commands in fenced blocks, as text for a shell. See README.md. */

import type { SourceFile } from '../../text/span';
import { type EmbeddedText, parseShell, writeEmbedded } from '../shell';
import { type CommandLines, commandLines } from './command-lines';
import { fencesIn } from './fences';
import { placeholdersIn } from './placeholders';

export { mayBeCommands } from './prefilter';

/** The commands of one fenced block, in order. */
export type CommandBlock = readonly CommandLines[];

/** The fenced blocks that hold commands. */
export function commandBlocks(file: SourceFile): readonly CommandBlock[] {
  return fencesIn(file)
    .map((fence) => readable(file, commandLines(fence)))
    .filter((block) => block.length > 0);
}

/** A block that a shell can't read holds more than commands. Those of its commands that a shell can read are left. */
const readable = (file: SourceFile, block: CommandBlock): CommandBlock =>
  isShell(file, block) ? block : block.filter((command) => isShell(file, [command]));

const isShell = (file: SourceFile, block: CommandBlock): boolean =>
  block.length === 0 || parseShell({ path: file.path, text: shellText(file, [block]).text }).problems.length === 0;

/** Text that is put in place of a range of the file. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The commands of some blocks as one text for a shell. `replaced` are ranges of the file that the reader replaces. */
export function shellText(
  file: SourceFile,
  blocks: readonly CommandBlock[],
  replaced: readonly Replacement[] = [],
): EmbeddedText {
  const writer = writeEmbedded(file);
  for (const { start, end, text } of blocks.flat(2)) {
    const own = replaced.filter((each) => each.start >= start && each.end <= end);
    const placeholders = placeholdersIn(text)
      .map((each) => ({
        start: start + each.start,
        end: start + each.end,
        text: each.kind === 'value' ? undefined : '$ARGUMENTS',
      }))
      .filter((each) => !own.some((other) => each.start < other.end && other.start < each.end));
    let from = start;
    for (const change of [...own, ...placeholders].sort((a, b) => a.start - b.start)) {
      const span = { file: file.path, start: change.start, end: change.end };
      writer.copy(from, span.start);
      if (change.text === undefined) writer.unknown(span);
      else writer.put(change.text, span);
      from = change.end;
    }
    writer.copy(from, end);
    writer.put('\n', { file: file.path, start: end, end });
  }
  return writer.finish();
}
