import type { Span } from '../../../text/span';
import { type Scope, type Source, spanOf } from '../state/scope';
import type { Shell } from '../state/shell';
import { findVariable } from '../state/variables';
import type { Text } from '../values/text';
import { addLiteral, addText, type Builder } from './fields';

/** What text is quoted by, which decides what a backslash escapes: `operand` is that of `${x:-…}`, `document` a here-document. */
export type Quoting = 'none' | 'double' | 'operand' | 'document';

/** Where a literal is in its word, and how `~` is read in the word. */
export interface LiteralPlace {
  readonly tilde: 'word' | 'assignment' | 'none';
  readonly first: boolean;
  readonly last: boolean;
}

/** Adds a literal part of a word: replaces `~` by a folder and resolves backslashes. */
export function expandLiteral(
  shell: Shell,
  scope: Scope,
  node: { readonly pos: number; readonly end: number },
  builder: Builder,
  quoting: Quoting,
  { tilde, first, last }: LiteralPlace,
): void {
  const raw = scope.source.text.slice(node.pos, node.end);
  if (quoting === 'none' && tilde !== 'none' && raw.includes('~')) {
    let at = 0;
    for (const found of tildesIn(raw, tilde, first, last)) {
      addRaw(builder, scope.source, node.pos + at, raw.slice(at, found.start), quoting);
      const home = tildeText(shell, scope, raw.slice(found.start, found.end), node.pos + found.start);
      addText(builder, home, true, false);
      at = found.end;
    }
    addRaw(builder, scope.source, node.pos + at, raw.slice(at), quoting);
    return;
  }
  addRaw(builder, scope.source, node.pos, raw, quoting);
}

/**
 * The offsets of each `~` that stands for a folder: at the beginning, and after `:` in an assignment. A word that looks like an
 * assignment counts as one.
 */
function tildesIn(raw: string, tilde: 'word' | 'assignment', first: boolean, last: boolean): { start: number; end: number }[] {
  const name = tilde === 'word' && first ? /^[A-Za-z_]\w*\+?=/.exec(raw)?.[0].length : undefined;
  const offset = name ?? 0;
  const found: { start: number; end: number }[] = [];
  const expression = tilde === 'assignment' || name !== undefined ? /(^|:)(~[+-]?)(?=[/:]|$)/g : /(^)(~[+-]?)(?=\/|$)/g;
  for (const match of raw.slice(offset).matchAll(expression)) {
    const start = offset + match.index + match[1]!.length;
    const end = start + match[2]!.length;
    if (start === 0 && !first) continue;
    if (end === raw.length && !last) continue;
    found.push({ start, end });
  }
  return found;
}

function tildeText(shell: Shell, scope: Scope, written: string, pos: number): Text {
  const span = spanOf(scope.source, { pos, end: pos + written.length });
  const name = written === '~+' ? 'PWD' : written === '~-' ? 'OLDPWD' : 'HOME';
  const found = findVariable(shell, name);
  const value = found === 'unknown' || found === undefined ? undefined : found.elements[0]?.value;
  return value ? value.map((segment) => (segment.text === null ? segment : { ...segment, span })) : [{ text: written, span }];
}

/** The characters that a backslash escapes. Outside quotes it escapes any. */
const escapable: Record<Quoting, RegExp | undefined> = {
  none: undefined,
  double: /[$`"\\\n]/,
  operand: /[$`"\\\n}]/,
  document: /[$`\\\n]/,
};

/** Adds literal text and resolves its backslashes. The pieces between them keep their own spans. */
export function addRaw(builder: Builder, source: Source, pos: number, raw: string, quoting: Quoting, shifted = false): void {
  const quoted = quoting !== 'none';
  const place = (start: number, end: number): Span =>
    shifted ? builder.span : spanOf(source, { pos: pos + start, end: pos + end });
  const add = (start: number, end: number): void => {
    const cuts = shifted ? undefined : source.embedded?.cuts(pos + start, pos + end);
    let at = start;
    for (const cut of [...(cuts ?? []).map((offset) => offset - pos), end]) {
      if (cut > at) addLiteral(builder, { text: raw.slice(at, cut), span: place(at, cut) }, quoted);
      at = cut;
    }
  };
  if (!raw.includes('\\')) {
    add(0, raw.length);
    return;
  }
  let from = 0;
  const flush = (to: number): void => add(from, to);
  for (let at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', at)) {
    const next = raw[at + 1];
    if (next === undefined || (escapable[quoting] && !escapable[quoting].test(next))) {
      at += 1;
      continue;
    }
    flush(at);
    if (next !== '\n') {
      const segment = { text: next, span: place(at, at + 2) };
      addText(builder, [segment], true, false);
    }
    at += 2;
    from = at;
  }
  flush(raw.length);
}
