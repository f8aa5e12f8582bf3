/** Markdown: the commands in fenced blocks, as text for a shell. See README.md. */

import type { SourceFile } from '../../text/span';
import { type EmbeddedText, parseShell, writeEmbedded } from '../shell';
import { type CommandLines, commandLines } from './command-lines';
import { fencesIn } from './fences';
import { placeholdersIn } from './placeholders';

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

/** The commands of some blocks as one text for a shell. */
export function shellText(file: SourceFile, blocks: readonly CommandBlock[]): EmbeddedText {
  const writer = writeEmbedded(file);
  for (const { start, end, text } of blocks.flat(2)) {
    let from = 0;
    for (const placeholder of placeholdersIn(text)) {
      const span = { file: file.path, start: start + placeholder.start, end: start + placeholder.end };
      writer.copy(start + from, span.start);
      if (placeholder.kind === 'value') writer.unknown(span);
      else writer.put('$ARGUMENTS', span);
      from = placeholder.end;
    }
    writer.copy(start + from, end);
    writer.put('\n', { file: file.path, start: end, end });
  }
  return writer.finish();
}
