import type { LateDefault, OptionDeclaration } from '../declarations';
import { agreement, asFloat, mergeSetters } from '../evaluate';
import { qualifiedName } from '../names';
import { type Located, stringOf } from '../syntax';
import { booleanValue, known, type Setter, unknown, type Value } from '../value';
import type { Resolvable, Resolve } from '.';

/**
 * The default of the option with a Python name, to be set by it; unknown where the code changes it after parsing. Of several options
 * for the same name, such as `--amp` and `--no-amp`, argparse takes the default of the first.
 */
export function optionValue(dest: string, file: Resolvable, resolve: Resolve, only?: OptionDeclaration): Value {
  const candidates = file.declarations.options.filter((option) => (only ? option === only : option.dest === dest));
  const values = candidates.map((option): Value => {
    const name = option.names.find((entry) => entry.text.startsWith('--')) ?? option.names[0];
    const value = lateDefault(option, file, resolve) ?? optionDefault(option, resolve);
    const setters: Setter[] = name ? [{ kind: 'option', name: name.text, span: file.span(name.node) }] : [];
    return { ...value, setters: [...value.setters, ...setters] };
  });
  const stores = file.index.attributeStores.get(dest) ?? [];
  const isField = candidates.some(({ style }) => style === 'dataclass');
  const isChanged = stores.some(({ target }) => isField || target.value.nodeType !== 'Name' || target.value.id !== 'self');
  if (isChanged) return { kind: 'unknown', setters: mergeSetters(values) };
  const [first] = values;
  return first && haveOneParser(candidates, file) ? { ...first, setters: mergeSetters(values) } : agreement(values);
}

/** Options of one argparse parser: declared in one function that makes, or is given, no other. */
function haveOneParser(options: readonly OptionDeclaration[], file: Resolvable): boolean {
  const [first] = options;
  return (
    first?.style === 'argparse' &&
    options.every(({ frame, command }) => frame.scope === first.frame.scope && command === first.command) &&
    parsersOf(file) < 2
  );
}

const parsersOf = ({ index }: Resolvable): number =>
  index.calls.filter(({ node, frame }) => {
    const called = node.func.nodeType === 'Attribute' ? node.func.attr : node.func.nodeType === 'Name' ? node.func.id : '';
    return called.endsWith('Parser') && qualifiedName(node.func, frame, index) === 'argparse.ArgumentParser';
  }).length;

/** What `set_defaults` gives an option of argparse; undefined where it gives nothing. */
function lateDefault(option: OptionDeclaration, file: Resolvable, resolve: Resolve): Value | undefined {
  if (option.style !== 'argparse') return undefined;
  const { lateDefaults, unseenDefaults } = file.declarations;
  if (unseenDefaults) return unknown;
  const given = lateDefaults.filter((late) => late.dest === option.dest && outdoes(late, option));
  if (!given.length) return undefined;
  const certain = parsersOf(file) < 2 && given.every(({ command }) => command === option.command);
  return certain ? agreement(given.map(({ value, site }) => resolve(value, site.frame))) : unknown;
}

/** Before an option with a default of its own, `set_defaults` has no say. */
const outdoes = ({ site }: LateDefault, option: OptionDeclaration): boolean =>
  !option.keywords.has('default') || site.frame.scope !== option.frame.scope || lineOf(site.node) > lineOf(option.names[0]?.node);

const lineOf = (node: Located | undefined): number => node?.lineno ?? 0;

/** The default of an option as far as its declaration tells. */
export function optionDefault(option: OptionDeclaration, resolve: Resolve): Value {
  if (option.defaultValue) return convert(resolve(option.defaultValue, option.frame), option);
  const action = stringOf(option.keywords.get('action'));
  if (action === 'store_true' || option.keywords.get('is_flag')) return known(false);
  if (action === 'store_false') return known(true);
  if (action === 'count') return known(0);
  const required = option.keywords.get('required');
  if (option.positional || (required && booleanValue(resolve(required, option.frame)) !== false)) return unknown;
  if (option.style === 'click') return known(option.keywords.has('multiple') ? [] : null);
  return option.style === 'argparse' ? known(null) : unknown;
}

/** argparse and click put a default that is a text through the type; click and typer do so with numbers too. */
function convert(value: Value, { type, style }: OptionDeclaration): Value {
  if (value.kind !== 'known' || type?.nodeType !== 'Name' || (type.id !== 'int' && type.id !== 'float')) return value;
  if (typeof value.value === 'number' && type.id === 'float' && (style === 'click' || style === 'typer')) return asFloat(value);
  if (typeof value.value !== 'string') return value;
  const number = Number(value.value);
  if (Number.isNaN(number)) return { kind: 'unknown', setters: value.setters };
  return type.id === 'float' ? asFloat({ ...value, value: number }) : { ...value, value: number };
}
