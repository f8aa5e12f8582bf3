import type { Span } from '../../../text/span';
import { literalSpan } from '../literals';
import type { Module } from '../module';
import { type Frame, isInFunction, onlyBinding } from '../scopes';
import type { Expression } from '../syntax';
import { isFixed, stringValue, unknown, type Value } from '../value';
import { type Conversion, notConverted } from './conversions';

/** One place where a file's code reads an environment variable. */
export interface EnvironmentRead {
  readonly name: string;
  /** The name as written, without quotes. */
  readonly span: Span;
  /** What the code uses if the variable isn't set: known `None` for `os.getenv(name)`, unknown for `os.environ[name]`. */
  readonly fallback: Value;
  /** What the code converts the text to. */
  readonly conversion: Conversion | undefined;
  /** The text itself is converted, as in `int(os.environ[name])`, so an empty one isn't handled before. */
  readonly direct: boolean;
  /** Without the variable the code raises: `os.environ[name]` without a guard. */
  readonly required: boolean;
  /** The code only checks whether it is set. */
  readonly presence: boolean;
  /** In a function, so read only when that is called. */
  readonly lazy: boolean;
  readonly frame: Frame;
}

/** A read without a guard, a conversion, or a fallback. */
export const readAt = (name: string, key: Expression, frame: Frame, module: Module): EnvironmentRead => ({
  name,
  span: literalSpan(key, module),
  fallback: unknown,
  ...notConverted,
  required: false,
  presence: false,
  lazy: isInFunction(frame),
  frame,
});

/** The name of a variable, unless a parameter or a setting gives it. */
export function variableName(node: Expression, frame: Frame, module: Module): string | undefined {
  if (node.nodeType === 'Name' && onlyBinding(node.id, frame.scope)?.kind === 'parameter') return undefined;
  const value = module.resolve(node, frame);
  return isFixed(value) ? stringValue(value) : undefined;
}
