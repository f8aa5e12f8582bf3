import type { ModuleSyntax, Resolve } from '../module';
import type { Binding, Frame, Site } from '../scopes';
import type { CallNode, Expression, FunctionNode, NodeOf } from '../syntax';
import type { ConfigurationKey, Value } from '../value';

/** The values of one module, as seen from outside its functions or from within a call that is being followed. */
export interface Evaluation {
  readonly module: ModuleSyntax;
  readonly resolve: Resolve;
  readonly given: Given;
  readonly passedArguments: PassedArguments;
  /** Abstract values already found. Undefined also marks those being looked for, so that a name that leads to itself ends. */
  readonly abstractValues: Map<Expression, AbstractValue | undefined>;
  /** Values within a call that passes these arguments; undefined if calls are nested too deeply. */
  within(given: Given): Resolve | undefined;
}

/** What the call that is being followed passes for a parameter; undefined for a parameter of another function. */
export type Given = (parameter: Binding) => Value | undefined;

/** What each call of a function passes for a parameter; undefined if there may be calls that the module doesn't show. */
export type PassedArguments = (owner: FunctionNode, parameter: Binding) => readonly PassedArgument[] | undefined;

export interface PassedArgument {
  readonly expression: Expression;
  readonly frame: Frame;
}

/** What an expression stands for, if its attributes or items have values. */
export type AbstractValue = { readonly kind: 'options' } | Instance | ConfigurationKey;

export interface Instance {
  readonly kind: 'instance';
  readonly site: Site<NodeOf<'ClassDef'>>;
  /** The call that makes it; undefined for `self` and for the class itself. */
  readonly call: Site<CallNode> | undefined;
}
