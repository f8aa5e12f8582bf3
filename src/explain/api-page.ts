import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fence } from '../reporters/rule-markdown';

/** Something that a plugin can import. */
export interface ApiExport {
  readonly name: string;
  /** Its declaration, without a body. */
  readonly declaration: string;
  /** Its docstring, as Markdown. Empty if it has none. */
  readonly docs: string;
}

export interface ApiGroup {
  readonly heading: string;
  readonly exports: readonly ApiExport[];
}

interface Module {
  /** From the root. */
  readonly path: string;
  readonly text: string;
}

/** Reads a module by the path in an `import` of the file `from`. */
type ReadModule = (specifier: string, from: string) => Module;

/**
 * The exports of `src/api/index.ts`, grouped by its headings (comments of the form `// --- Rules ---`). Follows each export to its
 * declaration, through any number of files below `root`. Throws if an export has no declaration.
 */
export function apiGroups(root: string): readonly ApiGroup[] {
  const module = (path: string): Module => ({ path, text: readFileSync(join(root, path), 'utf8') });
  const read: ReadModule = (specifier, from) => {
    const path = join(dirname(from), specifier);
    return module(existsSync(join(root, `${path}.ts`)) ? `${path}.ts` : join(path, 'index.ts'));
  };
  const index = module('src/api/index.ts');
  const parts = index.text.split(/^\/\/ --- (.+?) -*$/m).slice(1);
  const groups: ApiGroup[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const exports = exportsOf(parts[at + 1] ?? '', index.path, read);
    groups.push({ heading: parts[at] ?? '', exports: exports.sort((a, b) => (a.name < b.name ? -1 : 1)) });
  }
  return groups;
}

function exportsOf(text: string, path: string, read: ReadModule): ApiExport[] {
  const found: ApiExport[] = [];
  for (const { names, specifier } of passedOn(text)) {
    const module = read(specifier, path);
    for (const { name, as } of names) found.push({ ...declarationOf(name, module, read), name: as });
  }
  return found;
}

interface PassedOn {
  readonly names: readonly { readonly name: string; readonly as: string }[];
  readonly specifier: string;
}

/** `export { a, type B as C } from './module'` */
function passedOn(text: string): readonly PassedOn[] {
  return [...text.matchAll(/^export (?:type )?\{([^{}]*)\} from '([^']*)';/gm)].map(([, list = '', specifier = '']) => ({
    specifier,
    names: list
      .split(',')
      .map((entry) => entry.trim().replace(/^type /, ''))
      .filter((entry) => entry !== '')
      .map((entry) => {
        const [name = '', as = name] = entry.split(' as ');
        return { name, as };
      }),
  }));
}

function declarationOf(name: string, module: Module, read: ReadModule): ApiExport {
  const { path, text } = module;
  const start = declared(text).get(name);
  if (start !== undefined) return { name, declaration: declarationAt(text, start), docs: docsBefore(text, start) };
  for (const { names, specifier } of passedOn(text)) {
    const source = names.find(({ as }) => as === name);
    if (source) return { ...declarationOf(source.name, read(specifier, path), read), name };
  }
  for (const [, specifier = ''] of text.matchAll(/^export (?:type )?\* from '([^']*)';/gm)) {
    const found = read(specifier, path);
    const names = [...declared(found.text).keys(), ...passedOn(found.text).flatMap((each) => each.names.map(({ as }) => as))];
    if (names.includes(name)) return declarationOf(name, found, read);
  }
  throw new Error(`${path} doesn't export ${name}`);
}

/** Where a module declares what it exports, by name. */
const declared = (text: string): ReadonlyMap<string, number> =>
  new Map(
    [...text.matchAll(/^export (?:abstract )?(?:async )?(?:class|const|function\*?|interface|type) (\w+)/gm)]
      .reverse()
      .map(({ 1: name = '', index }) => [name, index]),
  );

/** A whole type. For a function or a value, what comes before its body. */
function declarationAt(text: string, start: number): string {
  const statement = statementAt(text, start);
  if (/^export (?:interface|type) /.test(statement)) return statement;
  if (/^export const /.test(statement)) {
    const arrow = /^[^\n]*(?:\n {2}[^\n]*)*?(?= =>)/.exec(statement)?.[0];
    if (arrow !== undefined && / = (?:async )?[(<]/.test(arrow)) return arrow.trim();
    return statement.includes('\n') ? (/^export const \w+(?:: [^=]+)?/.exec(statement)?.[0] ?? '').trim() : statement;
  }
  return (/^[\s\S]*?(?= \{\n)/.exec(statement)?.[0] ?? statement).trim();
}

/** A statement of formatted code: its first line, then all lines that are indented, empty, or close a bracket. */
const statementAt = (text: string, start: number): string =>
  (/^[^\n]*(?:\n(?:[ )}\]>][^\n]*)?)*/.exec(text.slice(start))?.[0] ?? '').trim();

function docsBefore(text: string, start: number): string {
  const before = text.slice(0, start);
  const inside = before.endsWith('*/\n') ? before.slice(before.lastIndexOf('/**') + '/**'.length, -'*/\n'.length) : '';
  const comment = inside.includes('*/') ? '' : inside;
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .join('\n')
    .trim();
}

/** The page of the interface: a section for each group, with a heading for each export. */
export function apiPage(groups: readonly ApiGroup[]): string {
  const sections = groups.map(({ heading, exports }) => {
    const entries = exports.map(
      ({ name, declaration, docs }) => `### ${name}\n\n${docs}${docs === '' ? '' : '\n\n'}${fence(declaration, 'ts')}`,
    );
    return `## ${heading}\n\n${entries.join('\n\n')}`;
  });
  return `# What a plugin can import\n\nThese are the exports of the package \`cvl\`, as in \`import { definePlugin, defineRule } from 'cvl'\`. The built-in rules use the same interface and nothing else. \`cvl/testing\` has functions for testing rules. \`npm run docs\` generates this page from \`src/api/index.ts\`.\n\n${sections.join('\n\n')}\n`;
}
