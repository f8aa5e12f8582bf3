import { parse } from 'py-ast';
import type { Problem, SourceFile, Span } from '../../text/span';
import { type Comment, commentsOf } from './comments';
import { type Declarations, declarationsOf } from './declarations';
import { factsOf, type PythonFacts } from './facts';
import type { ImportFact } from './facts/imports';
import { scanImports } from './import-scan';
import { indexOf } from './indexing';
import type { ModuleIndex } from './module-index';
import { type Outline, outlineOf } from './outline';
import { type Positions, positionsOf } from './positions';
import { type Resolve, resolver } from './resolution';
import { type Located, type Statement, stringOf, type Tree } from './syntax';

/** A Python file. Nothing is parsed before something is asked of it; every answer is kept. */
export interface PythonFile {
  readonly source: SourceFile;
  readonly path: string;
  /** The syntax tree; undefined where the file does not parse. */
  readonly tree: Tree | undefined;
  /** What CPython would refuse: at most the first error, as there. */
  readonly problems: readonly Problem[];
  /** What can be told without parsing. */
  readonly outline: Outline;
  /** Why the file could not be read although CPython may accept it, such as nesting that is too deep. */
  readonly unread: string | undefined;
  readonly comments: readonly Comment[];
  /** The imports, found without parsing: see `scanImports`. */
  readonly scannedImports: readonly ImportFact[];
  /** Scopes, calls, loops and imports, from one pass over the tree. Empty where there is no tree. */
  readonly index: ModuleIndex;
  /** What the code needs and does; each kind is collected when it is asked for. */
  readonly facts: PythonFacts;
  /** Options as declared, before evaluation; `facts.options` is what rules want. */
  readonly declarations: Declarations;
  /** What an expression is worth, as far as this file tells. */
  readonly resolve: Resolve;
  /**
   * The file as another imports it: without what `if __name__ == "__main__":` holds, which only runs where the file itself is started.
   * The file itself where it holds nothing of the kind.
   */
  readonly imported: PythonFile;
  span(node: Located): Span;
}

interface Outcome {
  readonly tree?: Tree;
  readonly problems: readonly Problem[];
  readonly unread?: string;
}

/** Longest text that is parsed, in UTF-16 units: more is data, and would take seconds. */
const longest = 4 * 1024 * 1024;

/** Never throws. */
export function parsePython(file: SourceFile): PythonFile {
  const mark = file.text.startsWith('\uFEFF') ? 1 : 0;
  const positions = once(() => positionsOf(file, mark));
  return fileOf(
    file,
    positions,
    once(() => read(file, mark, positions)),
    once(() => outlineOf(file.text)),
  );
}

function fileOf(file: SourceFile, positions: () => Positions, outcome: () => Outcome, outline: () => Outline): PythonFile {
  const comments = once(() => commentsOf(file));
  const scannedImports = once(() => scanImports(file, outline()));
  const index = once(() => indexOf(outcome().tree));
  const facts = once(() => factsOf(python));
  const declarations = once(() => declarationsOf(index()));
  const resolve = once(() => resolver(python));
  const imported = once(() =>
    holdsProgram(file.text)
      ? fileOf(
          file,
          positions,
          once(() => withoutProgram(outcome())),
          outline,
        )
      : python,
  );
  const python: PythonFile = {
    source: file,
    path: file.path,
    get tree() {
      return outcome().tree;
    },
    get problems() {
      return outcome().problems;
    },
    get outline() {
      return outline();
    },
    get unread() {
      return outcome().unread ?? index().unread;
    },
    get comments() {
      return comments();
    },
    get scannedImports() {
      return scannedImports();
    },
    get index() {
      return index();
    },
    get facts() {
      return facts();
    },
    get declarations() {
      return declarations();
    },
    get imported() {
      return imported();
    },
    resolve: (expression, frame) => resolve()(expression, frame),
    span: (node) => positions().span(node),
  };
  return python;
}

const holdsProgram = (text: string): boolean => /\b__name__\s*==/.test(text);

function withoutProgram(outcome: Outcome): Outcome {
  const { tree } = outcome;
  return tree ? { ...outcome, tree: { ...tree, body: tree.body.filter((statement) => !isProgram(statement)) } } : outcome;
}

/** `if __name__ == "__main__":` without an `else`. */
function isProgram(statement: Statement): boolean {
  if (statement.nodeType !== 'If' || statement.orelse.length || statement.test.nodeType !== 'Compare') return false;
  const { left, ops, comparators } = statement.test;
  const [operator] = ops;
  return (
    left.nodeType === 'Name' && left.id === '__name__' && operator?.nodeType === 'Eq' && stringOf(comparators[0]) === '__main__'
  );
}

function read(file: SourceFile, mark: number, positions: () => Positions): Outcome {
  if (file.text.length > longest) return { problems: [], unread: 'the file is larger than 4 MiB' };
  // CPython takes a form feed for white space; the parser does not know it.
  const text = file.text.slice(mark).replaceAll('\f', ' ');
  if (text.includes('\0')) return { problems: [{ message: 'source code cannot contain null bytes', span: nullByte(file) }] };
  try {
    const tree = parse(text);
    return tree.nodeType === 'Module' ? { tree, problems: [] } : { problems: [], unread: 'no module' };
  } catch (error) {
    if (error instanceof RangeError) return { problems: [], unread: 'the code is nested too deeply' };
    return refusal(file, error, positions());
  }
}

function nullByte(file: SourceFile): Span {
  const start = file.text.indexOf('\0');
  return { file: file.path, start, end: start + 1 };
}

function refusal(file: SourceFile, error: unknown, positions: Positions): Outcome {
  const text = error instanceof Error ? error.message : String(error);
  const line = Number(/ at line (\d+)/.exec(text)?.[1] ?? 1);
  const column = /, column (\d+)/.exec(text)?.[1];
  const located = error as Located;
  const lineStart = positions.offset(line, 0);
  const lineText = /^[^\r\n]*/.exec(file.text.slice(lineStart))?.[0] ?? '';
  const message = text.replace(/ at line \d+.*$/s, '');
  if (acceptedByPython(message, lineText)) return { problems: [], unread: `a construct that cvl cannot read: ${message}` };
  if (column === undefined) {
    const indent = lineText.length - lineText.trimStart().length;
    return {
      problems: [{ message, span: { file: file.path, start: lineStart + indent, end: lineStart + lineText.trimEnd().length } }],
    };
  }
  const span = positions.span(located.lineno === undefined ? { lineno: line, col_offset: Number(column) } : located);
  const oneLine = Math.min(Math.max(span.end, span.start + 1), Math.max(lineStart + lineText.length, span.start));
  return { problems: [{ message, span: { ...span, end: oneLine } }] };
}

/**
 * What py-ast 1.16 refuses and CPython accepts, found by comparing the two on 4,000 files of CPython's library and its tests: then
 * silence is right.
 */
function acceptedByPython(message: string, line: string): boolean {
  return (
    /\basync\s+for\b/.test(line) ||
    /^\s*del\b.*,\s*(#.*)?$/.test(line) ||
    /^\s*case\b.*\*/.test(line) ||
    /\d(?:else|if|and|or|in|is|for)\b/.test(line) ||
    /[\u{10000}-\u{10FFFF}]/u.test(line) ||
    (/f-string/.test(message) && /:\s*\{\s*["'rRbBfF]/.test(line)) ||
    // Expressions in an f-string may go over several lines, as if in parentheses.
    (/f-string/.test(message) && (/\{[^{}]*$/.test(line) || /"""|'''/.test(line)))
  );
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
