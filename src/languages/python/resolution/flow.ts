import { agreement, mergeSetters } from '../evaluate';
import { leaves } from '../leaving';
import { type Binding, bindingsOf, type Frame } from '../scopes';
import type { NodeOf } from '../syntax';
import { truthy, unknown, type Value } from '../value';
import type { Resolvable, Resolve } from '.';

/** Most assignments to a name that are followed. */
const mostBindings = 12;

/** Makes the function that works out a name with several assignments, where those before its use are made one after the other. */
export function flowEvaluator(file: Resolvable, resolve: Resolve, boundValue: (binding: Binding) => Value) {
  return valueAt;

  /** In branches whose conditions are known the assignment is made or not; after one whose condition is not, the value is not known. */
  function valueAt(node: NodeOf<'Name'>, frame: Frame): Value {
    const bindings = bindingsOf(node.id, frame.scope);
    if (!bindings.length || bindings.length > mostBindings || !bindings.every((binding) => isPlain(binding, frame)))
      return unknown;
    const { start } = file.span(node);
    const around = framesOf(frame);
    const asked: Value[] = [];
    let value: Value | undefined;
    for (const binding of bindings) {
      if (binding.value && binding.kind === 'assignment' && file.span(binding.value).end > start) continue;
      const made = isMade(binding, around, asked);
      if (made === false) continue;
      const next = boundValue(binding);
      if (made) value = next;
      else value = value ? agreement([value, next]) : { kind: 'unknown', setters: next.setters };
    }
    return value ? { ...value, setters: mergeSetters([value, ...asked]) } : unknown;
  }

  /** Whether an assignment is surely made, or surely not, on the way to a place in these blocks. */
  function isMade(binding: Binding, around: ReadonlySet<Frame>, asked: Value[]): boolean | undefined {
    let sure: true | undefined = true;
    for (const block of framesOf(binding.frame)) {
      const { node } = block;
      if (around.has(block) || node.nodeType !== 'If' || !block.parent) continue;
      if ([...around].some((outer) => outer.node === node)) return false;
      const [own, other] = block.kind === 'if' ? [node.body, node.orelse] : [node.orelse, node.body];
      if (leaves(own, block, file.index)) return false;
      if (leaves(other, block, file.index)) continue;
      const test = resolve(node.test, block.parent);
      asked.push(test);
      if (test.kind === 'unknown') sure = undefined;
      else if (truthy(test.value) !== (block.kind === 'if')) return false;
    }
    return sure;
  }
}

/** The blocks of its own function or module that a place stands in. */
function framesOf(frame: Frame): Set<Frame> {
  const frames = new Set<Frame>();
  for (let current: Frame | undefined = frame; current && current.scope === frame.scope; current = current.parent)
    frames.add(current);
  return frames;
}

/** `name = value`, or a parameter, in the same function or module and in no loop, `try` or `match`. */
function isPlain(binding: Binding, use: Frame): boolean {
  if (binding.frame.scope !== use.scope) return false;
  if (binding.kind === 'parameter') return true;
  if (binding.kind !== 'assignment' || !binding.value || binding.element !== undefined) return false;
  return [...framesOf(binding.frame)].every(({ kind }) => /^(module|function|if|else|with)$/.test(kind));
}
