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
