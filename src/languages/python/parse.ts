import type { Problem, SourceFile } from '../../text/span';
import { type Comment, commentsOf } from './comments';
import { declarationsOf } from './declarations';
import { factsOf, type PythonFacts } from './facts';
import type { ImportFact } from './facts/imports';
import { scanImports } from './import-scan';
import { indexOf } from './indexing';
import type { Module } from './module';
import { type Outline, outlineOf } from './outline';
import { type Positions, positionsOf } from './positions';
import { resolver } from './resolution';
import type { Tree } from './syntax';
import { mayBeLimited, mayHaveMainBlock, type Parsed, parseTree, withoutMainBlock } from './syntax-tree';

/** A Python file. It is parsed when something first needs the tree, and it keeps every answer. */
export interface PythonFile extends Module {
  /** Undefined if the file doesn't parse. */
  readonly tree: Tree | undefined;
  /** What CPython would refuse: at most the first error, as there. */
  readonly problems: readonly Problem[];
  /** Why the file couldn't be read although CPython may accept it, such as nesting that is too deep. */
  readonly unread: string | undefined;
  /** Whether it is unread because it's too large or nested too deeply. */
  readonly isLimited: boolean;
  readonly comments: readonly Comment[];
  /** The imports, found without parsing: see `scanImports`. */
  readonly scannedImports: readonly ImportFact[];
  /** What the code needs and does. Each kind is collected when it is first asked for. */
  readonly facts: PythonFacts;
  /**
   * The file as another module imports it: without its `if __name__ == "__main__":` block. It is the file itself if there is no
   * such block.
   */
  readonly imported: PythonFile;
}

/** Reads a Python file. Never throws. */
export function parsePython(file: SourceFile): PythonFile {
  const start = file.text.startsWith('\uFEFF') ? 1 : 0;
  const positions = once(() => positionsOf(file, start));
  const outline = once(() => outlineOf(file.text));
  const parsed = once(() => parseTree(file, { start, mayBeDeep: outline().mayBeDeep, positions }));
  return fileOf(file, positions, parsed, outline);
}

function fileOf(source: SourceFile, positions: () => Positions, parsed: () => Parsed, outline: () => Outline): PythonFile {
  const comments = once(() => commentsOf(source));
  const scannedImports = once(() => scanImports(source, outline()));
  const index = once(() => indexOf(parsed().tree));
  const facts = once(() => factsOf(file));
  const declarations = once(() => declarationsOf(index()));
  const resolve = once(() => resolver(file));
  const importedTree = once(() => withoutMainBlock(parsed()));
  const imported = once(() => (mayHaveMainBlock(source.text) ? fileOf(source, positions, importedTree, outline) : file));
  const file: PythonFile = {
    source,
    path: source.path,
    get tree() {
      return parsed().tree;
    },
    get problems() {
      return parsed().problems;
    },
    get outline() {
      return outline();
    },
    get unread() {
      return parsed().unread ?? index().unread;
    },
    get isLimited() {
      return mayBeLimited(source.text, outline()) && parsed().isLimit === true;
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
  return file;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
