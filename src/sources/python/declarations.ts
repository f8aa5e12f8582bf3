import type { ModuleIndex } from './module-index';
import { deepest, qualifiedName } from './names';
import { type Frame, onlyBinding, type Site } from './scopes';
import { type CallNode, type Expression, type FunctionNode, type NodeOf, stringOf } from './syntax';

/** How a script declares its options. */
export type OptionStyle = 'argparse' | 'click' | 'typer' | 'fire' | 'dataclass' | 'absl' | 'assignment';

/** An option as it is declared, before anything is evaluated. */
export interface OptionDeclaration {
  readonly style: OptionStyle;
  /** `--batch-size`, `-b`; the bare name of a positional. */
  readonly names: readonly { readonly text: string; readonly node: Expression | NodeOf<'Arg'> }[];
  /** The Python name of its value. */
  readonly dest: string;
  readonly positional: boolean;
  readonly defaultValue: Expression | undefined;
  readonly frame: Frame;
  /** Keyword arguments of the declaring call. */
  readonly keywords: ReadonlyMap<string, Expression>;
  /** The type, from an annotation or `type=`. */
  readonly type: Expression | undefined;
  /** The subcommand that has it. */
  readonly command: string | undefined;
  /** The function whose parameter it is, for click, typer and fire. */
  readonly owner: FunctionNode | undefined;
}

export interface Openness {
  readonly why: string;
  readonly node: CallNode;
}

export interface Declarations {
  readonly options: readonly OptionDeclaration[];
  readonly subcommands: readonly { readonly name: string; readonly node: Expression }[];
  /** Why more options than those may be accepted. */
  readonly open: readonly Openness[];
  /** Something reads the command line. */
  readonly reads: boolean;
}

interface Collector {
  readonly index: ModuleIndex;
  readonly options: OptionDeclaration[];
  readonly subcommands: { readonly name: string; readonly node: Expression }[];
  readonly open: Openness[];
  reads: boolean;
}

export function declarationsOf(index: ModuleIndex): Declarations {
  const collector: Collector = { index, options: [], subcommands: [], open: [], reads: false };
  for (const site of index.calls) fromCall(site, collector);
  for (const site of index.functions) fromDecorators(site, collector);
  for (const site of index.subscripts) {
    if (qualifiedName(site.node.value, site.frame, index) === 'sys.argv') collector.reads = true;
  }
  return collector;
}

function fromCall(site: Site<CallNode>, collector: Collector): void {
  const { func } = site.node;
  const method = func.nodeType === 'Attribute' ? func.attr : undefined;
  switch (method) {
    case 'add_argument':
      argparseOption(site, collector);
      return;
    case 'add_parser':
      subcommand(site, collector);
      return;
    case 'parse_known_args':
    case 'parse_known_intermixed_args':
      collector.reads = true;
      collector.open.push({ why: 'unknown options are let through', node: site.node });
      return;
    case 'parse_args':
    case 'parse_intermixed_args':
      collector.reads = true;
      return;
    case 'add_argparse_args':
    case 'add_cli_args':
    case 'add_arguments':
    case 'add_arguments_to_parser':
    case 'add_class_arguments':
    case 'add_dataclass_fields':
    case 'add_lightning_class_args':
    case 'add_subclass_arguments':
      collector.open.push({ why: `${method} adds options of another module`, node: site.node });
      return;
  }
  const name = qualifiedName(func, site.frame, collector.index);
  if (name === undefined) {
    passesParser(site, collector);
    return;
  }
  if (name === 'argparse.ArgumentParser' || name === 'argparse.ArgumentParser().add_parser') {
    if (keyword(site.node, 'parents') || keyword(site.node, 'fromfile_prefix_chars'))
      collector.open.push({ why: 'a parent parser adds options', node: site.node });
    return;
  }
  const reader = wholeReaders[name];
  if (reader) {
    collector.reads = true;
    reader(site, collector);
    return;
  }
  if (name.startsWith('absl.flags.DEFINE_')) abslOption(site, collector);
  else passesParser(site, collector);
}

/** A call that reads the whole command line by itself. */
const wholeReaders: { readonly [name: string]: (site: Site<CallNode>, collector: Collector) => void } = {
  'fire.Fire': fire,
  'typer.run': (site, collector) => {
    const target = functionArgument(site, collector.index);
    if (target) parameterOptions(target, 'typer', undefined, collector);
    else collector.open.push({ why: 'the command is not a function of this file', node: site.node });
  },
  'tyro.cli': dataclassOptions,
  'simple_parsing.parse': dataclassOptions,
  'draccus.parse': dataclassOptions,
  'transformers.HfArgumentParser': dataclassOptions,
  'trl.TrlParser': (site, collector) => {
    dataclassOptions(site, collector);
    collector.open.push({ why: 'a configuration file may set options', node: site.node });
  },
  'lightning.cli.LightningCLI': opaque,
  'jsonargparse.CLI': opaque,
  'jsonargparse.ArgumentParser': opaque,
  'detectron2.engine.default_argument_parser': opaque,
  'configargparse.ArgumentParser': opaque,
  'configargparse.ArgParser': opaque,
  'omegaconf.OmegaConf.from_cli': opaque,
  'docopt.docopt': opaque,
};

