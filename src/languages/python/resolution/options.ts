import type { LateDefault, OptionDeclaration } from '../declarations';
import type { ModuleSyntax, Resolve } from '../module';
import { qualifiedName } from '../names';
import { type Located, lastName, stringOf } from '../syntax';
import { alsoSetBy, booleanValue, known, unknown, unknownSetBy, type Value } from '../value';
import type { Evaluation } from './evaluation';
import { agreement, asFloat, mergeSetters } from './operations';

/**
 * The default of the options with a Python name, which they can set; unknown if the code changes the value after parsing. If several
 * options share the name, such as `--amp` and `--no-amp`, argparse uses the default of the first.
 */
export function optionValue(dest: string, evaluation: Evaluation, only?: OptionDeclaration): Value {
  const { module, resolve } = evaluation;
  const candidates = module.declarations.options.filter((option) => (only ? option === only : option.dest === dest));
  const values = candidates.map((option): Value => {
    const name = option.names.find((entry) => entry.text.startsWith('--')) ?? option.names[0];
    const value = lateDefault(option, evaluation) ?? optionDefault(option, resolve);
    return name ? alsoSetBy(value, { kind: 'option', name: name.text, span: module.span(name.node) }) : value;
  });
  const stores = module.index.attributeStores.get(dest) ?? [];
  const isField = candidates.some(({ style }) => style === 'dataclass');
  const isChanged = stores.some(({ target }) => isField || target.value.nodeType !== 'Name' || target.value.id !== 'self');
  if (isChanged) return unknownSetBy(mergeSetters(values));
  const [first] = values;
  return first && haveOneParser(candidates, module) ? { ...first, setters: mergeSetters(values) } : agreement(values);
}

/** Whether options are declared on one argparse parser: in one function, in a module that makes no other. */
function haveOneParser(options: readonly OptionDeclaration[], module: ModuleSyntax): boolean {
  const [first] = options;
  return (
    first?.style === 'argparse' &&
    options.every(({ frame, command }) => frame.scope === first.frame.scope && command === first.command) &&
    countParsers(module) < 2
  );
}

const countParsers = ({ index }: ModuleSyntax): number =>
  index.calls.filter(
    ({ node, frame }) =>
      lastName(node.func)?.endsWith('Parser') && qualifiedName(node.func, frame, index) === 'argparse.ArgumentParser',
  ).length;

/** What `set_defaults` gives an option of argparse; undefined if it gives nothing. */
function lateDefault(option: OptionDeclaration, { module, resolve }: Evaluation): Value | undefined {
  if (option.style !== 'argparse') return undefined;
  const { lateDefaults, unseenDefaults } = module.declarations;
  if (unseenDefaults) return unknown;
  const given = lateDefaults.filter((late) => late.dest === option.dest && isOverridden(option, late));
  if (!given.length) return undefined;
  const isCertain = countParsers(module) < 2 && given.every(({ command }) => command === option.command);
  return isCertain ? agreement(given.map(({ value, site }) => resolve(value, site.frame))) : unknown;
}

/** `set_defaults` overrides an option's own default, but not if it comes before the option. */
const isOverridden = (option: OptionDeclaration, { site }: LateDefault): boolean =>
  !option.keywords.has('default') || site.frame.scope !== option.frame.scope || lineOf(site.node) > lineOf(option.names[0]?.node);

const lineOf = (node: Located | undefined): number => node?.lineno ?? 0;

/** The default that an option's declaration gives. */
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

/** argparse and click pass a default that is a text through the type. click and typer do so with numbers too. */
function convert(value: Value, { type, style }: OptionDeclaration): Value {
  if (value.kind !== 'known' || type?.nodeType !== 'Name' || (type.id !== 'int' && type.id !== 'float')) return value;
  if (typeof value.value === 'number' && type.id === 'float' && (style === 'click' || style === 'typer')) return asFloat(value);
  if (typeof value.value !== 'string') return value;
  const number = Number(value.value);
  if (Number.isNaN(number)) return unknownSetBy(value.setters);
  return type.id === 'float' ? asFloat({ ...value, value: number }) : { ...value, value: number };
}
