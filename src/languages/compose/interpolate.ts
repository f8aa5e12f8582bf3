import type { Span } from '../../text/span';
import type { Segment } from '../shell';
import type { TextPiece } from '../yaml';

/** The variables of `.env`. Whoever runs compose can override each of them. */
export type Environment = ReadonlyMap<string, string>;

/** A character of a value with its place. */
interface Cursor {
  readonly text: string;
  readonly segments: (start: number, end: number) => readonly Segment[];
  readonly spanOf: (start: number, end: number) => Span;
  readonly environment: Environment;
}

/** The segments of a value with `${NAME}`, `${NAME:-default}`, `$$` and so on replaced as compose does. */
export function interpolate(pieces: readonly TextPiece[], environment: Environment): readonly Segment[] {
  const text = pieces.map((piece) => piece.text).join('');
  if (!text.includes('$')) return segmentsOf(pieces, 0, text.length);
  const cursor: Cursor = {
    text,
    environment,
    segments: (start, end) => segmentsOf(pieces, start, end),
    spanOf: (start, end) => coveringSpan(segmentsOf(pieces, start, end), pieces),
  };
  return expanded(cursor, 0, text.length, 0);
}

function expanded(cursor: Cursor, from: number, to: number, depth: number): readonly Segment[] {
  const { text } = cursor;
  const found: Segment[] = [];
  let plain = from;
  for (let at = text.indexOf('$', from); at >= 0 && at < to; ) {
    const end = endOfReference(text, at, to);
    if (end === undefined) {
      at = text.indexOf('$', at + 1);
      continue;
    }
    found.push(...cursor.segments(plain, at), ...replacementOf(cursor, at, end, depth));
    plain = end;
    at = text.indexOf('$', end);
  }
  return [...found, ...cursor.segments(plain, to)];
}

function endOfReference(text: string, start: number, limit: number): number | undefined {
  if (text.startsWith('$$', start)) return start + 2;
  if (!text.startsWith('${', start)) {
    const name = /^\$[A-Za-z_]\w*/.exec(text.slice(start, start + 200))?.[0];
    return name === undefined ? undefined : start + name.length;
  }
  let depth = 0;
  for (let at = start + 1; at < limit; at += 1) {
    if (text.charAt(at) === '{') depth += 1;
    else if (text.charAt(at) === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

function replacementOf(cursor: Cursor, start: number, end: number, depth: number): readonly Segment[] {
  const written = cursor.text.slice(start, end);
  const span = cursor.spanOf(start, end);
  if (written === '$$') return [{ text: '$', span }];
  const [head = '', name = '', operator = ''] = /^\$\{?([A-Za-z_]\w*)(:?[-+?])?/.exec(written) ?? [];
  if (name === '') return [{ text: null, span, unknown: { reason: 'unsupported' } }];
  const given = cursor.environment.get(name);
  if (given !== undefined && !operator.endsWith('+')) return [{ text: given, span, defaultOf: name }];
  if (!operator.endsWith('-') || depth > 8) return [{ text: null, span, unknown: { reason: 'variable', name } }];
  const fallback = expanded(cursor, start + head.length, end - 1, depth + 1);
  if (fallback.length === 0) return [{ text: '', span, defaultOf: name }];
  return fallback.map((segment) => ({ ...segment, defaultOf: segment.defaultOf ?? name }));
}

function segmentsOf(pieces: readonly TextPiece[], from: number, to: number): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const { text, span, isPlain } of pieces) {
    const start = Math.max(from - at, 0);
    const end = Math.min(to - at, text.length);
    if (start < end) {
      const place = isPlain ? { ...span, start: span.start + start, end: span.start + end } : span;
      segments.push({ text: text.slice(start, end), span: place });
    }
    at += text.length;
  }
  return segments;
}

function coveringSpan(segments: readonly Segment[], pieces: readonly TextPiece[]): Span {
  const first = segments[0]?.span ?? pieces[0]?.span ?? { file: '', start: 0, end: 0 };
  return { ...first, end: segments.at(-1)?.span.end ?? first.end };
}