function opaque(site: Site<CallNode>, collector: Collector): void {
  collector.open.push({ why: 'a library defines the options', node: site.node });
}

const keyword = (node: CallNode, name: string): Expression | undefined =>
  node.keywords.find((entry) => entry.arg === name)?.value;

const keywordsOf = (node: CallNode): Map<string, Expression> =>
  new Map(node.keywords.flatMap((entry) => (entry.arg === undefined ? [] : [[entry.arg, entry.value] as const])));

function argparseOption(site: Site<CallNode>, collector: Collector): void {
  const { node } = site;
  const names = node.args.map((argument) => ({ text: stringOf(argument), node: argument }));
  const literal = names.filter((name): name is { text: string; node: Expression } => name.text !== undefined);
  const keywords = keywordsOf(node);
  if (!literal.length || literal.length < names.length) {
    if (names.length) collector.open.push({ why: 'the name of an option is computed', node });
    return;
  }
  const [first] = literal;
  if (!first) return;
  const positional = !first.text.startsWith('-');
  const long = literal.find((name) => name.text.startsWith('--')) ?? first;
  collector.options.push({
    style: 'argparse',
    names: literal,
    dest: stringOf(keywords.get('dest')) ?? long.text.replace(/^-+/, '').replaceAll('-', '_'),
    positional,
    defaultValue: keywords.get('default'),
    frame: site.frame,
    keywords,
    type: keywords.get('type'),
    command: commandOf(site),
    owner: undefined,
  });
}

/** `train` of `train = subparsers.add_parser('train')` for `train.add_argument(…)`. */
function commandOf(site: Site<CallNode>): string | undefined {
  const { func } = site.node;
  if (func.nodeType !== 'Attribute') return undefined;
  let current: Expression = func.value;
  let { frame } = site;
  for (let depth = 0; depth < deepest; depth++) {
    if (current.nodeType === 'Call' && current.func.nodeType === 'Attribute') {
      if (current.func.attr === 'add_parser') return stringOf(current.args[0]);
      current = current.func.value;
      continue;
    }
    if (current.nodeType !== 'Name') return undefined;
    const binding = onlyBinding(current.id, frame.scope);
    if (!binding?.value || binding.kind !== 'assignment') return undefined;
    current = binding.value;
    frame = binding.frame;
  }
  return undefined;
}

function subcommand(site: Site<CallNode>, collector: Collector): void {
  const [first] = site.node.args;
  const name = stringOf(first);
  if (first && name !== undefined) collector.subcommands.push({ name, node: first });
  if (keyword(site.node, 'parents')) collector.open.push({ why: 'a parent parser adds options', node: site.node });
}

/** A parser that is handed to a function of another file may get options there. */
function passesParser(site: Site<CallNode>, collector: Collector): void {
  const { node, frame } = site;
  for (const argument of [...node.args, ...node.keywords.map((entry) => entry.value)]) {
    if (argument.nodeType !== 'Name') continue;
    const name = qualifiedName(argument, frame, collector.index);
    if (
      name === undefined ||
      !/^argparse\.ArgumentParser\(\)(\.add_(argument_group|parser|mutually_exclusive_group|subparsers)\(\))*$/.test(name)
    )
      continue;
    const callee = qualifiedName(node.func, frame, collector.index);
    if (callee === undefined || !callee.startsWith('.'))
      collector.open.push({ why: 'the parser is handed to code outside this file', node });
  }
}

function abslOption(site: Site<CallNode>, collector: Collector): void {
  const { node, frame } = site;
  const [first, second] = node.args;
  const name = stringOf(first);
  collector.reads = true;
  if (!first || name === undefined) return;
  const kind = node.func.nodeType === 'Attribute' ? node.func.attr.replace('DEFINE_', '') : '';
  collector.options.push({
    style: 'absl',
    names: [{ text: `--${name}`, node: first }, ...(kind.startsWith('bool') ? [{ text: `--no${name}`, node: first }] : [])],
    dest: name,
    positional: false,
    defaultValue: keyword(node, 'default') ?? second,
    frame,
    keywords: keywordsOf(node),
    type: undefined,
    command: undefined,
    owner: undefined,
  });
}

