import { forEachChild, type ParsedScript, parse, type SyntaxNode } from 'unbash';

/** Levels of the syntax tree that are read; a command substitution takes about six. Whoever follows a tree may call itself this often. */
const maxDepth = 320;

/** A tree, and the offset of what is nested too deeply to be read: then the tree is empty. */
interface Parsed {
  readonly tree: ParsedScript;
  readonly tooDeepAt: number | undefined;
}

/** Parses a text, unless it's nested so deeply that following its tree would take too many calls. */
export function parseBounded(text: string): Parsed {
  try {
    const tree = parse(text);
    const tooDeepAt = deepAt(tree);
    if (tooDeepAt === undefined) return { tree, tooDeepAt };
    return { tree: parse(''), tooDeepAt: Math.min(tooDeepAt, text.length) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { tree: parse(''), tooDeepAt: 0 };
  }
}

/** The offset of the outermost statement that is nested too deeply. */
function deepAt(tree: ParsedScript): number | undefined {
  let statement = 0;
  const isDeep = (node: SyntaxNode, depth: number): boolean => {
    if (depth > maxDepth) return true;
    let deep = false;
    forEachChild(node, (child) => {
      if (deep) return;
      if (depth === 0) statement = child.pos;
      deep = isDeep(child, depth + 1);
    });
    return deep;
  };
  return isDeep(tree, 0) ? statement : undefined;
}
