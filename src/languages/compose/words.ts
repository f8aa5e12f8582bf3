import type { Span } from '../../text/span';
import { maskedText, type Segment, UNKNOWN_MARK, type Word, wordSlice } from '../shell';
import { type Environment, interpolate } from './interpolate';
import type { Node } from './layers';

/** Where a value is written. */
export const spanOf = ({ yaml, path }: Node): Span => yaml.valueSpan(path) ?? yaml.nearestSpan(path);

/** Where the name of a field is written. */
export const keySpanOf = ({ yaml, path }: Node): Span => yaml.keySpan(path) ?? yaml.nearestSpan(path);

/** A value as one word, with its variables replaced. */
export function wordOf(node: Node, environment: Environment): Word {
  const span = spanOf(node);
  const pieces = node.yaml.textPieces(node.path);
  const isText = pieces.length > 0 && typeof node.value === 'string';
  return { segments: isText ? interpolate(pieces, environment) : [{ text: String(node.value ?? ''), span }], span };
}

/** A word of cvl's own that stands for a field. */
export const literalWord = (text: string, span: Span): Word => ({ segments: [{ text, span }], span });

/** One word out of several pieces. */
export function joined(pieces: readonly (Word | string)[], span: Span): Word {
  const segments = pieces.flatMap((piece): readonly Segment[] =>
    typeof piece === 'string' ? [{ text: piece, span: { ...span, end: span.start } }] : piece.segments,
  );
  return { segments, span };
}

/** The words of a command that is written as one text. Compose splits it as a shell does, but replaces nothing. */
export function splitWords(whole: Word): readonly Word[] {
  const text = maskedText(whole);
  const words: Word[] = [];
  let ranges: (readonly [number, number])[] = [];
  let isOpen = false;
  let quote = '';
  const take = (from: number, to: number): void => {
    isOpen = true;
    const last = ranges.at(-1);
    if (last && last[1] === from) ranges[ranges.length - 1] = [last[0], to];
    else ranges.push([from, to]);
  };
  const close = (): void => {
    if (isOpen) words.push(wordFrom(whole, ranges));
    ranges = [];
    isOpen = false;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\' && quote !== "'" && at + 1 < text.length) {
      take(at + 1, at + 2);
      at += 1;
    } else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
      isOpen = true;
    } else if (quote === '' && /\s/.test(character)) close();
    else take(at, at + 1);
  }
  close();
  return words;
}

function wordFrom(whole: Word, ranges: readonly (readonly [number, number])[]): Word {
  const slices = ranges.map(([from, to]) => wordSlice(whole, from, to));
  const segments = slices.flatMap((slice) => slice.segments);
  const [first] = segments;
  const last = segments.at(-1);
  const span =
    first && last && first.span.file === last.span.file
      ? { ...first.span, end: Math.max(first.span.end, last.span.end) }
      : whole.span;
  return { segments, span };
}

/** The text of a word if all of it is known. */
export const textOf = (word: Word): string | undefined => {
  const text = maskedText(word);
  return text.includes(UNKNOWN_MARK) ? undefined : text;
};
