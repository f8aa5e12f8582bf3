import type { Span } from '../../../text/span';
import { classOf } from '../declarations';
import type { Module } from '../module';
import type { AttributeStore } from '../module-index';
import { qualifiedName } from '../names';
import { enclosingClass, type Site } from '../scopes';
import { dottedName, type Expression, isSelf, type NodeOf, stringOf } from '../syntax';
import { makerOf, type Objects } from './objects';
import { statementsIn } from './statements';

/** Layers that a module keeps in a plain list or dictionary, where PyTorch doesn't find their parameters. */
export interface HiddenLayers {
  /** The attribute that holds them: `self.layers`. */
  readonly attribute: string;
  readonly kind: 'list' | 'dict';
  /** The list or dictionary. */
  readonly at: Span;
  /** What to write in its place. Undefined if the keys of a dictionary may not be strings. */
  readonly write: string | undefined;
}

type Class = Site<NodeOf<'ClassDef'>>;

/** The lists and dictionaries of layers in the modules of a file, unless something else registers what they hold. */
export function hiddenLayers(module: Module, objectsOf: () => Objects): HiddenLayers[] {
  if (!mayHide(module.source.text)) return [];
  const objects = objectsOf();
  return module.index.classes.flatMap((owner) =>
    isModule(owner, module, 0) && !registers.test(textOf(owner.node, module)) ? hiddenIn(owner, module, objects) : [],
  );
}

