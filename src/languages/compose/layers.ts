import { type Fields, fieldsOf, type YamlDocument, type YamlPath } from '../yaml';

/** A value of a compose file with its place. */
export interface Node {
  readonly yaml: YamlDocument;
  readonly path: YamlPath;
  readonly value: unknown;
  /** The folder of the file, absolute: what relative paths start from. */
  readonly folder: string;
}

/** Opens the file that `extends` names, given as it is written. */
export type OpenFile = (from: Node, file: string) => { readonly yaml: YamlDocument; readonly folder: string } | undefined;

/** The entries of a mapping. Those of `<<` come in where the mapping has no entry of its own. */
export function entriesOf(node: Node): ReadonlyMap<string, Node> {
  const entries = new Map<string, Node>();
  const add = (mapping: Fields, path: YamlPath, depth: number): void => {
    for (const [name, value] of Object.entries(mapping))
      if (name !== '<<' && !entries.has(name)) entries.set(name, { ...node, path: [...path, name], value });
    const merged = mapping['<<'];
    if (depth > 8) return;
    if (Array.isArray(merged)) for (const [at, each] of merged.entries()) add(fieldsOf(each), [...path, '<<', at], depth + 1);
    else add(fieldsOf(merged), [...path, '<<'], depth + 1);
  };
  add(fieldsOf(node.value), node.path, 0);
  return entries;
}

/** The items of a list, or of a single value. */
export function itemsOf(node: Node): readonly Node[] {
  if (!Array.isArray(node.value)) return node.value === null || node.value === undefined ? [] : [node];
  return node.value.map((value, at) => ({ ...node, path: [...node.path, at], value }));
}

/** A service with those that it extends: the last layer counts most. Undefined where one of them can't be found. */
export type Layers = readonly ReadonlyMap<string, Node>[];

export function layersOf(service: Node, open: OpenFile, depth = 0): Layers | undefined {
  const entries = entriesOf(service);
  const base = entries.get('extends');
  if (!base) return [entries];
  const below = depth > 8 ? undefined : extended(base, open);
  const layers = below && layersOf(below, open, depth + 1);
  return layers && [...layers, entries];
}

function extended(base: Node, open: OpenFile): Node | undefined {
  const { file, service } = fieldsOf(base.value);
  const name = typeof base.value === 'string' ? base.value : service;
  if (typeof name !== 'string') return undefined;
  const opened = typeof file === 'string' ? open(base, file) : base;
  const value = opened && fieldsOf(fieldsOf(opened.yaml.value).services)[name];
  return value === undefined || !opened
    ? undefined
    : { yaml: opened.yaml, folder: opened.folder, path: ['services', name], value };
}

/** The value that counts. Undefined where no layer has one. */
export const single = (layers: Layers, name: string): Node | undefined =>
  layers.findLast((layer) => (layer.get(name)?.value ?? null) !== null)?.get(name);

/** The items of all layers. */
export const listed = (layers: Layers, name: string): readonly Node[] =>
  layers.flatMap((layer) => {
    const node = layer.get(name);
    return node ? itemsOf(node) : [];
  });

/** The nodes of a field in all layers, lowest first. */
export const everyLayer = (layers: Layers, name: string): readonly Node[] => layers.flatMap((layer) => layer.get(name) ?? []);
