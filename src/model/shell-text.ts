import { type Part, partOf, slicePart } from '../languages/docker';
import { UNKNOWN_MARK, type Word } from '../languages/shell';

/** White space, a comment, a separator of commands, or a word: one group each. */
const tokens =
  /(\\\n|[ \t]+)|(#[^\n]*)|(&&|\|\||[;|&\n(){}])|((?:\\[\s\S]|"(?:\\[\s\S]|[^"\\])*"?|'[^']*'?|[^\s;|&()"'\\])+|[\s\S])/g;

/** A variable's value. Null if it's certainly not set, undefined if unknown. */
export type LookUp = (name: string) => string | null | undefined;

/** The words of a `bash -c` text, by simple command, each with its span. Words with expansions of other variables are unknown. */
export function commandsIn(text: Part, lookUp: LookUp = () => undefined): readonly (readonly Part[])[] {
  const commands: Part[][] = [[]];
  for (const match of text.masked.matchAll(tokens)) {
    const [whole, , , separates, written] = match;
    if (separates !== undefined) commands.push([]);
    else if (written !== undefined && !/^\d?>+/.test(written)) {
      const part = slicePart(text, match.index, match.index + whole.length);
      for (const value of valuesOf(written, lookUp)) commands.at(-1)?.push(partAt(value, part, !written.includes('"')));
    }
  }
  return commands.map((command) => command.filter(({ masked }) => !/^(if|then|else|fi|do|done|!)$/.test(masked)));
}

function partAt(text: string | undefined, { span }: Part, isSplit: boolean): Part {
  const segments: Word['segments'] =
    text === undefined ? [{ text: null, span, unknown: { reason: 'unsupported' } }] : text === '' ? [] : [{ text, span }];
  return partOf({ segments, span, ...(text === undefined && isSplit && { many: true }) });
}

/** What a word is after expansion: several words for a variable outside quotes. */
function valuesOf(written: string, lookUp: LookUp): readonly (string | undefined)[] {
  const value = expanded(written, lookUp);
  if (value === undefined || !/^\$(?:\w+|\{\w+\})$/.test(written)) return [value];
  return value.split(/\s+/).filter(Boolean);
}

/** A word without its quotes. Undefined if it contains an expansion that isn't known. */
function expanded(written: string, lookUp: LookUp): string | undefined {
  let isKnown = !written.includes(UNKNOWN_MARK);
  const put = (text: string): string =>
    text.replace(/\$(?:(\w+)|\{(\w+)\})|[`$]/g, (_, bare?: string, braced?: string) => {
      const value = lookUp(bare ?? braced ?? '');
      isKnown &&= value !== undefined && (bare ?? braced) !== undefined;
      return value ?? '';
    });
  const text = written.replace(
    /'([^']*)'?|"((?:\\[\s\S]|[^"\\])*)"?|\\([\s\S])|([^'"\\]+)/g,
    (_, single?: string, double?: string, escaped?: string, plain?: string) => single ?? escaped ?? put(double ?? plain ?? ''),
  );
  return isKnown ? text : undefined;
}
