import type { Span } from '../../text/span';
import type { Module } from './module';
import { qualifiedName } from './names';
import { type Frame, onlyBinding, type Site } from './scopes';
import type { CallNode, Expression, NodeOf } from './syntax';
import type { Value } from './value';

/** One argument of a call. */
export interface Argument {
  readonly value: Value;
  /** The full name of what it refers to, such as `torch.bfloat16`. */
  readonly refersTo: string | undefined;
  readonly expression: Expression;
  readonly frame: Frame;
  /** The value as written. */
  readonly span: Span;
  /** The keyword with its value, if it is given by keyword; otherwise the value. */
  readonly at: Span;
}

/** The arguments of a call. The entries of `**kwargs` are among them if the dictionary is known. */
export interface CallArguments {
  readonly positional: readonly Argument[];
  readonly keywords: ReadonlyMap<string, Argument>;
  /** `*args` or `**kwargs` may pass more than these. */
  readonly open: boolean;
}

export function argumentsOf(site: Site<CallNode>, module: Module): CallArguments {
  const positional: Argument[] = [];
  const keywords = new Map<string, Argument>();
  let open = false;
  for (const argument of site.node.args) {
    if (argument.nodeType === 'Starred') open = true;
    else if (!open) positional.push(argumentOf(argument, site.frame, module));
  }
  for (const keyword of site.node.keywords) {
    if (keyword.arg !== undefined) {
      keywords.set(keyword.arg, argumentOf(keyword.value, site.frame, module, module.span(keyword)));
    } else if (!addEntries(keyword.value, site.frame, module, keywords)) {
      open = true;
    }
  }
  return { positional, keywords, open };
}

export function argumentOf(expression: Expression, frame: Frame, module: Module, at?: Span): Argument {
  const span = module.span(expression);
  return {
    expression,
    frame,
    span,
    at: at ?? span,
    get value() {
      return module.resolve(expression, frame);
    },
    get refersTo() {
      return qualifiedName(expression, frame, module.index);
    },
  };
}

/** Adds the entries of `**{…}`, of `**dict(…)`, and of `**name` if nothing changes that dictionary later. False if it can't know them all. */
function addEntries(expression: Expression, frame: Frame, module: Module, keywords: Map<string, Argument>): boolean {
  if (expression.nodeType === 'Dict') return addItems(expression, frame, module, keywords);
  if (
    expression.nodeType === 'Call' &&
    expression.func.nodeType === 'Name' &&
    expression.func.id === 'dict' &&
    !expression.args.length
  ) {
    return expression.keywords.every((keyword) => {
      if (keyword.arg === undefined) return addEntries(keyword.value, frame, module, keywords);
      keywords.set(keyword.arg, argumentOf(keyword.value, frame, module, module.span(keyword)));
      return true;
    });
  }
  if (expression.nodeType !== 'Name') return false;
  const binding = onlyBinding(expression.id, frame.scope);
  if (binding?.kind !== 'assignment' || !binding.value || binding.element !== undefined) return false;
  if (binding.frame.scope.mutated.has(expression.id) || frame.scope.mutated.has(expression.id)) return false;
  if (binding.value.nodeType === 'Name') return false;
  return addEntries(binding.value, binding.frame, module, keywords);
}

function addItems(node: NodeOf<'Dict'>, frame: Frame, module: Module, keywords: Map<string, Argument>): boolean {
  return node.keys.every((key, position) => {
    const value = node.values[position];
    if (!value) return false;
    if (!key) return addEntries(value, frame, module, keywords);
    if (key.nodeType !== 'Constant' || typeof key.value !== 'string') return false;
    keywords.set(key.value, argumentOf(value, frame, module, module.span(key)));
    return true;
  });
}
