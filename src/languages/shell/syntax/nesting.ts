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

/** The offset of the outermost statement that is nested too deeply. It keeps its own stack. */
function deepAt(tree: ParsedScript): number | undefined {
  const open: { readonly node: SyntaxNode; readonly depth: number; readonly statement: number }[] = [
    { node: tree, depth: 0, statement: 0 },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth, statement } = next;
    if (depth > maxDepth) return statement;
    forEachChild(node, (child) => {
      open.push({ node: child, depth: depth + 1, statement: depth === 0 ? child.pos : statement });
    });
  }
  return undefined;
}
