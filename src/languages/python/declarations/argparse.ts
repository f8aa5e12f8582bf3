import { deepest, qualifiedName } from '../names';
import { onlyBinding, type Site } from '../scopes';
import { type CallNode, type Expression, keywordOf, stringOf } from '../syntax';
import { type Collector, declaredBy, destOf } from './types';

export function argparseOption(site: Site<CallNode>, collector: Collector): void {
  const { node } = site;
  const parser = node.func.nodeType === 'Attribute' ? qualifiedName(node.func.value, site.frame, collector.index) : undefined;
  if (parser !== undefined && /^\w[\w.]*\(\)/.test(parser) && !parser.startsWith('argparse.'))
    collector.open.push({ why: 'the parser comes from code outside this file', node });
  const names = node.args.map((argument) => ({ text: stringOf(argument), node: argument }));
  const literal = names.filter((name): name is { text: string; node: Expression } => name.text !== undefined);
  if (!literal.length || literal.length < names.length) {
    if (names.length) collector.open.push({ why: 'the name of an option is computed', node });
    return;
  }
  const [first] = literal;
  if (!first) return;
  const nargs = keywordOf(node, 'nargs');
  if (stringOf(nargs) === '...' || (nargs && qualifiedName(nargs, site.frame, collector.index) === 'argparse.REMAINDER'))
    collector.open.push({ why: 'what follows belongs to another program', node });
  const long = literal.find((name) => name.text.startsWith('--')) ?? first;
  collector.options.push({
    style: 'argparse',
    names: literal,
    dest: stringOf(keywordOf(node, 'dest')) ?? destOf(long.text),
    positional: !first.text.startsWith('-'),
    ...declaredBy(node, site.frame),
    command: commandOf(site),
    owner: undefined,
  });
}

/** `parser.set_defaults(batch_size=4)`, which overrides what options declare before it, as in CPython's argparse. */
export function lateDefaults(site: Site<CallNode>, collector: Collector): void {
  const { node } = site;
  if (node.args.length) collector.unseenDefaults = true;
  const command = commandOf(site);
  for (const { arg, value } of node.keywords) {
    if (arg !== undefined) collector.lateDefaults.push({ dest: arg, value, site, command });
    else if (!eachEntry(value, (dest, entry) => collector.lateDefaults.push({ dest, value: entry, site, command })))
      collector.unseenDefaults = true;
  }
}

/** Adds the entries of a dictionary as written. False if there may be others. */
function eachEntry(node: Expression, add: (key: string, value: Expression) => void): boolean {
  if (node.nodeType !== 'Dict') return false;
  return node.keys.every((key, position) => {
    const text = stringOf(key);
    const value = node.values[position];
    if (text === undefined || !value) return false;
    add(text, value);
    return true;
  });
}

/** The subcommand of `train.add_argument(…)` after `train = subparsers.add_parser('train')`. */
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

export function subcommand(site: Site<CallNode>, collector: Collector): void {
  const [first] = site.node.args;
  const name = stringOf(first);
  if (first && name !== undefined) collector.subcommands.push({ name, node: first });
  if (keywordOf(site.node, 'parents')) collector.open.push({ why: 'a parent parser adds options', node: site.node });
}

/** A parser that is passed to a function of another module may get options there. */
export function passesParser(site: Site<CallNode>, collector: Collector): void {
  const { node, frame } = site;
  for (const argument of [...node.args, ...node.keywords.map((entry) => entry.value)]) {
    if (argument.nodeType !== 'Name') continue;
    const name = qualifiedName(argument, frame, collector.index);
    if (
      !collector.parsers.has(argument.id) &&
      !/^argparse\.ArgumentParser\(\)(\.add_(argument_group|parser|mutually_exclusive_group|subparsers)\(\))*$/.test(name ?? '')
    )
      continue;
    const callee = qualifiedName(node.func, frame, collector.index);
    if (callee === undefined || !callee.startsWith('.'))
      collector.open.push({ why: 'the parser is passed to code outside this file', node });
  }
}
