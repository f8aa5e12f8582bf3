import type { CST } from 'yaml';

/** Levels of mappings and lists that are read, of any form. */
export const maxDepth = 100;

/** Levels of mappings and lists inside keys. The library writes such a key as text, once for each level around it. */
const maxKeyDepth = 8;

interface Open {
  readonly token: CST.Token;
  readonly depth: number;
  readonly keyDepth: number;
}

/** The offset of a mapping or list that is nested too deeply; undefined where none is. */
export function tooDeepAt(tokens: readonly CST.Token[]): number | undefined {
  const open: Open[] = tokens.map((token) => ({ token, depth: 0, keyDepth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth, keyDepth } = next;
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth, keyDepth });
    if (!('items' in token)) continue;
    if (depth >= maxDepth || keyDepth > maxKeyDepth) return token.offset;
    for (const { key, value } of token.items) {
      if (key) open.push({ token: key, depth: depth + 1, keyDepth: keyDepth + 1 });
      if (value) open.push({ token: value, depth: depth + 1, keyDepth: keyDepth === 0 ? 0 : keyDepth + 1 });
    }
  }
  return undefined;
}