function functionArgument(site: Site<CallNode>, index: ModuleIndex): Site<FunctionNode> | undefined {
  const [first] = site.node.args;
  if (first?.nodeType !== 'Name') return undefined;
  const binding = onlyBinding(first.id, site.frame.scope);
  return binding?.kind === 'function' ? index.functions.find((candidate) => candidate.node === binding.node) : undefined;
}

function fire(site: Site<CallNode>, collector: Collector): void {
  const target = functionArgument(site, collector.index);
  if (!target) {
    opaque(site, collector);
    return;
  }
  parameterOptions(target, 'fire', undefined, collector);
  if (target.node.args.kwarg) collector.open.push({ why: 'the function takes any keyword', node: site.node });
}

/** The parameters of a function, for typer and fire. */
function parameterOptions(
  site: Site<FunctionNode>,
  style: 'typer' | 'fire',
  command: string | undefined,
  collector: Collector,
): void {
  const { args } = site.node;
  const positional = [...args.posonlyargs, ...args.args];
  const first = positional.length - args.defaults.length;
  const all = [
    ...positional.map((node, position) => ({ node, value: args.defaults[position - first] })),
    ...args.kwonlyargs.map((node, position) => ({ node, value: args.kw_defaults[position] ?? undefined })),
  ];
  for (const { node, value } of all) {
    const option = style === 'fire' ? fireOption(node, value, site) : typerOption(node, value, site, collector.index);
    collector.options.push({ ...option, command });
  }
}

function fireOption(node: NodeOf<'Arg'>, value: Expression | undefined, site: Site<FunctionNode>): OptionDeclaration {
  const dashed = node.arg.replaceAll('_', '-');
  const texts = dashed === node.arg ? [`--${node.arg}`] : [`--${node.arg}`, `--${dashed}`];
  return {
    style: 'fire',
    names: texts.map((text) => ({ text, node })),
    dest: node.arg,
    positional: false,
    defaultValue: value,
    frame: site.frame,
    keywords: new Map(),
    type: node.annotation,
    command: undefined,
    owner: site.node,
  };
}

function typerOption(
  node: NodeOf<'Arg'>,
  value: Expression | undefined,
  site: Site<FunctionNode>,
  index: ModuleIndex,
): OptionDeclaration {
  const annotated =
    node.annotation?.nodeType === 'Subscript' && node.annotation.slice.nodeType === 'Tuple'
      ? node.annotation.slice.elts
      : undefined;
  const marker = [value, ...(annotated ?? [])].find(
    (candidate): candidate is CallNode =>
      candidate?.nodeType === 'Call' && /^typer\.(Option|Argument)$/.test(qualifiedName(candidate.func, site.frame, index) ?? ''),
  );
  const isArgument = marker ? qualifiedName(marker.func, site.frame, index) === 'typer.Argument' : value === undefined;
  const fromAnnotation = marker !== undefined && marker !== value;
  const declared = (fromAnnotation ? marker.args : (marker?.args.slice(1) ?? []))
    .map((argument) => ({ text: stringOf(argument) ?? '', node: argument }))
    .flatMap((name) => name.text.split('/').map((text) => ({ ...name, text })))
    .filter((name) => name.text.startsWith('-'));
  const type = annotated?.[0] ?? node.annotation;
  const boolean = type?.nodeType === 'Name' && type.id === 'bool';
  const dashed = node.arg.replaceAll('_', '-');
  const usual = boolean ? [`--${dashed}`, `--no-${dashed}`] : [`--${dashed}`];
  return {
    style: 'typer',
    names: isArgument ? [{ text: node.arg, node }] : declared.length ? declared : usual.map((text) => ({ text, node })),
    dest: node.arg,
    positional: isArgument,
    defaultValue: marker && !fromAnnotation ? (marker.args[0] ?? keyword(marker, 'default')) : value,
    frame: site.frame,
    keywords: marker ? keywordsOf(marker) : new Map(),
    type,
    command: undefined,
    owner: site.node,
  };
}

function fromDecorators(site: Site<FunctionNode>, collector: Collector): void {
  const { node, frame } = site;
  for (const decorator of node.decorator_list) {
    const call = decorator.nodeType === 'Call' ? decorator : undefined;
    const name = qualifiedName(call?.func ?? decorator, frame, collector.index) ?? '';
    if (name === 'click.option' || name === 'click.argument') clickOption(site, call, name === 'click.argument', collector);
    else if (/^click\.(command|group)(\(\))?/.test(name)) {
      collector.reads = true;
      if (call && keyword(call, 'context_settings'))
        collector.open.push({ why: 'the command lets unknown options through', node: call });
    } else if (name === 'hydra.main' && call) {
      collector.reads = true;
      opaque({ node: call, frame }, collector);
    } else if (/^typer\.Typer\(\)\.(command|callback)$/.test(name)) {
      collector.reads = true;
      const commands = collector.index.functions.filter((other) =>
        other.node.decorator_list.some((entry) => isTyperCommand(entry, other.frame, collector.index)),
      );
      const command = stringOf(call?.args[0]) ?? node.name.replaceAll('_', '-');
      const subcommands = commands.length > 1 && name.endsWith('.command');
      if (subcommands && call) collector.subcommands.push({ name: command, node: call });
      parameterOptions(site, 'typer', subcommands ? command : undefined, collector);
    }
  }
}

