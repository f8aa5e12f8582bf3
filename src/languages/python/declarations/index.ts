import type { ModuleIndex } from '../module-index';
import { qualifiedName } from '../names';
import type { Site } from '../scopes';
import { type CallNode, keywordOf, stringOf } from '../syntax';
import { argparseOption, lateDefaults, passesParser, subcommand } from './argparse';
import { dataclassOptions } from './dataclasses';
import { fire, fromDecorators, typerRun } from './functions';
import { type Collector, type Declarations, keywordsOf, opaque } from './types';

export { classNamed, classOf, fieldDefault } from './dataclasses';
export type { Declarations, LateDefault, OptionDeclaration, OptionStyle } from './types';

/** Collects the options that a module declares, in whatever style. */
export function declarationsOf(index: ModuleIndex): Declarations {
  const collector: Collector = {
    index,
    parsers: new Set(index.calls.flatMap(({ node }) => receiverOf(node) ?? [])),
    options: [],
    subcommands: [],
    lateDefaults: [],
    unseenDefaults: false,
    open: [],
    reads: false,
  };
  for (const site of index.calls) fromCall(site, collector);
  for (const site of index.functions) fromDecorators(site, collector);
  for (const site of index.subscripts) {
    if (qualifiedName(site.node.value, site.frame, index) === 'sys.argv') collector.reads = true;
  }
  return collector;
}

/** `parser` of `parser.add_argument(…)`. */
const receiverOf = ({ func }: CallNode): string | undefined =>
  func.nodeType === 'Attribute' && parserMethods.test(func.attr) && func.value.nodeType === 'Name' ? func.value.id : undefined;

const parserMethods = /^(?:add_argument(?:_group)?|parse_args|parse_known_args)$/;

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
    case 'set_defaults':
      lateDefaults(site, collector);
      return;
    case 'parse_known_args':
    case 'parse_known_intermixed_args':
      collector.reads = true;
      collector.open.push({ why: 'unknown options are accepted', node: site.node });
      return;
    case 'parse_args':
    case 'parse_intermixed_args':
      collector.reads = true;
      return;
  }
  if (method !== undefined && addingMethods.has(method)) {
    collector.open.push({ why: `${method} adds options of another module`, node: site.node });
    return;
  }
  const name = qualifiedName(func, site.frame, collector.index);
  if (name === undefined) {
    passesParser(site, collector);
    return;
  }
  if (name === 'argparse.ArgumentParser' || name === 'argparse.ArgumentParser().add_parser') {
    if (keywordOf(site.node, 'parents') || keywordOf(site.node, 'fromfile_prefix_chars'))
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

/** Methods of parsers and of libraries that add options which the module doesn't list. */
const addingMethods = new Set([
  'add_argparse_args',
  'add_cli_args',
  'add_arguments',
  'add_arguments_to_parser',
  'add_class_arguments',
  'add_dataclass_fields',
  'add_lightning_class_args',
  'add_subclass_arguments',
]);

/** Calls that read the whole command line by themselves. */
const wholeReaders: { readonly [name: string]: (site: Site<CallNode>, collector: Collector) => void } = {
  'fire.Fire': fire,
  'typer.run': typerRun,
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
    defaultValue: keywordOf(node, 'default') ?? second,
    frame,
    keywords: keywordsOf(node),
    type: undefined,
    command: undefined,
    owner: undefined,
  });
}
