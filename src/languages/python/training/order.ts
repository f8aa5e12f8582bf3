import { blocksAround, type Frame } from '../scopes';
import type { Node } from '../syntax';

/** Blocks that always run where the code around them does. */
const transparent: ReadonlySet<string> = new Set(['with', 'try', 'finally']);

/** The loops and branches around a place in its own function, innermost first. */
const conditionsOf = (frame: Frame): Frame[] => [...blocksAround(frame)].filter(({ kind }) => !transparent.has(kind));

/** Whether the code in one block runs whenever that in another does, in the same iteration of each loop around the first. */
export function runsWith(block: Frame, other: Frame): boolean {
  const around = conditionsOf(other);
  const own = conditionsOf(block);
  return own.every((each, position) => {
    const match = around[around.length - own.length + position];
    return match !== undefined && match.node === each.node && match.kind === each.kind;
  });
}

/** The loops around a place in its own function, innermost first. */
export const loopsAround = (frame: Frame): Frame[] =>
  [...blocksAround(frame)].filter(({ kind }) => kind === 'for' || kind === 'while');

/** Whether a place is in a loop, a function, or another block of that node. The `else` of one isn't in it. */
export function isWithin(frame: Frame, node: Node): boolean {
  for (let current: Frame | undefined = frame; current; current = current.parent)
    if (current.node === node && current.kind !== 'else') return true;
  return false;
}

/** The node of the innermost function around a place, or undefined in the module itself. */
export function bodyAround(frame: Frame): Node | undefined {
  for (let current: Frame | undefined = frame; current; current = current.parent)
    if (current.kind === 'function' || current.kind === 'class') return current.node;
  return undefined;
}