const isTyperCommand = (decorator: Expression, frame: Frame, index: ModuleIndex): boolean =>
  qualifiedName(decorator.nodeType === 'Call' ? decorator.func : decorator, frame, index) === 'typer.Typer().command';

function clickOption(site: Site<FunctionNode>, call: CallNode | undefined, positional: boolean, collector: Collector): void {
  if (!call) return;
  collector.reads = true;
  const texts = call.args.map((argument) => ({ text: stringOf(argument), node: argument }));
  const names = texts
    .filter((name): name is { text: string; node: Expression } => name.text !== undefined)
    .flatMap((name) => name.text.split('/').map((text) => ({ ...name, text: text.trim() })));
  if (!names.length) {
    collector.open.push({ why: 'the name of an option is computed', node: call });
    return;
  }
  const bare = names.find((name) => !name.text.startsWith('-'));
  const long = names.find((name) => name.text.startsWith('--')) ?? names[0];
  const keywords = keywordsOf(call);
  collector.options.push({
    style: 'click',
    names: positional ? names : names.filter((name) => name.text.startsWith('-')),
    dest: (bare ?? long)?.text.replace(/^-+/, '').replaceAll('-', '_') ?? '',
    positional,
    defaultValue: keywords.get('default'),
    frame: site.frame,
    keywords,
    type: keywords.get('type'),
    command: undefined,
    owner: site.node,
  });
}

/** The fields of dataclasses that a parser is given. */
function dataclassOptions(site: Site<CallNode>, collector: Collector): void {
  const [first] = site.node.args;
  const classes = first?.nodeType === 'Tuple' || first?.nodeType === 'List' ? first.elts : first ? [first] : [];
  if (!classes.length) opaque(site, collector);
  for (const expression of classes) {
    const name = qualifiedName(expression, site.frame, collector.index);
    const definition = name?.startsWith('.') ? classNamed(name.slice(1), collector.index) : undefined;
    if (!definition || definition.node.bases.length) {
      opaque(site, collector);
      if (!definition) continue;
    }
    for (const field of fieldsOf(definition.node)) {
      const dashed = field.name.replaceAll('_', '-');
      const texts = dashed === field.name ? [`--${field.name}`] : [`--${field.name}`, `--${dashed}`];
      const frame = collector.index.scopes.get(definition.node);
      collector.options.push({
        style: 'dataclass',
        names: texts.map((text) => ({ text, node: field.target })),
        dest: field.name,
        positional: false,
        defaultValue: field.value,
        frame: frame ? { kind: 'class', node: definition.node, parent: definition.frame, scope: frame } : definition.frame,
        keywords: new Map(),
        type: field.annotation,
        command: undefined,
        owner: undefined,
      });
    }
  }
}

export const classNamed = (name: string, index: ModuleIndex): Site<NodeOf<'ClassDef'>> | undefined => {
  const found = index.classes.filter((site) => site.node.name === name);
  return found.length === 1 ? found[0] : undefined;
};

export interface Field {
  readonly name: string;
  readonly target: Expression;
  readonly annotation: Expression;
  /** The default, also out of `field(default=…)`; undefined where there is none or a factory makes it. */
  readonly value: Expression | undefined;
}

/** Annotated names of a class body: the fields of a dataclass. */
export function fieldsOf(node: NodeOf<'ClassDef'>): Field[] {
  return node.body.flatMap((statement) => {
    if (statement.nodeType !== 'AnnAssign' || statement.target.nodeType !== 'Name') return [];
    return [
      {
        name: statement.target.id,
        target: statement.target,
        annotation: statement.annotation,
        value: fieldDefault(statement.value),
      },
    ];
  });
}

export function fieldDefault(value: Expression | undefined): Expression | undefined {
  if (value?.nodeType !== 'Call') return value;
  const name = value.func.nodeType === 'Name' ? value.func.id : value.func.nodeType === 'Attribute' ? value.func.attr : '';
  if (name !== 'field' && name !== 'Field') return value;
  return keyword(value, 'default') ?? (name === 'Field' ? value.args[0] : undefined);
}

/** Whether the function is one whose parameters click, typer or fire fill. */
export const isCommand = (node: FunctionNode, declarations: Declarations): boolean =>
  declarations.options.some((option) => option.owner === node);
