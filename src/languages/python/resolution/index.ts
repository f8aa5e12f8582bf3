import type { ModuleSyntax, Resolve } from '../module';
import { blocksAround, type Frame } from '../scopes';
import type { Expression } from '../syntax';
import { truthy, unknown, unknownSetBy, type Value } from '../value';
import { passedArguments } from './arguments';
import type { Evaluation, Given, PassedArguments } from './evaluation';
import { evaluate } from './expressions';
import { mergeSetters } from './operations';

/** Evaluations per module. Beyond it everything is unknown. Real files need a few thousand at most. */
const budget = 200_000;

/** How deeply nested expressions are followed. */
const deepestNesting = 150;

/** How deeply nested calls of the module's own functions are followed. */
const deepestCalls = 4;

/** What all evaluations of a module share. */
interface Shared {
  readonly module: ModuleSyntax;
  readonly passedArguments: PassedArguments;
  /** Evaluations so far. */
  spent: number;
}

/** Makes the function that works out the values of a module. It keeps its answers. */
export const resolver = (module: ModuleSyntax): Resolve =>
  resolverWithin({ module, passedArguments: passedArguments(module.index), spent: 0 }, () => undefined, 0);

/** As seen from within `depth` calls: the parameters of the innermost function have the values that its call gives. */
function resolverWithin(shared: Shared, given: Given, depth: number): Resolve {
  const answers = new Map<Expression, Value>();
  const pending = new Set<Expression>();
  const evaluation: Evaluation = {
    module: shared.module,
    resolve,
    given,
    passedArguments: shared.passedArguments,
    abstractValues: new Map(),
    within: (inner) => (depth < deepestCalls ? resolverWithin(shared, inner, depth + 1) : undefined),
  };
  return resolve;

  function resolve(expression: Expression, frame: Frame): Value {
    const kept = answers.get(expression);
    if (kept) return kept;
    if (pending.has(expression) || pending.size > deepestNesting || ++shared.spent > budget) return unknown;
    pending.add(expression);
    const value = withinBranch(evaluate(expression, frame, evaluation), frame, resolve);
    pending.delete(expression);
    answers.set(expression, value);
    return value;
  }
}

/** A branch that runs only if an option is given, such as `if args.output:` with no default, doesn't see that option's default. */
function withinBranch(value: Value, frame: Frame, resolve: Resolve): Value {
  if (value.kind === 'unknown' || !value.setters.length) return value;
  for (const block of blocksAround(frame)) {
    if (block.node.nodeType !== 'If' || !block.parent || (block.kind !== 'if' && block.kind !== 'else')) continue;
    const test = resolve(block.node.test, block.parent);
    if (test.kind === 'unknown' || truthy(test.value) === (block.kind === 'if')) continue;
    const sharesSetter = mergeSetters([value, test]).length < value.setters.length + test.setters.length;
    if (sharesSetter) return unknownSetBy(value.setters);
  }
  return value;
}
