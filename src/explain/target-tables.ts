import type { ApiGroup } from './api-page';

interface Field {
  readonly name: string;
  readonly docs: string;
}

/** The fields of what rules of each scope are handed, as Markdown: a table for each scope, from the declarations of the interface. */
export function targetTables(groups: readonly ApiGroup[]): string {
  const declarations = new Map(groups.flatMap(({ exports }) => exports.map(({ name, ...rest }) => [name, rest] as const)));
  const scopes = fieldsOf(declarations.get('Targets')?.declaration ?? '');
  const described = new Set<string>();
  const parents = (declaration: string): readonly string[] => {
    const [, name = ''] = /^export interface \w+ extends (\w+)/.exec(declaration) ?? [];
    const parent = declarations.get(name)?.declaration;
    return parent === undefined ? [] : [...parents(parent), parent];
  };
  const sections = scopes.flatMap(({ name: scope, type }) => {
    const target = declarations.get(type);
    if (!target) throw new Error(`src/api doesn't export ${type}, which rules of the scope ${scope} check.`);
    const head = `### ${scope}: [\`${type}\`](api.md#${type.toLowerCase()})`;
    if (described.has(type)) return [`${head}\n\n${inOneLine(target.docs)} The fields are those above.`];
    described.add(type);
    const rows = [...parents(target.declaration), target.declaration]
      .flatMap(fieldsOf)
      .map((field) => `| \`${field.name}\` | ${code(field.type)} | ${inOneLine(field.docs)} |`);
    return [`${head}\n\n${inOneLine(target.docs)}\n\n| field | type | what it is |\n| --- | --- | --- |\n${rows.join('\n')}`];
  });
  return `${sections.join('\n\n')}\n`;
}

/** The members of an interface, formatted as Biome does: two spaces, a comment above. */
function fieldsOf(declaration: string): readonly (Field & { readonly type: string })[] {
  const member =
    /^ {2}(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2})?(?:readonly )?(\w+)(\??(?:\(.*\))?): ((?:\{[^{}]*\}|[^;{}])*);$/gm;
  return [...declaration.matchAll(member)].map(([, docs = '', name = '', suffix = '', type = '']) => ({
    name: `${name}${suffix}`,
    docs: docs.replace(/^\s*\* ?/gm, ''),
    type,
  }));
}

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|');

const code = (type: string): string => `\`${type.replace(/\s+/g, ' ').replaceAll('|', '\\|')}\``;
