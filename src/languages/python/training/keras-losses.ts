import type { Span } from '../../../text/span';
import type { CallFact } from '../facts/calls';
import type { Module } from '../module';
import { qualifiedName } from '../names';
import type { Frame, Site } from '../scopes';
import { type CallNode, type Expression, keywordOf, stringOf } from '../syntax';
import type { Objects } from './objects';

/** The loss of a Keras model, and what the model's last layer gives it. */
export interface KerasLoss {
  /** As written: `sparse_categorical_crossentropy`, `BinaryCrossentropy`. */
  readonly loss: string;
  /** The loss, or where `from_logits` is given. */
  readonly at: Span;
  /** How `from_logits=True` can be given: to a class of losses, but not to a name in quotes. */
  readonly isCall: boolean;
  readonly expectsLogits: boolean;
  /** The activation of the last layer. Undefined for none. */
  readonly activation: string | undefined;
  /** The last layer, or its activation. */
  readonly layer: Span;
}

const losses = /^(?:sparse_?categorical|categorical|binary)_?crossentropy$/i;

/** The losses of models whose last layer is a `Dense` whose activation is known. */
export function kerasLosses(compiles: readonly CallFact[], module: Module, objects: Objects): KerasLoss[] {
  return compiles.flatMap((call): KerasLoss[] => {
    const { func } = call.node;
    const given = keywordOf(call.node, 'loss') ?? call.node.args[1];
    const loss = given && lossOf(given, call.frame, module);
    const model = func.nodeType === 'Attribute' ? (objects.originsOf(func.value, call.frame) ?? []) : [];
    const [made, ...others] = model;
    const last =
      made && others.length === 0
        ? lastLayer(made, func.nodeType === 'Attribute' ? func.value : func, module, objects)
        : undefined;
    if (!loss || !last) return [];
    const activation = activationOf(last.node);
    if (activation === 'unknown') return [];
    const at = keywordOf(last.node, 'activation') ?? last.node.func;
    return [{ ...loss, activation: activation === 'none' ? undefined : activation, layer: module.span(at) }];
  });
}

type Loss = Pick<KerasLoss, 'loss' | 'at' | 'isCall' | 'expectsLogits'>;

function lossOf(given: Expression, frame: Frame, module: Module): Loss | undefined {
  const text = stringOf(given);
  if (text !== undefined)
    return losses.test(text) ? { loss: text, at: module.span(given), isCall: false, expectsLogits: false } : undefined;
  if (given.nodeType !== 'Call') return undefined;
  const name = qualifiedName(given.func, frame, module.index) ?? '';
  const loss = name.slice(name.lastIndexOf('.') + 1);
  if (!name.startsWith('keras.losses.') || !losses.test(loss) || given.args.length > 0) return undefined;
  const logits = keywordOf(given, 'from_logits');
  if (logits && (logits.nodeType !== 'Constant' || typeof logits.value !== 'boolean')) return undefined;
  if (given.keywords.some(({ arg }) => arg === undefined)) return undefined;
  const expectsLogits = logits?.nodeType === 'Constant' && logits.value === true;
  return { loss, at: module.span(logits ?? given.func), isCall: true, expectsLogits };
}

/** The last layer of `Sequential([…])`, of a `Sequential` that layers are added to, or of `Model(inputs, outputs)`. */
function lastLayer(made: Site<Expression>, model: Expression, module: Module, objects: Objects): Site<CallNode> | undefined {
  const { node, frame } = made;
  const name = node.nodeType === 'Call' ? (qualifiedName(node.func, frame, module.index) ?? '') : '';
  if (node.nodeType !== 'Call') return undefined;
  if (/^keras\.(?:models\.)?Sequential$/.test(name)) {
    const added = module.index.calls.filter(
      ({ node: { func } }) =>
        func.nodeType === 'Attribute' &&
        func.attr === 'add' &&
        func.value.nodeType === 'Name' &&
        model.nodeType === 'Name' &&
        func.value.id === model.id,
    );
    const own = added.filter((site) => site.frame === frame);
    if (own.length !== added.length) return undefined;
    const [list] = node.args;
    const last = own.length > 0 ? own.at(-1)?.node.args[0] : list?.nodeType === 'List' ? list.elts.at(-1) : undefined;
    return dense({ node: last, frame }, module);
  }
  if (!/^keras\.(?:models\.)?Model$/.test(name)) return undefined;
  const outputs = keywordOf(node, 'outputs') ?? node.args[1];
  const origins = outputs && outputs.nodeType !== 'List' ? (objects.originsOf(outputs, frame) ?? []) : [];
  const [only, ...others] = origins;
  return only?.node.nodeType === 'Call' && others.length === 0
    ? dense({ node: only.node.func, frame: only.frame }, module)
    : undefined;
}

const dense = ({ node, frame }: { node: Expression | undefined; frame: Frame }, module: Module): Site<CallNode> | undefined =>
  node?.nodeType === 'Call' && qualifiedName(node.func, frame, module.index) === 'keras.layers.Dense'
    ? { node, frame }
    : undefined;

function activationOf(node: CallNode): string {
  if (node.keywords.some(({ arg }) => arg === undefined)) return 'unknown';
  const given = keywordOf(node, 'activation') ?? node.args[1];
  if (!given) return 'none';
  if (given.nodeType === 'Constant' && given.value === null) return 'none';
  const text = stringOf(given);
  return text === undefined ? 'unknown' : text === 'linear' ? 'none' : text;
}
