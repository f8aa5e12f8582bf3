import type { SourceFile } from '../../text/span';
import type { ImportFact } from './facts/imports';
import type { Outline } from './outline';

const statement =
  /from(?:[ \t]+|(?=\.))([.\w]+(?:[ \t]+(?!import\b)[.\w]+)*)[ \t]*(?:\\\r?\n[ \t]*)?import\b[ \t]*(\([^)]*\)|(?:\\\r?\n|[^#;\n])*)|import[ \t]+((?:\\\r?\n|[^#;\n])*)/y;

/**
 * The imports of a file without parsing it, which makes following them many times faster. An import at the margin always runs and has
 * no guard; an indented one counts as conditional, whatever it is indented under. Imports after a `;` or on the line of an `if`, and
 * dynamic imports, are missed. The full facts have all of those.
 */
export function scanImports({ path, text }: SourceFile, { imports }: Outline): ImportFact[] {
  const found: ImportFact[] = [];
  for (const { offset, under } of imports) {
    if (under === 'type-checking') continue;
    statement.lastIndex = offset;
    const match = statement.exec(text);
    if (!match) continue;
    const [whole, from, imported, plain] = match;
    const base = { guard: under === 'margin' ? ('none' as const) : ('condition' as const), lazy: false, dynamic: false };
    if (from !== undefined) {
      const dots = /^[. \t]*/.exec(from)?.[0] ?? '';
      const start = offset + whole.indexOf(from, 'from'.length);
      found.push({
        ...base,
        module: from.slice(dots.length).trim(),
        level: dots.replace(/[^.]/g, '').length,
        names: namesIn(imported ?? '').map((name) => ({ name, span: { file: path, start, end: start + from.length } })),
        span: { file: path, start, end: start + from.trimEnd().length },
      });
    } else if (plain !== undefined) {
      let at = offset + whole.length - plain.length;
      for (const part of plain.split(',')) {
        const module = /^(?:\s|\\)*([\w.]+)/.exec(part);
        if (module?.[1]) {
          const start = at + module[0].length - module[1].length;
          found.push({
            ...base,
            module: module[1],
            level: 0,
            names: undefined,
            span: { file: path, start, end: start + module[1].length },
          });
        }
        at += part.length + 1;
      }
    }
  }
  return found;
}

const namesIn = (imported: string): string[] =>
  imported
    .replace(/#[^\n]*/g, '')
    .replace(/[()\\]/g, ' ')
    .split(',')
    .flatMap((part) => /^\s*(\w+|\*)/.exec(part)?.[1] ?? []);
