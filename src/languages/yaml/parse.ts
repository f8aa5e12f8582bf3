import { type Document, isMap, isScalar, isSeq, type Scalar } from 'yaml';
import { sentence } from '../../text/sentence';
import type { Problem, SourceFile, Span } from '../../text/span';
import { readDocuments } from './documents';
import { maxDepth } from './nesting';
import { firstLineEnd, type Places, placesOf } from './places';

/** One YAML file as plain data, with the place of every key and value. */
export interface YamlDocument extends Places {
  readonly file: SourceFile;
  /** The first document as plain data. Undefined where the text is empty or too broken to read. */
  readonly value: unknown;
  readonly problems: readonly YamlProblem[];
}

interface YamlProblem extends Problem {
  /** The library's code, or one of `TOO_DEEP`, `MULTIPLE_DOCS`, `DUPLICATE_KEY`, `UNREADABLE`. */
  readonly code: string;
}

/** Aliases may not expand to more nodes than this: an alias bomb is a problem, not a hang. */
const maxAliasCount = 200;

const tooDeepMessage = `Mappings or lists are nested deeper than ${maxDepth} levels, so the file isn't read.`;

/** Reads YAML 1.2 (and JSON) to plain data with spans. Never throws: what is wrong is in `problems`. */
export function parseYaml(file: SourceFile): YamlDocument {
  const problems: YamlProblem[] = [];
  let document: Document.Parsed | undefined;
  let value: unknown;
  try {
    document = readDocument(file, problems);
    value = document?.toJS({ maxAliasCount });
  } catch (error) {
    const message = sentence(error instanceof Error ? error.message : String(error));
    const span = { file: file.path, start: 0, end: Math.min(file.text.length, firstLineEnd(file.text)) };
    problems.push({ code: 'UNREADABLE', message, span });
  }
  return { file, value, problems, ...placesOf(file, document) };
}

/** The first document of a file. Adds what is wrong with it to `problems`. */
function readDocument(file: SourceFile, problems: YamlProblem[]): Document.Parsed | undefined {
  const read = readDocuments(file.text, {
    prettyErrors: false,
    // repeatedKeys finds them: the library compares every key with every other, which takes a minute for ten thousand keys.
    uniqueKeys: false,
    strict: true,
    // Unusual keys are problems, not warnings of the Node.js process.
    logLevel: 'error',
  });
  const add = (code: string, message: string, start: number, end: number): void => {
    problems.push({ code, message, span: clip(file, start, end) });
  };
  if ('tooDeepAt' in read) {
    add('TOO_DEEP', tooDeepMessage, read.tooDeepAt, read.tooDeepAt + 1);
    return undefined;
  }
  const [document, second] = read.documents;
  if (second)
    add('MULTIPLE_DOCS', 'A second document starts here. Only the first is read.', second.range[0], second.range[0] + 3);
  for (const { code, message, pos } of document?.errors ?? []) add(code, sentence(message), ...pos);
  for (const { range } of repeatedKeys(document))
    add('DUPLICATE_KEY', 'Map keys must be unique.', range?.[0] ?? 0, range?.[1] ?? 0);
  for (const { code, message, pos } of document?.warnings ?? []) add(code, sentence(message), ...pos);
  return document;
}

/** Keys that a mapping already has, in order of position. */
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

/** A span inside the file and on one line, at least one character wide where the text has one. */
function clip(file: SourceFile, start: number, end: number): Span {
  const from = Math.max(0, Math.min(start, file.text.length));
  const last = Math.max(from, Math.min(end, file.text.length));
  const lineEnd = file.text.slice(from, last).search(/[\r\n]/);
  const to = lineEnd < 0 ? last : from + lineEnd;
  return { file: file.path, start: from, end: to === from ? Math.min(from + 1, file.text.length) : to };
}
