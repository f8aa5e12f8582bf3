import { classNamed } from '../declarations';
import type { ModuleIndex } from '../module-index';
import { qualifiedName } from '../names';
import type { Binding, Site } from '../scopes';
import type { CallNode, Expression } from '../syntax';

/** Where `LightningCLI(Model, DataModule)` takes classes, and the prefix of the options that set their parameters. */
const places = [
  { keyword: 'model_class', prefix: 'model' },
  { keyword: 'datamodule_class', prefix: 'data' },
] as const;

/** `--model.lr` for the parameter `lr` of the constructor of a class that is handed to `LightningCLI`, or to a class made out of it. */
export function lightningOption(binding: Binding, index: ModuleIndex): string | undefined {
  const owner = binding.frame.node;
  const definition = binding.frame.parent;
  if (owner.nodeType !== 'FunctionDef' || owner.name !== '__init__' || definition?.kind !== 'class') return undefined;
  if (!index.escaping.has(definition.scope.name)) return undefined;
  for (const site of index.calls) {
    const place =
      isLightningCli(site, index) && places.find(({ keyword }, position) => refersTo(given(site.node, keyword, position)));
    if (place) return `--${place.prefix}.${binding.name}`;
  }
  return undefined;

  function refersTo(argument: Expression | undefined): boolean {
    return argument?.nodeType === 'Name' && argument.id === definition?.scope.name;
  }
}

const given = (call: CallNode, keyword: string, position: number): Expression | undefined =>
  call.keywords.find(({ arg }) => arg === keyword)?.value ?? call.args[position];

function isLightningCli({ node, frame }: Site<CallNode>, index: ModuleIndex): boolean {
  if (!node.args.length && !node.keywords.length) return false;
  const name = qualifiedName(node.func, frame, index);
  if (name === undefined || name === cli) return name === cli;
  const own = /^\.\w+$/.test(name) ? classNamed(name.slice(1), index) : undefined;
  return own?.node.bases.some((base) => qualifiedName(base, own.frame, index) === cli) ?? false;
}

const cli = 'lightning.cli.LightningCLI';
