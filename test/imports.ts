import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

/** One import of a file of ours by another. Paths are from the root of the repository. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** Only types are imported, so that nothing is loaded. */
  readonly typeOnly: boolean;
  /** Loaded when it is called for, by `import('…')`. */
  readonly lazy: boolean;
}

const root = join(__dirname, '..');

/** TypeScript files below a folder, sorted. */
export const sourceFiles = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => posix.join(folder, file.split(sep).join('/')))
    .sort();

const statement = /^(?:import|export)\s+(type\s)?(?:([^'";]*?)\sfrom\s+)?'(\.[^']*)'/gm;
const call = /\bimport\('(\.[^']*)'\)(\.[A-Z])?/g;

/** What a file imports of ours: statements, `import('…')`, and `import('…').Type`. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [
    ...[...text.matchAll(statement)].map(([, type, names, to = '']) => ({
      from: file,
      to: resolved(file, to),
      typeOnly: type !== undefined || onlyTypes(names),
      lazy: false,
    })),
    ...[...text.matchAll(call)].map(([, to = '', member]) => ({
      from: file,
      to: resolved(file, to),
      typeOnly: member !== undefined,
      lazy: member === undefined,
    })),
  ];
}

const onlyTypes = (names: string | undefined): boolean => {
  const listed = /^\{(.*)\}$/s
    .exec(names?.trim() ?? '')?.[1]
    ?.split(',')
    .map((name) => name.trim());
  return listed?.filter((name) => name !== '').every((name) => name.startsWith('type ')) ?? false;
};

function resolved(from: string, to: string): string {
  const path = posix.join(posix.dirname(from), to);
  return [`${path}.ts`, `${path}/index.ts`].find((each) => existsSync(join(root, each))) ?? path;
}

/** Groups of nodes that reach each other (Tarjan), those of one node left out; each sorted. */
export function circles(arrows: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    open.push(node);
    for (const next of arrows.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(next)!));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const circle = open.splice(open.indexOf(node));
    if (circle.length > 1) found.push(circle.sort());
  };
  for (const node of arrows.keys()) if (!order.has(node)) visit(node);
  return found;
}
