import type { Tree } from './syntax';

/** Levels of the syntax tree that are read. Whoever follows a tree may call itself this often; `a + b + c` has two levels. */
const maxDepth = 500;

/** Whether a tree is nested too deeply to be followed. It keeps its own stack. */
export function isTooDeep(tree: Tree): boolean {
  const open: { readonly node: object; readonly depth: number }[] = [{ node: tree, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next;
    if (depth > maxDepth) return true;
    for (const value of Object.values(node) as unknown[]) {
      if (typeof value !== 'object' || value === null) continue;
      open.push({ node: value, depth: Array.isArray(value) || isElif(node, value) ? depth : depth + 1 });
    }
  }
  return false;
}

/** An `elif` is an `if` in the `else` of the one before it, but nobody calls itself to follow it. */
const isElif = (list: object, item: object): boolean => Array.isArray(list) && list.length === 1 && isIf(item);

const isIf = (node: object): boolean => 'nodeType' in node && node.nodeType === 'If';

/**
 * An upper bound for the levels of a tree, found without parsing. Each level takes a word or another character that isn't in the same
 * part of a list as its neighbors, or half a block. A `lambda` has commas of its own, and the parser calls itself for an `elif`, so
 * these are counted apart.
 */
export interface Nesting {
  /** Words and other characters since the last comma or bracket. */
  parts: number;
  /** Those before each bracket that is open. */
  readonly outer: number[];
  /** Sum of `outer`. */
  around: number;
  /** Most so far in a statement. */
  most: number;
  /** Most blocks in each other so far. */
  blocks: number;
}

export const newNesting = (): Nesting => ({ parts: 0, outer: [], around: 0, most: 0, blocks: 0 });

/** At a comma, or at the end of a statement. */
export function endPart(nesting: Nesting): void {
  nesting.most = Math.max(nesting.most, nesting.around + nesting.parts);
  nesting.parts = 0;
}

export function openBracket(nesting: Nesting): void {
  const before = nesting.parts + 1;
  nesting.outer.push(before);
  nesting.around += before;
  nesting.parts = 0;
}

export function closeBracket(nesting: Nesting): void {
  endPart(nesting);
  const before = nesting.outer.pop() ?? 0;
  nesting.around -= before;
  nesting.parts = before;
}

export function addBlock(depth: number, nesting: Nesting): void {
  nesting.blocks = Math.max(nesting.blocks, depth);
}

/** Far less than what a parser or `isTooDeep` refuses: each part and block makes at most two levels. */
const safe = 100;

export const mayBeDeep = ({ most, blocks }: Nesting, text: string): boolean =>
  most + blocks > safe || most + blocks + countOf(/\b(?:lambda|elif)\b/g, text) > safe;

function countOf(pattern: RegExp, text: string): number {
  let count = 0;
  for (const _ of text.matchAll(pattern)) count++;
  return count;
}
