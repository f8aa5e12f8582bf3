import type { ModuleIndex } from '../module-index';
import { qualifiedName } from '../names';
import { type Frame, onlyBinding, type Site } from '../scopes';
import { type CallNode, type Expression, type FunctionNode, keywordOf, type NodeOf, parametersOf, stringOf } from '../syntax';
import { type Collector, declaredBy, destOf, keywordsOf, type OptionDeclaration, opaque, optionSpellings } from './types';

/** The parameters of `main` in `typer.run(main)`. */
export function typerRun(site: Site<CallNode>, collector: Collector): void {
  const target = functionArgument(site, collector.index);
  if (target) parameterOptions(target, 'typer', undefined, collector);
  else collector.open.push({ why: 'the command is not a function of this file', node: site.node });
}

/** The parameters of `main` in `fire.Fire(main)`. */
export function fire(site: Site<CallNode>, collector: Collector): void {
  const target = functionArgument(site, collector.index);
  if (!target) {
    opaque(site, collector);
    return;
  }
  parameterOptions(target, 'fire', undefined, collector);
  if (target.node.args.kwarg) collector.open.push({ why: 'the function takes any keyword', node: site.node });
}

/** Options of click, typer, and Hydra, which decorate functions. */
export function fromDecorators(site: Site<FunctionNode>, collector: Collector): void {
  const { node, frame } = site;
  const clickCommand = clickCommandOf(site, collector.index);
  if (clickCommand) collector.subcommands.push(clickCommand);
  const isClick = node.decorator_list.some((each) => /^click\./.test(decoratorName(each, frame, collector.index)));
  for (const decorator of node.decorator_list) {
    const call = decorator.nodeType === 'Call' ? decorator : undefined;
    const name = decoratorName(decorator, frame, collector.index);
    if (isClick && !/^(?:click|torch|functools)\./.test(name))
      collector.open.push({ why: 'a decorator may add options', node: decorator });
    if (name === 'click.option' || name === 'click.argument')
      clickOption({ ...site, command: clickCommand?.name }, call, name === 'click.argument', collector);
    else if (/^click\.(command|group)(\(\))?/.test(name)) {
      collector.reads = true;
      if (call && keywordOf(call, 'context_settings'))
        collector.open.push({ why: 'the command accepts unknown options', node: call });
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

const decoratorName = (decorator: Expression, frame: Frame, index: ModuleIndex): string =>
  qualifiedName(decorator.nodeType === 'Call' ? decorator.func : decorator, frame, index) ?? '';

function functionArgument(site: Site<CallNode>, index: ModuleIndex): Site<FunctionNode> | undefined {
  const [first] = site.node.args;
  if (first?.nodeType !== 'Name') return undefined;
  const binding = onlyBinding(first.id, site.frame.scope);
  return binding?.kind === 'function' ? index.functions.find((candidate) => candidate.node === binding.node) : undefined;
}

/** Makes the parameters of a function options, for typer and fire. */
function parameterOptions(
  site: Site<FunctionNode>,
  style: 'typer' | 'fire',
  command: string | undefined,
  collector: Collector,
): void {
  for (const { node, value } of parametersOf(site.node.args)) {
    const option = style === 'fire' ? fireOption(node, value, site) : typerOption(node, value, site, collector.index);
    collector.options.push({ ...option, command });
  }
}

function fireOption(node: NodeOf<'Arg'>, value: Expression | undefined, site: Site<FunctionNode>): OptionDeclaration {
  return {
    style: 'fire',
    names: optionSpellings(node.arg).map((text) => ({ text, node })),
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
    defaultValue: marker && !fromAnnotation ? (marker.args[0] ?? keywordOf(marker, 'default')) : value,
    frame: site.frame,
    keywords: marker ? keywordsOf(marker) : new Map(),
    type,
    command: undefined,
    owner: site.node,
  };
}

const isTyperCommand = (decorator: Expression, frame: Frame, index: ModuleIndex): boolean =>
  qualifiedName(decorator.nodeType === 'Call' ? decorator.func : decorator, frame, index) === 'typer.Typer().command';

/** The command of `@main.command()`, where `@click.group()` decorates `main`. */
function clickCommandOf({ node }: Site<FunctionNode>, index: ModuleIndex): { name: string; node: Expression } | undefined {
  for (const decorator of node.decorator_list) {
    const call = decorator.nodeType === 'Call' ? decorator : undefined;
    const maker = call?.func ?? decorator;
    if (maker.nodeType !== 'Attribute' || !/^(command|group)$/.test(maker.attr) || maker.value.nodeType !== 'Name') continue;
    if (!isClickGroup(maker.value.id, index)) continue;
    return { name: stringOf(call?.args[0]) ?? node.name.replaceAll('_', '-'), node: decorator };
  }
  return undefined;
}

const isClickGroup = (name: string, index: ModuleIndex): boolean =>
  index.functions.some(
    ({ node }) =>
      node.name === name &&
      node.decorator_list.some((each) => {
        const maker = each.nodeType === 'Call' ? each.func : each;
        return maker.nodeType === 'Attribute' && maker.attr === 'group';
      }),
  );

interface Command extends Site<FunctionNode> {
  readonly command: string | undefined;
}

function clickOption(site: Command, call: CallNode | undefined, positional: boolean, collector: Collector): void {
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
  collector.options.push({
    style: 'click',
    names: positional ? names : names.filter((name) => name.text.startsWith('-')),
    dest: destOf((bare ?? long)?.text ?? ''),
    positional,
    ...declaredBy(call, site.frame),
    command: site.command,
    owner: site.node,
  });
}
