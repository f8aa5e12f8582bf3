import { firstMatch } from '../../../text/configured-pattern';
import { normalName } from './requirement';

/** The content of `rules/tables/python-packages.yaml`, by which imports are matched with distributions. */
export interface PackageTable {
  readonly imports: { readonly [module: string]: readonly string[] };
  readonly brings: { readonly [distribution: string]: readonly string[] };
  readonly images: readonly { readonly image: string; readonly brings: readonly string[] }[];
  readonly common: readonly string[];
  readonly seldom: readonly string[];
}

/** The distributions that provide a module, the usual one first. */
export function providersOf(module: string, table: PackageTable): readonly string[] {
  const parts = module.split('.');
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('.');
    const listed = Object.hasOwn(table.imports, name) ? table.imports[name] : undefined;
    if (listed) return listed;
  }
  return [normalName(parts[0] ?? '')];
}

/** Distributions with all that they install. `unknown` are those among `names` whose own requirements aren't in the table. */
export function withDependencies(
  names: Iterable<string>,
  table: Pick<PackageTable, 'brings'>,
): { readonly all: ReadonlySet<string>; readonly unknown: readonly string[] } {
  const all = new Set<string>();
  const asked = [...names];
  const queue = [...asked];
  while (queue.length) {
    const name = queue.pop() as string;
    if (all.has(name)) continue;
    all.add(name);
    const brought = Object.hasOwn(table.brings, name) ? table.brings[name] : undefined;
    if (brought) queue.push(...brought);
  }
  return { all, unknown: asked.filter((name) => !Object.hasOwn(table.brings, name)) };
}

/** The distributions in an image; undefined for an image that isn't in the table. */
export function imageDistributions(image: string, table: Pick<PackageTable, 'images'>): readonly string[] | undefined {
  const patterns = table.images.map((entry) => entry.image);
  return table.images[firstMatch(patterns, image)]?.brings;
}
