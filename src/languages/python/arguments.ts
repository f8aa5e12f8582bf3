import type { Span } from '../../text/span';
import { qualifiedName } from './names';
import type { PythonFile } from './parse';
import { type Frame, onlyBinding, type Site } from './scopes';
import type { CallNode, Expression, NodeOf } from './syntax';
import type { Value } from './value';

/** One argument of a call. */
export interface Argument {
  readonly value: Value;
  /** The full name that the argument refers to, such as `torch.bfloat16`. */
  readonly refersTo: string | undefined;
  readonly expression: Expression;
  readonly frame: Frame;
  /** The value as written. */
  readonly span: Span;
  /** The keyword where it is given by keyword, else the value. */
  readonly at: Span;
}

/** The arguments of a call, with `**kwargs` opened where the dictionary is known. */
export interface CallArguments {
  readonly positional: readonly Argument[];
  readonly keywords: ReadonlyMap<string, Argument>;
  /** `*args` or `**kwargs` may pass more than is listed. */
  readonly open: boolean;
}

export function argumentsOf(site: Site<CallNode>, file: PythonFile): CallArguments {
  const positional: Argument[] = [];
  const keywords = new Map<string, Argument>();
  let open = false;
  for (const argument of site.node.args) {
    if (argument.nodeType === 'Starred') open = true;
    else if (!open) positional.push(argumentOf(argument, site.frame, file));
  }
  for (const keyword of site.node.keywords) {
    if (keyword.arg !== undefined) {
      keywords.set(keyword.arg, argumentOf(keyword.value, site.frame, file, file.span(keyword)));
    } else if (!openInto(keyword.value, site.frame, file, keywords)) {
      open = true;
    }
  }
  return { positional, keywords, open };
}

export function argumentOf(expression: Expression, frame: Frame, file: PythonFile, at?: Span): Argument {
  const span = file.span(expression);
  return {
    expression,
    frame,
    span,
    at: at ?? span,
    get value() {
      return file.resolve(expression, frame);
    },
    get refersTo() {
      return qualifiedName(expression, frame, file.index);
    },
  };
}

/** `**{…}`, `**dict(…)` and `**name` of such a dictionary that nothing changes afterwards. */
function openInto(expression: Expression, frame: Frame, file: PythonFile, keywords: Map<string, Argument>): boolean {
  if (expression.nodeType === 'Dict') return openDictionary(expression, frame, file, keywords);
  if (
    expression.nodeType === 'Call' &&
    expression.func.nodeType === 'Name' &&
    expression.func.id === 'dict' &&
    !expression.args.length
  ) {
    return expression.keywords.every((keyword) => {
      if (keyword.arg === undefined) return openInto(keyword.value, frame, file, keywords);
      keywords.set(keyword.arg, argumentOf(keyword.value, frame, file, file.span(keyword)));
      return true;
    });
  }
  if (expression.nodeType !== 'Name') return false;
  const binding = onlyBinding(expression.id, frame.scope);
  if (binding?.kind !== 'assignment' || !binding.value || binding.element !== undefined) return false;
  if (binding.frame.scope.mutated.has(expression.id) || frame.scope.mutated.has(expression.id)) return false;
  if (binding.value.nodeType === 'Name') return false;
  return openInto(binding.value, binding.frame, file, keywords);
}

function openDictionary(node: NodeOf<'Dict'>, frame: Frame, file: PythonFile, keywords: Map<string, Argument>): boolean {
  return node.keys.every((key, position) => {
    const value = node.values[position];
    if (!value) return false;
    if (!key) return openInto(value, frame, file, keywords);
    if (key.nodeType !== 'Constant' || typeof key.value !== 'string') return false;
    keywords.set(key.value, argumentOf(value, frame, file, file.span(key)));
    return true;
  });
}
