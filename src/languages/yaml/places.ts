import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { SourceFile, Span } from '../../text/span';
import { scalarPieces } from './scalar';

/** The keys and list indices from the top of a document to a value: `['presets', 'train', 0]`. */
export type YamlPath = readonly (string | number)[];

/** Where the keys and values of a document are written. Aliases are followed. */
export interface Places {
  /** The value at a path, without its comments and surrounding whitespace. */
  valueSpan(path: YamlPath): Span | undefined;
  /** The text at a path in pieces, where they are written. An alias is followed. Empty where the value is no text. */
  textPieces(path: YamlPath): readonly TextPiece[];
  /** The key that ends a path. For a list item, the item itself. */
  keySpan(path: YamlPath): Span | undefined;
  /** The key at a path, or the closest parent that exists: where a missing key is reported. */
  nearestSpan(path: YamlPath): Span;
  /** The keys of the mapping at a path as written, without merged ones. Empty where the value is no mapping. */
  keys(path: YamlPath): readonly string[];
  /** Whether the scalar at a path is written in quotes. */
  isQuoted(path: YamlPath): boolean;
}

/** A piece of a text. `isPlain`: it reads as it is written, so that each of its characters has a place of its own. */
export interface TextPiece {
  readonly text: string;
  readonly span: Span;
  readonly isPlain: boolean;
}

interface Found {
  readonly node: Node | null | undefined;
  readonly pair: Pair | undefined;
}

/** The places of a document. Without one, every path is missing. */
export function placesOf(file: SourceFile, document: Document.Parsed | undefined): Places {
  const find = finder(document);
  const span = (range: Node['range'] | undefined, path: YamlPath): Span | undefined =>
    range
      ? { file: file.path, start: range[0], end: trimmedEnd(file.text, range[0], range[1]), anchor: path.join('.') }
      : undefined;
  const keySpan = (path: YamlPath): Span | undefined => {
    const { pair, node } = find(path);
    return pair && isScalar(pair.key) ? span(pair.key.range, path) : span(node?.range, path);
  };
  return {
    keySpan,
    textPieces(path) {
      const { node } = find(path);
      const scalar = isAlias(node) && document ? node.resolve(document) : node;
      return isScalar(scalar) && scalar.range ? textPiecesOf(file, scalar.range, String(scalar.value ?? '')) : [];
    },
    valueSpan: (path) => span(find(path).node?.range, path),
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

function textPiecesOf(file: SourceFile, [from, to]: readonly [number, number, number], value: string): readonly TextPiece[] {
  return scalarPieces(file.text.slice(from, to), value).map(({ text, start, end }) => ({
    text,
    span: { file: file.path, start: from + start, end: from + end },
    isPlain: end - start === text.length,
  }));
}

/** Finds the node at a path, and the pair whose value it is. The pairs of each mapping are indexed when first asked for. */
function finder(document: Document.Parsed | undefined): (path: YamlPath) => Found {
  const indexes = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  const pairsOf = (map: YAMLMap): ReadonlyMap<string, Pair> => {
    let pairs = indexes.get(map);
    if (!pairs) indexes.set(map, (pairs = pairsByKey(map)));
    return pairs;
  };
  return (path) => {
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
}

/** Of a key that is written twice the last pair, whose value counts. */
const pairsByKey = (map: YAMLMap): ReadonlyMap<string, Pair> =>
  new Map(
    map.items.flatMap((item): [string, Pair][] => (isPair(item) && isScalar(item.key) ? [[String(item.key.value), item]] : [])),
  );

/** The offset where the first line ends. */
export const firstLineEnd = (text: string): number => {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text.length : end;
};

function trimmedEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && /\s/.test(text.charAt(last - 1))) last--;
  return last;
}
