import type { Span } from '../../../text/span';
import { classOf } from '../declarations';
import type { Module } from '../module';
import { qualifiedName } from '../names';
import { enclosingClass, type Frame, type Site } from '../scopes';
import { type CallNode, type Expression, isSelf, keywordOf, type NodeOf } from '../syntax';
import { makerOf, type Objects } from './objects';

/** What the last step of a computation makes of the scores of a model. `logits`: it ends with a layer that has no activation. */
export type Scores = 'logits' | 'softmax' | 'sigmoid' | 'log-softmax';

/** A loss, and what it gets. */
export interface LossInput {
  /** The name of the loss: `CrossEntropyLoss`. */
  readonly loss: string;
  readonly lossAt: Span;
  /** What the loss expects: logits that it applies softmax or sigmoid to, logarithms of probabilities, or probabilities. */
  readonly expects: 'softmax-logits' | 'sigmoid-logits' | 'logarithms' | 'probabilities';
  readonly gets: Scores;
  /** The activation that is applied last, or the last layer. */
  readonly at: Span;
}

const losses: readonly (readonly [name: RegExp, expects: LossInput['expects']])[] = [
  [/^torch\.nn\.(?:modules\.loss\.)?(?:CrossEntropyLoss|functional\.cross_entropy)$/, 'softmax-logits'],
  [/^torch\.nn\.(?:BCEWithLogitsLoss|functional\.binary_cross_entropy_with_logits)$/, 'sigmoid-logits'],
  [/^torch\.nn\.(?:NLLLoss|functional\.nll_loss)$/, 'logarithms'],
  [/^torch\.nn\.(?:BCELoss|functional\.binary_cross_entropy)$/, 'probabilities'],
];

const activations: readonly (readonly [name: RegExp, scores: Scores])[] = [
  [/^torch\.(?:softmax|nn\.functional\.softmax|nn\.Softmax)$/, 'softmax'],
  [/^torch\.(?:sigmoid|nn\.functional\.sigmoid|nn\.Sigmoid|special\.expit)$/, 'sigmoid'],
  [/^torch\.(?:log_softmax|nn\.functional\.log_softmax|nn\.LogSoftmax)$/, 'log-softmax'],
  [/^torch\.nn\.(?:Linear|LazyLinear|Conv[123]d|Bilinear)$/, 'logits'],
  [
    /^torchvision\.models\.(?:resnet|resnext|wide_resnet|vgg|densenet|efficientnet|mobilenet|convnext|vit_|swin|alexnet|regnet)\w*$/,
    'logits',
  ],
];

const methods: ReadonlyMap<string, Scores> = new Map([
  ['softmax', 'softmax'],
  ['sigmoid', 'sigmoid'],
  ['log_softmax', 'log-softmax'],
]);

/** Methods and functions that move the numbers of a tensor and leave their values. */
const moving = /^(?:squeeze|unsqueeze|view|reshape|flatten|permute|transpose|contiguous|float|double|to|cuda|cpu|clone|t)$/;

/** The losses whose input surely ends with a known activation or layer, in this module. */
export function lossInputs(module: Module, objects: Objects): LossInput[] {
  const search: Search = { module, objects, left: 400 };
  return module.index.calls.flatMap(({ node, frame }): LossInput[] => {
    const loss = lossOf(node, frame, search);
    const input = node.args[0] ?? keywordOf(node, 'input');
    if (!loss || !input || input.nodeType === 'Starred') return [];
    const end = endOf({ node: input, frame }, 0, search);
    return end ? [{ ...loss, lossAt: module.span(node.func), gets: end.scores, at: module.span(end.at) }] : [];
  });
}

interface Search {
  readonly module: Module;
  readonly objects: Objects;
  /** Steps that are left for all losses of the module. */
  left: number;
}

function lossOf(call: CallNode, frame: Frame, { module, objects }: Search): Pick<LossInput, 'loss' | 'expects'> | undefined {
  const { func } = call;
  if (func.nodeType !== 'Name' && func.nodeType !== 'Attribute' && func.nodeType !== 'Call') return undefined;
  const direct = qualifiedName(func, frame, module.index);
  const made = direct?.startsWith('torch.')
    ? [direct.replace(/\(\)$/, '')]
    : mayBeLoss(func)
      ? madeBy(func, frame, module, objects)
      : [];
  const [name, ...others] = new Set(made);
  const loss = name === undefined || others.length > 0 ? undefined : losses.find(([pattern]) => pattern.test(name));
  if (!loss || name === undefined) return undefined;
  const isCalled = direct === name && /Loss$/.test(name);
  // A loss that is an object takes two arguments. More are for another loss that the attribute holds at times.
  const isOther = /Loss$/.test(name) && call.args.length + call.keywords.length > 2;
  return isCalled || isOther ? undefined : { loss: name.slice(name.lastIndexOf('.') + 1), expects: loss[1] };
}

/** Names under which code keeps a loss, so that other calls cost no search. */
const mayBeLoss = (func: Expression): boolean =>
  /loss|crit|^ce$|bce|nll|cross|entropy|objective|^fn$/i.test(
    func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '',
  );

const madeBy = (func: Expression, frame: Frame, module: Module, objects: Objects): string[] =>
  (objects.originsOf(func, frame) ?? []).map((site) => makerOf(site, module) ?? '');

