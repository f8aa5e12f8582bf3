import { parse } from 'py-ast';
import type { Problem, SourceFile, Span } from '../../text/span';
import { quickenLexer } from './lexer';
import { isTooDeep } from './nesting';
import type { Positions } from './positions';
import { type Located, type Statement, stringOf, type Tree } from './syntax';

/** The outcome of parsing. */
export interface Parsed {
  readonly tree?: Tree;
  readonly problems: readonly Problem[];
  readonly unread?: string;
  /** It is unread because it's too large or nested too deeply. */
  readonly isLimit?: true;
}

/** Longest text that is parsed, in UTF-16 code units. A longer one is data and would take seconds. */
const longest = 4 * 1024 * 1024;

quickenLexer();

const tooDeep: Parsed = { problems: [], unread: 'the code is nested too deeply', isLimit: true };

interface Parsing {
  /** Length of the byte order mark. */
  readonly start: number;
  /** See `Outline`. */
  readonly mayBeDeep: boolean;
  readonly positions: () => Positions;
}

/** Whether a file may be too large or nested too deeply. False is certain, and found without parsing. */
export const mayBeLimited = ({ length }: string, { mayBeDeep }: Pick<Parsing, 'mayBeDeep'>): boolean =>
  length > longest || mayBeDeep;

/** Parses a text. Never throws. */
export function parseTree(file: SourceFile, { start, mayBeDeep, positions }: Parsing): Parsed {
  if (file.text.length > longest) return { problems: [], unread: 'the file is larger than 4 MiB', isLimit: true };
  // CPython reads a form feed as white space; the parser doesn't know it.
  const text = file.text.slice(start).replaceAll('\f', ' ');
  if (text.includes('\0')) return { problems: [{ message: 'source code cannot contain null bytes', span: nullByte(file) }] };
  try {
    const tree = parse(text);
    if (tree.nodeType !== 'Module') return { problems: [], unread: 'the tree is not a module' };
    return mayBeDeep && isTooDeep(tree) ? tooDeep : { tree, problems: [] };
  } catch (error) {
    if (error instanceof RangeError) return tooDeep;
    return syntaxError(file, error, positions());
  }
}

function nullByte(file: SourceFile): Span {
  const start = file.text.indexOf('\0');
  return { file: file.path, start, end: start + 1 };
}

function syntaxError(file: SourceFile, error: unknown, positions: Positions): Parsed {
  const text = error instanceof Error ? error.message : String(error);
  const line = Number(/ at line (\d+)/.exec(text)?.[1] ?? 1);
  const column = /, column (\d+)/.exec(text)?.[1];
  const located = error as Located;
  const lineStart = positions.offset(line, 0);
  const lineText = /^[^\r\n]*/.exec(file.text.slice(lineStart))?.[0] ?? '';
  const message = text.replace(/ at line \d+.*$/s, '');
  if (isAcceptedByPython(message, lineText)) return { problems: [], unread: `a construct that cvl cannot read: ${message}` };
  if (column === undefined) {
    const indent = lineText.length - lineText.trimStart().length;
    const span = { file: file.path, start: lineStart + indent, end: lineStart + lineText.trimEnd().length };
    return { problems: [{ message, span }] };
  }
  const span = positions.span(located.lineno === undefined ? { lineno: line, col_offset: Number(column) } : located);
  const lineEnd = Math.max(lineStart + lineText.length, span.start);
  return { problems: [{ message, span: { ...span, end: Math.min(Math.max(span.end, span.start + 1), lineEnd) } }] };
}

/**
 * What py-ast 1.16 refuses and CPython accepts, found by comparing the two on 4,000 files of CPython's library and its tests. Such a
 * file isn't reported.
 */
function isAcceptedByPython(message: string, line: string): boolean {
  return (
    /\basync\s+for\b/.test(line) ||
    /^\s*del\b.*,\s*(#.*)?$/s.test(line) ||
    /^\s*case\b.*\*/.test(line) ||
    /\d(?:else|if|and|or|in|is|for)\b/.test(line) ||
    /[\u{10000}-\u{10FFFF}]/u.test(line) ||
    (/f-string/.test(message) && /:\s*\{\s*["'rRbBfF]/.test(line)) ||
    // An expression in an f-string may span lines, as if in parentheses.
    (/f-string/.test(message) && (/\{[^{}]*$/.test(line) || /"""|'''/.test(line)))
  );
}

/** Whether a text may have an `if __name__ == "__main__":` block. */
export const mayHaveMainBlock = (text: string): boolean => /\b__name__\s*==/.test(text);

/** The tree without its `if __name__ == "__main__":` blocks, which only run if the file itself is started. */
export function withoutMainBlock(parsed: Parsed): Parsed {
  const { tree } = parsed;
  return tree ? { ...parsed, tree: { ...tree, body: tree.body.filter((statement) => !isMainBlock(statement)) } } : parsed;
}

/** `if __name__ == "__main__":` without an `else`. */
function isMainBlock(statement: Statement): boolean {
  if (statement.nodeType !== 'If' || statement.orelse.length || statement.test.nodeType !== 'Compare') return false;
  const { left, ops, comparators } = statement.test;
  const [operator] = ops;
  return (
    left.nodeType === 'Name' && left.id === '__name__' && operator?.nodeType === 'Eq' && stringOf(comparators[0]) === '__main__'
  );
}