/** Whether a text has a list or dictionary of what may be layers as an attribute, or one that is filled later. Found without parsing. */
const mayHide = (text: string): boolean =>
  [...text.matchAll(/self\.(\w{1,60}) ?= ?(\[\]|\{\}|\[\s{0,80}(?=[\w.]{1,80}\()|\{[^\n(}]{0,80}(?=\())/g)].some(
    ({ 1: name = '', 2: value = '', index, 0: all }) => {
      if (value === '[]') {
        return text.split(`self.${name}.append(`).some((part, position) => position > 0 && mayMakeLayer(part, text));
      }
      if (value === '{}') return text.includes(`self.${name}[`) && layers.test(text);
      const start = index + all.length - (/[\w.]{0,80}$/.exec(value)?.[0].length ?? 0);
      return mayMakeLayer(text.slice(start, start + 900), text);
    },
  );

/** Whether words begin with a call of a layer or of a class of the text, or with a variable. `str` makes the key of a dictionary. */
function mayMakeLayer(words: string, text: string): boolean {
  const [, name = '', next = ''] = /^\s{0,80}(?:\w{1,80}\.){0,9}(\w{1,80})\s{0,80}(.?)/.exec(words) ?? [];
  return next === '(' ? name === 'str' || layers.test(name) || text.includes(`class ${name}(`) : name !== '' && layers.test(text);
}

/** Whatever hands modules to PyTorch, or their parameters to an optimizer, in another way. */
const registers = /add_module|register_module|setattr\(|__dict__|(?<!\bself)\.(?:named_)?parameters\(|_modules\b/;

function hiddenIn(owner: Class, module: Module, objects: Objects): HiddenLayers[] {
  const own = [...module.index.attributeStores].flatMap(([name, stores]) => {
    const [store, ...others] = stores.filter(
      ({ target, frame }) => isSelf(target.value) && enclosingClass(frame) === owner.node && frame.scope.name === '__init__',
    );
    return store?.value && others.length === 0 ? [{ name, store, value: store.value }] : [];
  });
  return own.flatMap(({ name, store, value }): HiddenLayers[] => {
    const kind = kindOf(value);
    if (!kind || isUsedElsewhere(name, owner, module)) return [];
    const layers = layersOf(name, value, store, owner, module);
    if (layers.length === 0 || !layers.every((each) => isLayer(each, module, objects))) return [];
    const library = libraryOf(owner.node);
    const isEmpty = layers.every(({ node }) => !contains(value, node, module));
    const maker = `${library}${kind === 'list' ? 'ModuleList' : 'ModuleDict'}`;
    const write = hasTextKeys(name, value, owner, module) ? `${maker}(${isEmpty ? '' : textOf(value, module)})` : undefined;
    return [{ attribute: `self.${name}`, kind, at: module.span(value), write }];
  });
}

const textOf = (node: Parameters<Module['span']>[0], { span, source }: Module): string => {
  const { start, end } = span(node);
  return source.text.slice(start, end);
};

function kindOf(value: Expression): HiddenLayers['kind'] | undefined {
  switch (value.nodeType) {
    case 'List':
    case 'ListComp':
      return 'list';
    case 'Dict':
    case 'DictComp':
      return 'dict';
    default:
      return undefined;
  }
}

/** A class of PyTorch or Lightning that finds its layers by its attributes, or one derived from it in the file. */
function isModule({ node, frame }: Class, module: Module, depth: number): boolean {
  return node.bases.some((base) => {
    const name = qualifiedName(base, frame, module.index);
    if (name === 'torch.nn.Module' || name === 'lightning.LightningModule') return true;
    const parent = depth < 4 ? classOf(name, module.index) : undefined;
    return parent !== undefined && isModule(parent, module, depth + 1);
  });
}

/** `nn.` of `class Net(nn.Module)`. */
function libraryOf({ bases }: NodeOf<'ClassDef'>): string {
  const base = bases.map((each) => dottedName(each) ?? '').find((each) => /(?:^|\.)Module$/.test(each));
  return base === undefined ? 'torch.nn.' : base.slice(0, base.length - 'Module'.length);
}

/** Whether code outside of the class reads the attribute, or code in it wraps what it holds, or keeps it under another name. */
function isUsedElsewhere(name: string, owner: Class, module: Module): boolean {
  const wraps = module.index.calls.some(
    ({ node: { func, args } }) =>
      /(?:ModuleList|ModuleDict|Sequential|list|tuple)$/.test(dottedName(func) ?? '') && args.some((each) => holds(each, name)),
  );
  const outside = module.index.members.some(
    ({ node, frame }) => node.attr === name && (!isSelf(node.value) || enclosingClass(frame) !== owner.node),
  );
  const isKept = textOf(owner.node, module).includes(`= self.${name}\n`);
  return wraps || outside || isKept;
}

const holds = (node: Expression, name: string): boolean =>
  node.nodeType === 'Starred' ? holds(node.value, name) : node.nodeType === 'Attribute' && node.attr === name;

const contains = (outer: Expression, inner: Expression, { span }: Module): boolean =>
  span(outer).start <= span(inner).start && span(inner).end <= span(outer).end;

/** The expressions that make what the list or dictionary holds: in it, or added to it in the class. One alone may be hidden on purpose. */
function layersOf(name: string, value: Expression, store: AttributeStore, owner: Class, module: Module): Site<Expression>[] {
  const { frame } = store;
  const at = (nodes: readonly Expression[]): Site<Expression>[] => nodes.map((node) => ({ node, frame }));
  switch (value.nodeType) {
    case 'ListComp':
      return at([value.elt]);
    case 'DictComp':
      return at([value.value]);
    case 'List':
      return value.elts.length > 0 ? (value.elts.length > 1 ? at(value.elts) : []) : appended(name, owner, module);
    case 'Dict':
      return value.values.length > 0 ? (value.values.length > 1 ? at(value.values) : []) : stored(name, owner, module);
    default:
      return [];
  }
}

/** `self.layers.append(…)`. */
const appended = (name: string, owner: Class, { index }: Module): Site<Expression>[] =>
  index.calls.flatMap(({ node: { func, args }, frame }) => {
    const [item] = args;
    const isOwn =
      func.nodeType === 'Attribute' &&
      func.value.nodeType === 'Attribute' &&
      func.value.attr === name &&
      isSelf(func.value.value) &&
      enclosingClass(frame) === owner.node;
    return isOwn && item ? [{ node: item, frame }] : [];
  });

/** The values of `self.layers[key] = …`. */
const stored = (name: string, owner: Class, module: Module): Site<Expression>[] =>
  storesInto(name, owner, module).map(({ value, frame }) => ({ node: value, frame }));

function storesInto(name: string, owner: Class, module: Module) {
  const statements = module.index.functions.flatMap(({ node, frame }) => (frame.node === owner.node ? statementsIn(node) : []));
  return module.index.subscripts.flatMap(({ node, frame }) => {
    if (node.value.nodeType !== 'Attribute' || node.value.attr !== name || !isSelf(node.value.value)) return [];
    const found = statements.find((each) => each.nodeType === 'Assign' && each.targets.some((target) => target === node));
    return found?.nodeType === 'Assign' ? [{ key: node.slice, value: found.value, frame }] : [];
  });
}

/** Whether the keys of a dictionary are surely strings, as those of `ModuleDict` must be. */
function hasTextKeys(name: string, value: Expression, owner: Class, module: Module): boolean {
  switch (value.nodeType) {
    case 'Dict':
      return value.keys.length > 0
        ? value.keys.every((key) => key !== null && isText(key))
        : storesInto(name, owner, module).every(({ key }) => isText(key as Expression));
    case 'DictComp':
      return isText(value.key);
    default:
      return true;
  }
}

const isText = (key: Expression): boolean =>
  stringOf(key) !== undefined ||
  key.nodeType === 'JoinedStr' ||
  (key.nodeType === 'Call' && key.func.nodeType === 'Name' && key.func.id === 'str');

/** A layer with parameters, made where it's put into the list. */
function isLayer({ node, frame }: Site<Expression>, module: Module, objects: Objects): boolean {
  if (node.nodeType === 'Name') {
    const bindings = objects.reaching(node, frame);
    const [only] = bindings;
    const value = only?.kind === 'assignment' && only.element === undefined ? only.value : undefined;
    const isElsewhere = bindings.length !== 1 || usesOf(node.id, frame.scope.node, module) > 2;
    return value?.nodeType === 'Call' && !isElsewhere && isLayer({ node: value, frame: only?.frame ?? frame }, module, objects);
  }
  return node.nodeType === 'Call' && hasParameters({ node, frame }, module, 0);
}

const usesOf = (name: string, scope: Parameters<Module['span']>[0], module: Module): number =>
  textOf(scope, module)
    .split(/\W+/)
    .filter((word) => word === name).length;

function hasParameters(site: Site<NodeOf<'Call'>>, module: Module, depth: number): boolean {
  const name = makerOf(site, module);
  if (name === undefined || depth > 3) return false;
  if (withParameters.test(name)) return true;
  const inside = (each: Expression, frame = site.frame) =>
    each.nodeType === 'Call' && hasParameters({ node: each, frame }, module, depth + 1);
  if (name === 'torch.nn.Sequential') return site.node.args.some((each) => inside(each));
  const made = classOf(name, module.index);
  if (!made || !isModule(made, module, 0)) return false;
  return [...module.index.attributeStores.values()]
    .flat()
    .some(
      ({ target, value, frame }) =>
        isSelf(target.value) && enclosingClass(frame) === made.node && value !== undefined && inside(value, frame),
    );
}

const withParameters =
  /^torch\.nn\.(?:(?:Lazy)?(?:Linear|Conv(?:Transpose)?[123]d|BatchNorm[123]d)|Bilinear|Embedding(?:Bag)?|LSTM|GRU|RNN|LSTMCell|GRUCell|RNNCell|LayerNorm|GroupNorm|MultiheadAttention|Transformer\w*|PReLU)$/;

/** The names of those, or of what holds some. */
const layers =
  /(?:Linear|Conv(?:Transpose)?[123]d|BatchNorm[123]d|Bilinear|Embedding(?:Bag)?|LSTM|GRU|RNN|LSTMCell|GRUCell|RNNCell|LayerNorm|GroupNorm|MultiheadAttention|\bTransformer\w*|PReLU|Sequential)\b/;