interface End {
  readonly scores: Scores;
  readonly at: Expression;
}

/** What an expression's value surely went through last, if that is known. */
function endOf(site: Site<Expression>, depth: number, search: Search, element?: number): End | undefined {
  if (depth > 12 || search.left-- <= 0) return undefined;
  const { node, frame } = site;
  const next = (each: Expression, at = frame) => endOf({ node: each, frame: at }, depth + 1, search);
  switch (node.nodeType) {
    case 'Name': {
      const found = search.objects
        .reaching(node, frame)
        .map((binding) =>
          binding.kind === 'assignment' && binding.value && element === undefined
            ? endOf({ node: binding.value, frame: binding.frame }, depth + 1, search, binding.element)
            : undefined,
        );
      return same(found);
    }
    case 'Tuple': {
      const item = element === undefined ? undefined : node.elts[element];
      return item && next(item);
    }
    case 'Call':
      return endOfCall({ node, frame }, depth, search, element);
    case 'IfExp':
      return element === undefined ? same([next(node.body), next(node.orelse)]) : undefined;
    default:
      return undefined;
  }
}

/** The end that all of several ways have. */
function same(found: readonly (End | undefined)[]): End | undefined {
  const [first] = found;
  return first && found.every((each) => each?.scores === first.scores) ? first : undefined;
}

function endOfCall(site: Site<CallNode>, depth: number, search: Search, element: number | undefined): End | undefined {
  const { node, frame } = site;
  const { func } = node;
  const { module, objects } = search;
  if (element === undefined) {
    const name = qualifiedName(func, frame, module.index);
    const scores = name === undefined ? undefined : activationOf(name.replace(/\(\)$/, ''));
    if (scores && scores !== 'logits') return { scores, at: func.nodeType === 'Call' ? func.func : func };
    if (func.nodeType === 'Attribute' && isTensorMethod(func, name)) {
      const method = methods.get(func.attr);
      if (method) return { scores: method, at: func };
      if (moving.test(func.attr)) return endOf({ node: func.value, frame }, depth + 1, search);
    }
  }
  if (isSelf(func)) return endOfForward(enclosingClass(frame), depth + 1, search, element);
  const origins = objects.originsOf(func, frame);
  return origins && same(origins.map((origin) => endOfModel(origin, depth + 1, search, element)));
}

const activationOf = (name: string): Scores | undefined => activations.find(([pattern]) => pattern.test(name))?.[1];

/** A method of a value rather than of a module, a library, or the object itself. */
const isTensorMethod = ({ value }: NodeOf<'Attribute'>, name: string | undefined): boolean =>
  !isSelf(value) && (name === undefined || name.includes('()'));

/** The end of what a model, a layer, or a function returns. */
function endOfModel(origin: Site<Expression>, depth: number, search: Search, element: number | undefined): End | undefined {
  const { module } = search;
  const { node, frame } = origin;
  if (node.nodeType !== 'Call' || depth > 12 || search.left-- <= 0) return undefined;
  const name = makerOf(origin, module);
  if (name === undefined) return undefined;
  if (name === 'torch.nn.Sequential') {
    const last = element === undefined ? node.args.at(-1) : undefined;
    if (last?.nodeType !== 'Call') return undefined;
    return endOfModel({ node: last, frame }, depth + 1, search, undefined);
  }
  const scores = element === undefined ? activationOf(name) : undefined;
  if (scores) return name.startsWith('torchvision.') ? endOfHead(origin, depth, search) : { scores, at: node.func };
  const model = classOf(name, module.index);
  return endOfForward(model?.node, depth, search, element);
}

function endOfForward(
  model: NodeOf<'ClassDef'> | undefined,
  depth: number,
  search: Search,
  element: number | undefined,
): End | undefined {
  const forward = model?.body.find((each) => each.nodeType === 'FunctionDef' && each.name === 'forward');
  const returns = forward ? (search.module.index.returns.get(forward) ?? []) : [];
  return same(
    returns.map(({ node: each, frame: at }) =>
      each.value ? endOf({ node: each.value, frame: at }, depth + 1, search, element) : undefined,
    ),
  );
}

/** The last layer of a classifier of torchvision: the head that replaces its own. */
function endOfHead(origin: Site<Expression>, depth: number, search: Search): End | undefined {
  const { module, objects } = search;
  const { node, frame } = origin;
  const stores = ['fc', 'classifier', 'head', 'heads'].flatMap((name) => module.index.attributeStores.get(name) ?? []);
  const own = stores.filter(({ target, frame: at }) =>
    (objects.originsOf(target.value, at) ?? []).some((each) => each.node === node),
  );
  const isChanged = module.index.subscripts.some(
    ({ node: { value } }) => value.nodeType === 'Attribute' && /^(?:fc|classifier|heads?)$/.test(value.attr),
  );
  if (isChanged || own.length > 1) return undefined;
  const [only] = own;
  if (only)
    return only.value?.nodeType === 'Call'
      ? endOfModel({ node: only.value, frame: only.frame }, depth + 1, search, undefined)
      : undefined;
  return node.nodeType === 'Call' && frame ? { scores: 'logits', at: node.func } : undefined;
}
