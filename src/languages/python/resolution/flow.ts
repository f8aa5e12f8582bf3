import { leavesBlock } from '../control-flow';
import { type Binding, bindingsOf, type Frame } from '../scopes';
import type { NodeOf } from '../syntax';
import { truthy, unknown, unknownSetBy, type Value } from '../value';
import { boundValue } from './bindings';
import type { Evaluation } from './evaluation';
import { agreement, mergeSetters } from './operations';

/** Most assignments to one name that are followed. */
const mostBindings = 12;

/**
 * The value of a name with several assignments, which are made in order up to the place of use. A branch whose condition is known
 * is taken or not; after one whose condition isn't, the value is only known if both ways agree.
 */
export function flowValue(node: NodeOf<'Name'>, frame: Frame, evaluation: Evaluation): Value {
  const { module } = evaluation;
  const bindings = bindingsOf(node.id, frame.scope);
  if (!bindings.length || bindings.length > mostBindings || !bindings.every((binding) => isPlain(binding, frame))) return unknown;
  const { start } = module.span(node);
  const blocks = blocksOf(frame);
  const conditions: Value[] = [];
  let value: Value | undefined;
  for (const binding of bindings) {
    if (binding.value && binding.kind === 'assignment' && module.span(binding.value).end > start) continue;
    const made = isMade(binding, blocks, conditions, evaluation);
    if (made === false) continue;
    const next = boundValue(binding, evaluation);
    if (made) value = next;
    else value = value ? agreement([value, next]) : unknownSetBy(next.setters);
  }
  return value ? { ...value, setters: mergeSetters([value, ...conditions]) } : unknown;
}

/**
 * Whether an assignment is always made, or never, on the way to a place in these blocks; undefined if that isn't known. Adds the
 * conditions that decide it.
 */
function isMade(
  binding: Binding,
  blocksAroundUse: ReadonlySet<Frame>,
  conditions: Value[],
  { module: { index }, resolve }: Evaluation,
): boolean | undefined {
  let made: true | undefined = true;
  for (const block of blocksOf(binding.frame)) {
    const { node } = block;
    if (blocksAroundUse.has(block) || node.nodeType !== 'If' || !block.parent) continue;
    if ([...blocksAroundUse].some((outer) => outer.node === node)) return false;
    const [own, other] = block.kind === 'if' ? [node.body, node.orelse] : [node.orelse, node.body];
    if (leavesBlock(own, block, index)) return false;
    if (leavesBlock(other, block, index)) continue;
    const test = resolve(node.test, block.parent);
    conditions.push(test);
    if (test.kind === 'unknown') made = undefined;
    else if (truthy(test.value) !== (block.kind === 'if')) return false;
  }
  return made;
}

/** The blocks around a place in its own function or module, with that function or module itself. */
function blocksOf(frame: Frame): Set<Frame> {
  const blocks = new Set<Frame>();
  for (let current: Frame | undefined = frame; current && current.scope === frame.scope; current = current.parent)
    blocks.add(current);
  return blocks;
}

/** `name = value` or a parameter, in the same function or module as its use, and in no loop, `try`, or `match`. */
function isPlain(binding: Binding, use: Frame): boolean {
  if (binding.frame.scope !== use.scope) return false;
  if (binding.kind === 'parameter') return true;
  if (binding.kind !== 'assignment' || !binding.value || binding.element !== undefined) return false;
  return [...blocksOf(binding.frame)].every(({ kind }) => /^(module|function|if|else|with)$/.test(kind));
}
