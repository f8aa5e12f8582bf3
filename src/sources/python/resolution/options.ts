import type { OptionDeclaration } from '../declarations';
import { agreement, mergeSetters } from '../evaluate';
import { type Expression, stringOf } from '../syntax';
import { known, type Setter, unknown, type Value } from '../value';
import type { Resolvable, Resolve } from '.';

/** The default of the option with a Python name, to be set by it; unknown where the code changes it after parsing. */
export function optionValue(dest: string, file: Resolvable, resolve: Resolve, only?: OptionDeclaration): Value {
  const candidates = file.declarations.options.filter((option) => (only ? option === only : option.dest === dest));
  const values = candidates.map((option): Value => {
    const name = option.names.find((entry) => entry.text.startsWith('--')) ?? option.names[0];
    const value = optionDefault(option, resolve);
    const setters: Setter[] = name ? [{ kind: 'option', name: name.text, span: file.span(name.node) }] : [];
    return { ...value, setters: [...value.setters, ...setters] };
  });
  const stores = file.index.attributeStores.get(dest) ?? [];
  const isChanged = stores.some(({ target }) => target.value.nodeType !== 'Name' || target.value.id !== 'self');
  return isChanged ? { kind: 'unknown', setters: mergeSetters(values) } : agreement(values);
}

/** The default of an option as far as its declaration tells. */
export function optionDefault(option: OptionDeclaration, resolve: Resolve): Value {
  if (option.defaultValue) return convert(resolve(option.defaultValue, option.frame), option.type);
  const action = stringOf(option.keywords.get('action'));
  if (action === 'store_true' || option.keywords.get('is_flag')) return known(false);
  if (action === 'store_false') return known(true);
  if (action === 'count') return known(0);
  return option.style === 'argparse' && !option.positional && !option.keywords.has('required') ? known(null) : unknown;
}

/** argparse and click put a default that is a text through the type. */
function convert(value: Value, type: Expression | undefined): Value {
  if (value.kind !== 'known' || typeof value.value !== 'string' || type?.nodeType !== 'Name') return value;
  if (type.id !== 'int' && type.id !== 'float') return value;
  const number = Number(value.value);
  return Number.isNaN(number) ? { kind: 'unknown', setters: value.setters } : { ...value, value: number };
}
