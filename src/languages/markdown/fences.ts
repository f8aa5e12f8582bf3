import type { MarkdownIt } from 'markdown-it';
import type { SourceFile } from '../../text/span';

/** A fenced or an indented code block. */
export interface Fence {
  /** The first word after the opening fence, in lower case. Empty if there is none, and for indented blocks. */
  readonly language: string;
  /** The lines inside, without the indentation and the marks of lists and quotes around the block, and without their ends. */
  readonly lines: readonly Line[];
}

/** A range of the file without a line end. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Built when the first Markdown file is read. Only the rules that decide where a code block is are on. */
let parser: MarkdownIt | undefined;

function parserOf(): MarkdownIt {
  if (parser) return parser;
  // Bundled, but run only when this is called: the tables of characters that it makes take several milliseconds.
  const Parser = require('markdown-it') as typeof import('markdown-it').default;
  parser = new Parser('commonmark');
  parser.block.ruler.enableOnly(['fence', 'code', 'blockquote', 'list', 'html_block', 'paragraph']);
  return parser;
}

/** The fenced and the indented blocks of a Markdown file, in order, also those in lists and quotes. */
export function fencesIn({ text }: SourceFile): readonly Fence[] {
  if (!/```|~~~|^(?: {4}|\t)/m.test(text)) return [];
  const markdown = parserOf();
  // The parser reads these as line ends and blanks; the offsets stay the same.
  const source = text.replaceAll('\r', ' ').replaceAll('\0', ' ');
  const tokens: Parameters<typeof markdown.block.parse>[3] = [];
  markdown.block.parse(source, markdown, {}, tokens);
  const starts = lineStarts(source);
  return tokens.flatMap(({ type, map, info, content }): Fence[] => {
    if ((type !== 'fence' && type !== 'code_block') || !map) return [];
    const first = type === 'fence' ? map[0] + 1 : map[0];
    const contents = content.split('\n').slice(0, -1);
    const lines = contents.map((inside, index) => lineAt(source, starts, first + index, inside));
    return [{ language: languageOf(info), lines }];
  });
}

/** `bash`, `{.bash}`, `bash title="Train"` */
const languageOf = (info: string): string => (/[\w+#-]+/.exec(info)?.[0] ?? '').toLowerCase();

/** A line of a block ends as the line of the file does; the marks of lists and quotes come before it. */
function lineAt(text: string, starts: readonly number[], number: number, inside: string): Line {
  const first = starts[number] ?? text.length;
  const end = first + text.slice(first, (starts[number + 1] ?? text.length + 1) - 1).trimEnd().length;
  const start = Math.max(first, end - inside.trimEnd().length);
  return { start, end, text: text.slice(start, end) };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
