import { classOf } from '../declarations';
import type { ModuleIndex } from '../module-index';
import { qualifiedName } from '../names';
import type { Binding, Site } from '../scopes';
import { type CallNode, type Expression, keywordOf } from '../syntax';

/** Where `LightningCLI(Model, DataModule)` takes classes, and the prefix of the options that set their parameters. */
const places = [
  { keyword: 'model_class', prefix: 'model' },
  { keyword: 'datamodule_class', prefix: 'data' },
] as const;

/** `--model.lr` for the constructor's parameter `lr`, if its class is passed to `LightningCLI` or to a class derived from that. */
export function lightningOption(binding: Binding, index: ModuleIndex): string | undefined {
  const owner = binding.frame.node;
  const definition = binding.frame.parent;
  if (owner.nodeType !== 'FunctionDef' || owner.name !== '__init__' || definition?.kind !== 'class') return undefined;
  if (!index.escaping.has(definition.scope.name)) return undefined;
  const isClass = (argument: Expression | undefined): boolean =>
    argument?.nodeType === 'Name' && argument.id === definition.scope.name;
  for (const site of index.calls) {
    if (!isLightningCli(site, index)) continue;
    const place = places.find(({ keyword }, position) => isClass(keywordOf(site.node, keyword) ?? site.node.args[position]));
    if (place) return `--${place.prefix}.${binding.name}`;
  }
  return undefined;
}

const cli = 'lightning.cli.LightningCLI';

function isLightningCli({ node, frame }: Site<CallNode>, index: ModuleIndex): boolean {
  if (!node.args.length && !node.keywords.length) return false;
  const name = qualifiedName(node.func, frame, index);
  if (name === undefined || name === cli) return name === cli;
  const own = classOf(name, index);
  return own?.node.bases.some((base) => qualifiedName(base, own.frame, index) === cli) ?? false;
}
