import type { Binding } from '../scopes';
import { alsoSetBy, type Literal, unknown, type Value } from '../value';
import type { Evaluation } from './evaluation';
import { lightningOption } from './lightning-cli';
import { agreement, combine } from './operations';
import { optionValue } from './options';

/** The value that a binding gives its name. */
export function boundValue(binding: Binding, evaluation: Evaluation): Value {
  const value = binding.kind === 'parameter' ? parameterValue(binding, evaluation) : assignedValue(binding, evaluation);
  return value.kind === 'known' ? { ...value, via: [evaluation.module.span(binding.node), ...value.via] } : value;
}

function assignedValue(binding: Binding, { module, resolve }: Evaluation): Value {
  const { element } = binding;
  if (binding.kind !== 'assignment' || !binding.value) return unknown;
  const whole = resolve(binding.value, binding.frame);
  if (element !== undefined)
    return combine([whole], ([items]) => (Array.isArray(items) ? (items[element] as Literal | undefined) : undefined));
  const override = module.index.overriddenFrom(binding);
  return override ? alsoSetBy(whole, { kind: 'option', name: `--${binding.name}`, span: module.span(override) }) : whole;
}

/** A parameter has a value if an option sets it, or if every call of the function is known and they all pass the same. */
export function parameterValue(binding: Binding, evaluation: Evaluation): Value {
  const { module, resolve } = evaluation;
  const given = evaluation.given(binding);
  if (given) return given;
  const owner = binding.frame.node;
  if (owner.nodeType !== 'FunctionDef' && owner.nodeType !== 'AsyncFunctionDef') return unknown;
  const option = module.declarations.options.find((candidate) => candidate.owner === owner && candidate.dest === binding.name);
  if (option) return optionValue(option.dest, evaluation, option);
  const passed = evaluation.passedArguments(owner, binding);
  const lightning = passed ? undefined : lightningOption(binding, module.index);
  if (lightning !== undefined) {
    const value = binding.value && binding.frame.parent ? resolve(binding.value, binding.frame.parent) : unknown;
    return alsoSetBy(value, { kind: 'option', name: lightning, span: module.span(binding.node) });
  }
  return passed?.length ? agreement(passed.map(({ expression, frame }) => resolve(expression, frame))) : unknown;
}
