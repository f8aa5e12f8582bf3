import { type Part, slicePart } from '../languages/docker';
import { UNKNOWN_MARK } from '../languages/shell';

/** White space, a comment, a separator of commands, or a word: one group each. */
const tokens =
  /(\\\n|[ \t]+)|(#[^\n]*)|(&&|\|\||[;|&\n(){}])|((?:\\[\s\S]|"(?:\\[\s\S]|[^"\\])*"?|'[^']*'?|[^\s;|&()"'\\])+|[\s\S])/g;

/** The words of a `bash -c` text, by simple command, each with its span. Words with expansions are unknown. */
export function commandsIn(text: Part): readonly (readonly Part[])[] {
  const commands: Part[][] = [[]];
  for (const match of text.masked.matchAll(tokens)) {
    const [whole, , , separates, written] = match;
    if (separates !== undefined) commands.push([]);
    else if (written !== undefined && !/^\d?>+/.test(written)) {
      const part = slicePart(text, match.index, match.index + whole.length);
      const plain = unquoted(written);
      commands.at(-1)?.push({ ...part, text: plain, masked: plain ?? UNKNOWN_MARK });
    }
  }
  return commands.map((command) => command.filter(({ masked }) => !/^(if|then|else|fi|do|done|!)$/.test(masked)));
}

/** A word without its quotes. Undefined if it contains an expansion. */
function unquoted(written: string): string | undefined {
  if (written.includes(UNKNOWN_MARK) || /[`$]/.test(written.replace(/'[^']*'/g, ''))) return undefined;
  return written.replace(
    /'([^']*)'?|"((?:\\[\s\S]|[^"\\])*)"?|\\([\s\S])/g,
    (_, single?: string, double?: string, escaped?: string) => single ?? double ?? escaped ?? '',
  );
}
