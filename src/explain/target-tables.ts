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

type Member = Field & { readonly type: string };

/** The members of an interface, formatted as Biome does: two spaces, a comment above. */
function fieldsOf(declaration: string): readonly Member[] {
  const members: Member[] = [];
  let docs: string[] = [];
  let text = '';
  for (const line of declaration.split('\n')) {
    if (text === '' && /^ {2} ?(?:\/\*\*|\*)/.test(line)) docs.push(line);
    else if (text !== '' || /^ {2}\w/.test(line)) text += `${line}\n`;
    if (!text.endsWith(';\n') || depthOf(text, '{', '}') > 0) continue;
    members.push({ ...memberIn(text.trim().replace(/^readonly /, '')), docs: docs.map(commented).join(' ').trim() });
    text = '';
    docs = [];
  }
  return members;
}

/** `name?: type;` and `name(parameters): type;` */
function memberIn(text: string): { readonly name: string; readonly type: string } {
  let end = text.search(/[:(]/);
  while (depthOf(text.slice(0, end), '(', ')') > 0 || text.charAt(end) === '(') end = text.indexOf(':', end + 1);
  return { name: text.slice(0, end), type: text.slice(end + 2, -1) };
}

const depthOf = (text: string, open: string, close: string): number => text.split(open).length - text.split(close).length;

const commented = (line: string): string =>
  line
    .trim()
    .replace(/^\/?\*+\/? ?/, '')
    .replace(/ ?\*\/$/, '');

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|');

const code = (type: string): string => `\`${type.replace(/\s+/g, ' ').replaceAll('|', '\\|')}\``;
