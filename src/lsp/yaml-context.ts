/** Where a cursor is in YAML that may be incomplete. */
export interface YamlContext {
  /** The keys from the top down to the mapping or list; `0` for any item of a list. */
  readonly path: readonly (string | number)[];
  /** What can be written: a key of the mapping at the path, or the value of the key that ends the path. */
  readonly kind: 'key' | 'value';
  /** Where the word that is being written begins. */
  readonly start: number;
}

const keyBefore = /^([ \t]*(?:- +)*)("[^"]*"|'[^']*'|[^\s#:{}[\],"'-][^\s:{}[\],]*)[ \t]*:(?:[ \t]|$)/;
const ownKey = /^("[^"]*"|'[^']*'|[^\s#:{}[\],"'-][^\s:{}[\],]*)[ \t]*:[ \t]+["']?$/;

/** Finds out by indentation, line by line upwards, what a cursor is in. Undefined within a comment. */
export function yamlContextAt(text: string, offset: number): YamlContext | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  if (/(?:^|\s)#/.test(line)) return undefined;
  const above = text.slice(0, lineStart).split(/\r?\n/).slice(0, -1);
  const before = line.slice(0, wordStart(line));
  const start = lineStart + before.length;
  const [, lead = '', name] = keyBefore.exec(line) ?? [];
  const flow = name === undefined ? undefined : before.slice(lead.length + name.length).lastIndexOf('{');
  if (name !== undefined && flow !== undefined && flow >= 0) {
    const inside = before.slice(lead.length + name.length + flow + 1);
    const parent = [...pathTo(above, lead), unquoted(name)];
    const own = ownKey.exec(inside.slice(inside.lastIndexOf(',') + 1).trimStart())?.[1];
    return own === undefined ? { path: parent, kind: 'key', start } : { path: [...parent, unquoted(own)], kind: 'value', start };
  }
  if (name !== undefined && before.trimEnd() !== '') {
    const inList = before.lastIndexOf('[') > Math.max(before.lastIndexOf(']'), lead.length + name.length);
    return { path: [...pathTo(above, lead), unquoted(name), ...(inList ? [0] : [])], kind: 'value', start };
  }
  const bare = /^[ \t]*(?:- +)*["']?/.exec(line)?.[0] ?? '';
  return bare.length >= before.length ? { path: pathTo(above, bare.replace(/["']$/, '')), kind: 'key', start } : undefined;
}

/** The keys above a line that begins with a lead of blanks and dashes. */
function pathTo(above: readonly string[], lead: string): readonly (string | number)[] {
  const path: (string | number)[] = [];
  let indent = lead.length;
  if (lead.includes('-')) {
    path.unshift(0);
    indent = lead.lastIndexOf('-');
  }
  for (let index = above.length - 1; index >= 0; index--) {
    const line = above[index] ?? '';
    if (/^\s*(?:#|$)/.test(line)) continue;
    const [, own = '', name] = keyBefore.exec(line) ?? [];
    const isItem = own.includes('-');
    // A list may be as far in as its key.
    const isParent = name !== undefined && (own.length < indent || (path[0] === 0 && !isItem && own.length === indent));
    if (!isParent) continue;
    path.unshift(unquoted(name));
    indent = own.length;
    if (isItem) {
      path.unshift(0);
      indent = own.indexOf('-');
    }
    if (indent === 0 && !isItem) break;
  }
  return path;
}

const unquoted = (name: string): string => name.replace(/^(["'])(.*)\1$/, '$2');

/** Where the word at the end of a line begins. */
function wordStart(line: string): number {
  let start = line.length;
  while (start > 0 && !/[\s:{}[\],"']/.test(line[start - 1]!)) start--;
  return start;
}
