import type { Span } from '../../../text/span';
import { classOf } from '../declarations';
import type { Module } from '../module';
import { qualifiedName } from '../names';
import { bindingsOf, type Frame } from '../scopes';
import { type CallNode, type Expression, isSelf, type NodeOf } from '../syntax';

/** An activation on the way into a loss that applies the same activation itself. */
export interface DoubleActivation {
  readonly activation: 'softmax' | 'sigmoid';
  readonly at: Span;
  /** The name of the loss: `CrossEntropyLoss`. */
  readonly loss: string;
  readonly lossAt: Span;
}

const losses: readonly (readonly [name: RegExp, activation: DoubleActivation['activation']])[] = [
  [/^torch\.nn\.(?:CrossEntropyLoss\(\)|functional\.cross_entropy)$/, 'softmax'],
  [/^torch\.nn\.(?:BCEWithLogitsLoss\(\)|functional\.binary_cross_entropy_with_logits)$/, 'sigmoid'],
];

const activations: readonly (readonly [name: RegExp, activation: DoubleActivation['activation']])[] = [
  [/^torch\.(?:softmax|nn\.functional\.softmax|nn\.Softmax\(\))$/, 'softmax'],
  [/^torch\.(?:sigmoid|nn\.functional\.sigmoid|nn\.Sigmoid\(\))$/, 'sigmoid'],
];

/** Losses of logits that get probabilities, from an activation in the same function, or at the end of a model of the module. */
export function doubleActivations(module: Module): DoubleActivation[] {
  return module.index.calls.flatMap(({ node, frame }): DoubleActivation[] => {
    const name = qualifiedName(node.func, frame, module.index);
    const loss = name === undefined ? undefined : losses.find(([pattern]) => pattern.test(name));
    const [input] = node.args;
    if (!loss || !input || name === undefined) return [];
    const at = activationIn(input, frame, loss[1], module, 0);
    const label = name.slice(name.lastIndexOf('.') + 1).replace('()', '');
    return at ? [{ activation: loss[1], at: module.span(at), loss: label, lossAt: module.span(node.func) }] : [];
  });
}

type Kind = DoubleActivation['activation'];

/** The activation that an expression's value surely went through last. */
function activationIn(input: Expression, frame: Frame, kind: Kind, module: Module, depth: number): Expression | undefined {
  if (depth > 6) return undefined;
  if (input.nodeType === 'Name') {
    const bindings = bindingsOf(input.id, frame.scope);
    const found = bindings.map(({ kind: how, value, element, frame: place }) =>
      how === 'assignment' && value && element === undefined ? activationIn(value, place, kind, module, depth + 1) : undefined,
    );
    return found.length > 0 && found.every((each) => each !== undefined) ? found[0] : undefined;
  }
  if (input.nodeType !== 'Call') return undefined;
  return isActivation(input, frame, kind, module) ? input.func : outputOf(input, frame, kind, module);
}

function isActivation({ func }: CallNode, frame: Frame, kind: Kind, module: Module): boolean {
  if (func.nodeType === 'Attribute' && func.attr === kind && !isSelf(func.value) && func.value.nodeType !== 'Name') return true;
  const name = qualifiedName(func, frame, module.index);
  return name !== undefined && activations.some(([pattern, activation]) => activation === kind && pattern.test(name));
}

/** The activation at the end of a model that the module builds: the last layer of a Sequential, or what `forward` returns. */
function outputOf({ func }: CallNode, frame: Frame, kind: Kind, module: Module): Expression | undefined {
  const built = func.nodeType === 'Name' ? bindingsOf(func.id, frame.scope) : [];
  const [only] = built;
  if (built.length !== 1 || only?.kind !== 'assignment' || only.value?.nodeType !== 'Call') return undefined;
  const name = qualifiedName(only.value.func, only.frame, module.index);
  if (name === 'torch.nn.Sequential') {
    const last = only.value.args.at(-1);
    return last?.nodeType === 'Call' && isLayer(last, only.frame, kind, module) ? last.func : undefined;
  }
  const model = classOf(name, module.index);
  return model && returnedBy(model.node, kind, module);
}

function isLayer(layer: CallNode, frame: Frame, kind: Kind, module: Module): boolean {
  const name = qualifiedName(layer.func, frame, module.index);
  return name === (kind === 'softmax' ? 'torch.nn.Softmax' : 'torch.nn.Sigmoid');
}

function returnedBy(model: NodeOf<'ClassDef'>, kind: Kind, module: Module): Expression | undefined {
  const forward = model.body.find((each) => each.nodeType === 'FunctionDef' && each.name === 'forward');
  const returns = forward ? (module.index.returns.get(forward) ?? []) : [];
  const found = returns.map(({ node, frame }) => (node.value ? activationIn(node.value, frame, kind, module, 1) : undefined));
  return found.length > 0 && found.every((each) => each !== undefined) ? found[0] : undefined;
}
