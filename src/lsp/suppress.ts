import type { Edit } from '../api/rule';
import { parseYaml } from '../languages/yaml';

/** An entry under `suppressions` in a configuration in YAML. Undefined where it can't be added without changing anything else. */
export function suppressionEdit(
  { path, text }: { readonly path: string; readonly text: string },
  rule: string,
  file: string,
  reason: string,
): Edit | undefined {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const before = countIn(path, text);
  if (before === undefined) return undefined;
  const entry = `- { rule: ${JSON.stringify(rule)}, files: ${JSON.stringify(file)}, reason: ${JSON.stringify(reason)} }`;
  const key = /^suppressions:[ \t]*(?:#[^\r\n]*)?\r?\n([ \t]*)-/m.exec(text);
  const edit: Edit = key
    ? { file: path, ...at(key.index + key[0].lastIndexOf('\n') + 1), text: `${key[1] ?? ''}${entry}${newline}` }
    : {
        file: path,
        ...at(text.length),
        text: `${text === '' || text.endsWith('\n') ? '' : newline}suppressions:${newline}  ${entry}${newline}`,
      };
  const after = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  return countIn(path, after) === before + 1 ? edit : undefined;
}

const at = (offset: number) => ({ start: offset, end: offset });

/** How many suppressions there are. Undefined if the text can't be read as a configuration. */
function countIn(path: string, text: string): number | undefined {
  const { value, problems } = parseYaml({ path, text });
  if (problems.length > 0 || (typeof value !== 'object' && value !== undefined)) return undefined;
  const { suppressions } = Object(value) as { readonly suppressions?: unknown };
  return suppressions === undefined ? 0 : Array.isArray(suppressions) ? suppressions.length : undefined;
}
