import type { SourceFile } from '../text/span';
import type { ImportFact } from './facts/imports';

/** Strings and comments, which are stepped over, and import statements at the start of a line. */
const token =
  /'''(?:[^\\']|\\[\s\S]|'(?!''))*(?:'''|$)|"""(?:[^\\"]|\\[\s\S]|"(?!""))*(?:"""|$)|'(?:[^\\'\n]|\\[\s\S])*'?|"(?:[^\\"\n]|\\[\s\S])*"?|#[^\n]*|^([ \t]*)(?:from[ \t]+([.\w \t]+?)[ \t]*(?:\\\n[ \t]*)?import\b[ \t]*(\([^)]*\)|(?:\\\r?\n|[^#;\n])*)|import[ \t]+((?:\\\r?\n|[^#;\n])*))|^(?:if|try|def|class|async|else|elif|except|with|for|while)\b/gm;

/**
 * The imports of a file without parsing it: for following them, at many times the speed. What stands at the margin is sure to run
 * and has no guard; what is indented is taken for conditional, whatever it is indented under. Not seen: imports behind `;` or on the
 * line of an `if`, and dynamic ones. The full facts have all that.
 */
export function scanImports(file: SourceFile): ImportFact[] {
  const found: ImportFact[] = [];
  const { text } = file;
  let typeChecking = false;
  for (const match of text.matchAll(token)) {
    const [whole, indent, from, imported, plain] = match;
    if (indent === undefined) {
      if (/^[a-z]/.test(whole))
        typeChecking = whole === 'if' && /^if[^\n]*TYPE_CHECKING/.test(text.slice(match.index, match.index + 200));
      continue;
    }
    if (typeChecking && indent !== '') continue;
    typeChecking &&= indent !== '';
    const base = { guard: indent === '' ? ('none' as const) : ('condition' as const), lazy: false, dynamic: false };
    if (from !== undefined) {
      const dots = /^[. \t]*/.exec(from)?.[0] ?? '';
      const start = match.index + whole.indexOf(from, indent.length + 4);
      const module = from.slice(dots.length).trim();
      found.push({
        ...base,
        module,
        level: dots.replace(/[^.]/g, '').length,
        names: namesIn(imported ?? '').map((name) => ({ name, span: { file: file.path, start, end: start + from.length } })),
        span: { file: file.path, start, end: start + from.trimEnd().length },
      });
    } else if (plain !== undefined) {
      let at = match.index + whole.length - plain.length;
      for (const part of plain.split(',')) {
        const module = /^(?:\s|\\)*([\w.]+)/.exec(part);
        if (module?.[1]) {
          const start = at + module[0].length - module[1].length;
          found.push({
            ...base,
            module: module[1],
            level: 0,
            names: undefined,
            span: { file: file.path, start, end: start + module[1].length },
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
