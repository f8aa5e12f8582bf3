import type { Span } from '../../../text/span';
import type { OptionDeclaration, OptionStyle } from '../declarations';
import { literalSpan } from '../literals';
import type { Module } from '../module';
import { qualifiedName } from '../names';
import { optionDefault } from '../resolution/options';
import { type Expression, type NodeOf, stringOf } from '../syntax';
import { booleanValue, type Value } from '../value';
import { type Functions, functionAround } from './functions';

/** One command-line option or argument that a script declares. */
export interface OptionFact {
  readonly style: OptionStyle;
  /** `--batch-size`, `-b`; the bare name of a positional. */
  readonly names: readonly { readonly text: string; readonly span: Span }[];
  /** The long name, or the first if there is none. */
  readonly name: string;
  readonly span: Span;
  /** The Python name of its value. */
  readonly dest: string;
  readonly positional: boolean;
  /** `int`, `float`, `str`, `bool`, and the like, as written; undefined if the text isn't converted. */
  readonly type: string | undefined;
  /** Takes no value. */
  readonly flag: boolean;
  /** Takes several values. */
  readonly multiple: boolean;
  readonly default: Value;
  readonly required: boolean | 'unknown';
  readonly choices: Value | undefined;
  readonly help: string | undefined;
  /** The subcommand that has it. */
  readonly command: string | undefined;
  /** The variable that sets it if it isn't given (click's `envvar`). */
  readonly variable: string | undefined;
  /** A function declares it that nothing in the module calls, or passes on. */
  readonly uncalled: boolean;
}

/** The command-line options that a file's code declares. */
export interface CommandLineFacts {
  readonly options: readonly OptionFact[];
  readonly subcommands: readonly { readonly name: string; readonly span: Span }[];
  /** Why the program may accept more options; empty if the list is complete. */
  readonly open: readonly { readonly why: string; readonly span: Span }[];
  /** Something in the module reads the command line. */
  readonly reads: boolean;
}

export function optionsOf(module: Module, facts: { readonly functions: Functions }): CommandLineFacts {
  const { options, subcommands, open, reads } = module.declarations;
  return {
    options: options.map((option) => ({ ...optionFact(option, module), uncalled: isUncalled(option, facts, module) })),
    subcommands: subcommands.map(({ name, node }) => ({ name, span: literalSpan(node, module) })),
    open: open.map(({ why, node }) => ({ why, span: module.span(node) })),
    reads,
  };
}

/** In a plain function, one that is called or passed on nowhere. A decorator may call it. */
function isUncalled({ frame, owner }: OptionDeclaration, facts: { readonly functions: Functions }, { index }: Module): boolean {
  const around = owner ? undefined : functionAround(frame);
  if (!around || around.decorator_list.length > 0 || index.escaping.has(around.name)) return false;
  const isOfModule = index.functions.some(({ node, frame: { kind } }) => node === around && kind === 'module');
  const isNamed = index.calls.some(({ node: { func } }) => func.nodeType === 'Name' && func.id === around.name);
  return isOfModule && !isNamed && facts.functions.callsOf(around).length === 0;
}

function optionFact(option: OptionDeclaration, module: Module): Omit<OptionFact, 'uncalled'> {
  const names = option.names.map(({ text, node }) => ({
    text,
    span: node.nodeType === 'Arg' ? argumentSpan(node, module) : literalSpan(node, module),
  }));
  const main = names.find((name) => name.text.startsWith('--')) ?? names[0];
  const action = stringOf(option.keywords.get('action'));
  const type = option.type ? typeName(option.type) : undefined;
  const flagByAction =
    action !== undefined && /^(store_true|store_false|store_const|count|help|version|append_const)$/.test(action);
  const nargs = option.keywords.get('nargs');
  return {
    style: option.style,
    names:
      names.length && action === undefined && isBooleanAction(option.keywords.get('action')) && main
        ? [...names, { ...main, text: main.text.replace(/^--/, '--no-') }]
        : names,
    name: main?.text ?? option.dest,
    span: main?.span ?? { file: module.path, start: 0, end: 0 },
    dest: option.dest,
    positional: option.positional,
    type,
    flag: flagByAction || isFlag(option, type, module),
    multiple:
      action === 'append' ||
      action === 'extend' ||
      (nargs !== undefined && stringOf(nargs) !== '?') ||
      option.keywords.has('multiple'),
    default: optionDefault(option, module.resolve),
    required: isRequired(option, module),
    choices: choicesOf(option, module),
    help: stringOf(option.keywords.get('help')),
    command: option.command,
    variable: stringOf(option.keywords.get('envvar')),
  };
}

/** The `choices` of argparse, or those of a case-sensitive `click.Choice`. */
function choicesOf({ keywords, type, frame }: OptionDeclaration, module: Module): Value | undefined {
  const isChoice =
    type?.nodeType === 'Call' && qualifiedName(type.func, frame, module.index) === 'click.Choice' && !type.keywords.length;
  const listed = keywords.get('choices') ?? (isChoice ? type.args[0] : undefined);
  return listed && module.resolve(listed, frame);
}

function argumentSpan(node: NodeOf<'Arg'>, module: Module): Span {
  const { start } = module.span(node);
  return { file: module.path, start, end: start + node.arg.length };
}

const isBooleanAction = (action: Expression | undefined): boolean =>
  action?.nodeType === 'Attribute' && action.attr === 'BooleanOptionalAction';

function isFlag(option: OptionDeclaration, type: string | undefined, module: Module): boolean {
  if (isBooleanAction(option.keywords.get('action'))) return true;
  if (option.style === 'typer' || option.style === 'absl') return type === 'bool';
  const isFlagKeyword = option.keywords.get('is_flag');
  if (isFlagKeyword) return booleanValue(module.resolve(isFlagKeyword, option.frame)) === true;
  return option.style === 'click' && !option.positional && option.names.some((name) => /^--no-/.test(name.text));
}

function isRequired(option: OptionDeclaration, module: Module): boolean | 'unknown' {
  const required = option.keywords.get('required');
  if (required) return booleanValue(module.resolve(required, option.frame)) ?? 'unknown';
  const nargs = stringOf(option.keywords.get('nargs'));
  if (option.positional) return !(nargs === '?' || nargs === '*' || option.defaultValue);
  if (option.style === 'dataclass') return 'unknown';
  return (option.style === 'typer' || option.style === 'fire') && !option.defaultValue;
}

/** `int` for `int`, `Optional[int]`, and `int | None`. */
function typeName(node: Expression): string | undefined {
  switch (node.nodeType) {
    case 'Name':
      return node.id;
    case 'Attribute':
      return node.attr;
    case 'Subscript': {
      const outer = typeName(node.value);
      return outer === 'Optional' || outer === 'Annotated'
        ? typeName(node.slice.nodeType === 'Tuple' ? (node.slice.elts[0] ?? node.slice) : node.slice)
        : outer;
    }
    case 'BinOp':
      return node.left.nodeType === 'Constant' ? typeName(node.right) : typeName(node.left);
    case 'Call':
      return typeName(node.func);
    default:
      return undefined;
  }
}
