import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Problem, SourceFile, Span } from '../../text/span';

export type YamlPath = readonly (string | number)[];

/** One YAML file as plain data, with the place of every key and value. */
export interface YamlDocument {
  readonly file: SourceFile;
  /** The first document as plain data; undefined where the text is empty or too broken to read. */
  readonly value: unknown;
  readonly problems: readonly YamlProblem[];
  /** The value at a path, without its comments and surrounding white space. */
  valueSpan(path: YamlPath): Span | undefined;
  /** The key that ends a path; for a list item, the item itself. */
  keySpan(path: YamlPath): Span | undefined;
  /** The key where there is one, else the closest parent that exists: where a missing thing is reported. */
  nearestSpan(path: YamlPath): Span;
  /** Keys of the mapping at a path in the order they are written, without merged ones; empty where it is no mapping. */
  keys(path: YamlPath): readonly string[];
  /** The tag or style as written matters for a few rules: whether a scalar was quoted. */
  isQuoted(path: YamlPath): boolean;
}

export interface YamlProblem extends Problem {
  readonly code: string;
}

/** Aliases may not expand to more than this many nodes: an alias bomb is a problem, not a hang. */
const maxAliasCount = 200;

/** Reads YAML 1.2 (and JSON) to plain data with spans. Never throws: all that is wrong is in `problems`. */
export function parseYaml(file: SourceFile): YamlDocument {
  const problems: YamlProblem[] = [];
  const whole: Span = { file: file.path, start: 0, end: Math.min(file.text.length, firstLineEnd(file.text)) };
  let document: Document.Parsed | undefined;
  let value: unknown;
  const deep = tooDeepAt(file.text);
  if (deep !== undefined) {
    const message = `brackets are nested deeper than ${maxDepth} levels, which is not read`;
    problems.push({ code: 'TOO_DEEP', message, span: clip(file, deep, deep + 1) });
    return { file, value, problems, ...places(file, undefined) };
  }
  try {
    const documents = parseAllDocuments(file.text, {
      prettyErrors: false,
      // Looked for below: the library compares every key with every other, a minute for a mapping of ten thousand.
      uniqueKeys: false,
      lineCounter: undefined,
      strict: true,
      // Odd keys are told as problems, not as warnings of the process.
      logLevel: 'error',
    });
    if (Array.isArray(documents)) {
      document = documents[0] as Document.Parsed | undefined;
      const second = documents[1];
      if (second) {
        const start = second.range[0];
        problems.push({
          code: 'MULTIPLE_DOCS',
          message: 'a second document starts here; only the first is read',
          span: clip(file, start, start + 3),
        });
      }
    }
    for (const error of document?.errors ?? []) {
      problems.push({ code: error.code, message: lowerFirst(error.message), span: clip(file, error.pos[0], error.pos[1]) });
    }
    for (const key of repeatedKeys(document)) {
      const [start, end] = key.range ?? [0, 0];
      problems.push({ code: 'DUPLICATE_KEY', message: 'map keys must be unique', span: clip(file, start, end) });
    }
    for (const warning of document?.warnings ?? []) {
      problems.push({
        code: warning.code,
        message: lowerFirst(warning.message),
        span: clip(file, warning.pos[0], warning.pos[1]),
      });
    }
    value = document?.toJS({ maxAliasCount });
  } catch (error) {
    problems.push({
      code: 'UNREADABLE',
      message: lowerFirst(error instanceof Error ? error.message : String(error)),
      span: whole,
    });
  }
  return { file, value, problems, ...places(file, document) };
}

/** More open brackets than any person writes: the library takes exponential time for mappings as keys of mappings. */
const maxDepth = 100;

/** The bracket that opens one level too many, counted without regard to quotes and comments. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x5b || code === 0x7b) {
      if (++depth > maxDepth) return index;
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--;
  }
  return undefined;
}

/** Keys that stand in a mapping a second time. */
function repeatedKeys(document: Document.Parsed | undefined): readonly Scalar[] {
  const repeated: Scalar[] = [];
  const waiting: unknown[] = [document?.contents];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (isMap(node)) {
      const seen = new Set<unknown>();
      for (const { key, value } of node.items) {
        if (isScalar(key)) {
          if (seen.has(key.value)) repeated.push(key);
          seen.add(key.value);
        }
        waiting.push(key, value);
      }
    } else if (isSeq(node)) {
      for (const item of node.items) waiting.push(item);
    }
  }
  return repeated.sort((a, b) => (a.range?.[0] ?? 0) - (b.range?.[0] ?? 0));
}

const pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The pairs of a mapping by key; of one that is written twice the last, whose value counts. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  let known = pairs.get(map);
  if (!known) {
    known = new Map(
      map.items.flatMap((item): [string, Pair][] => (isPair(item) && isScalar(item.key) ? [[String(item.key.value), item]] : [])),
    );
    pairs.set(map, known);
  }
  return known;
}

function places(file: SourceFile, document: Document.Parsed | undefined): Omit<YamlDocument, 'file' | 'value' | 'problems'> {
  const span = (range: readonly [number, number, ...number[]] | null | undefined, path: YamlPath): Span | undefined => {
    if (!range) return undefined;
    const end = trimmedEnd(file.text, range[0], range[1]);
    return { file: file.path, start: range[0], end, anchor: path.join('.') };
  };
  const find = (path: YamlPath): { node: Node | null | undefined; pair: Pair | undefined } => {
    let node: Node | null | undefined = document?.contents;
    let pair: Pair | undefined;
    for (const step of path) {
      if (isAlias(node) && document) node = node.resolve(document);
      pair = undefined;
      if (isMap(node)) {
        pair = pairsOf(node).get(String(step));
        if (!pair) return { node: undefined, pair: undefined };
        node = pair.value as Node | null;
      } else if (isSeq(node)) {
        node = node.items[Number(step)] as Node | undefined;
      } else {
        return { node: undefined, pair: undefined };
      }
    }
    return { node, pair };
  };
  const valueSpan = (path: YamlPath): Span | undefined => span(find(path).node?.range, path);
  const keySpan = (path: YamlPath): Span | undefined => {
    const { pair, node } = find(path);
    if (pair && isScalar(pair.key)) return span(pair.key.range, path);
    return span(node?.range, path);
  };
  return {
    valueSpan,
    keySpan,
    nearestSpan(path) {
      for (let length = path.length; length > 0; length--) {
        const found = keySpan(path.slice(0, length));
        if (found) return found;
      }
      return { file: file.path, start: 0, end: firstLineEnd(file.text) };
    },
    keys(path) {
      const { node } = find(path);
      const map = isAlias(node) && document ? node.resolve(document) : node;
      return isMap(map) ? map.items.flatMap((item) => (isScalar(item.key) ? [String(item.key.value)] : [])) : [];
    },
    isQuoted(path) {
      const { node } = find(path);
      return isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
    },
  };
}

const firstLineEnd = (text: string): number => {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text.length : end;
};

function trimmedEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && /\s/.test(text.charAt(last - 1))) last--;
  return last;
}

function clip(file: SourceFile, start: number, end: number): Span {
  const from = Math.max(0, Math.min(start, file.text.length));
  const lineEnd = file.text.slice(from).search(/[\r\n]/);
  const to = Math.max(from, Math.min(end, lineEnd < 0 ? file.text.length : from + lineEnd));
  return { file: file.path, start: from, end: to === from ? Math.min(from + 1, file.text.length) : to };
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
