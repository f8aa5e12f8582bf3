import type { Span } from '../../../text/span';
import { hasStrayMark } from './roots';
import { type Segment, segmentWidth, sliceSegments } from './word';

/** A value: one string, in segments that know where they were written. */
export type Text = readonly Segment[];

export const EMPTY: Text = [];

/** The string. Undefined where a segment is unknown. */
export function known(text: Text): string | undefined {
  if (text.length === 1) return text[0]!.text ?? undefined;
  let whole = '';
  for (const segment of text) {
    if (segment.text === null) return undefined;
    whole += segment.text;
  }
  return whole;
}

/** The string, if no segment is unknown or a default that the environment can override. */
export const certain = (text: Text): string | undefined => (text.some(isDefault) ? undefined : known(text));

export const isDefault = (segment: Segment): boolean => segment.defaultOf !== undefined;

export const literal = (text: string, span: Span): Text => (text === '' ? EMPTY : [{ text, span }]);

export const unknownText = (reason: NonNullable<Segment['unknown']>['reason'], span: Span, name?: string): Text => [
  { text: null, span, unknown: name === undefined ? { reason } : { reason, name } },
];

/** The length of a text, with each unknown segment one unit wide. */
export const textLength = (text: Text): number => text.reduce((sum, segment) => sum + segmentWidth(segment), 0);

/** Part of a text, in the units of {@link textLength}. */
export const sliceText = (text: Text, start: number, end?: number): Text => sliceSegments(text, start, end);

/** Marks every segment as a default. The empty text becomes a segment, so that the mark isn't lost. */
export function markDefault(text: Text, name: string, span: Span): Text {
  if (text.length === 0) return [{ text: '', span, defaultOf: name }];
  return text.map((segment) => (segment.defaultOf === undefined ? { ...segment, defaultOf: name } : segment));
}

/** Applies a function of strings to a known text. The result is one segment at the place of the first, or at `span`. */
export function mapText(text: Text, span: Span, change: (value: string) => string): Text {
  const value = known(text);
  if (value === undefined) return [firstUnknown(text, span)];
  const changed = change(value);
  if (changed === value) return text;
  return withMarks(changed, text, span);
}

/** A string derived from a text, with the marks of that text (default, positional). */
export function withMarks(value: string, from: Text, span: Span): Text {
  const marked = from.find(isDefault);
  const positional = from.find((segment) => segment.positional)?.positional;
  if (value === '' && !marked) return EMPTY;
  if (hasStrayMark(value)) return unknownText('variable', span, 'PWD');
  const place = from.length === 1 ? from[0]!.span : span;
  return [{ text: value, span: place, ...(marked && { defaultOf: marked.defaultOf }), ...(positional && { positional }) }];
}

/** One unknown segment in place of a text that can't be processed because a segment of it is unknown. */
export function firstUnknown(text: Text, span: Span): Segment {
  const unknown = text.find((segment) => segment.text === null);
  const positional = text.find((segment) => segment.positional)?.positional;
  return { text: null, span, unknown: unknown?.unknown ?? { reason: 'unsupported' }, ...(positional && { positional }) };
}

/** Whether two texts are equal, including their defaults. */
export function sameText(a: Text, b: Text): boolean {
  if (a === b) return true;
  if (a.length !== b.length) {
    const left = a.every((segment) => !isDefault(segment)) ? known(a) : undefined;
    return left !== undefined && b.every((segment) => !isDefault(segment)) && left === known(b);
  }
  return a.every((segment, index) => sameSegment(segment, b[index]!));
}

export function sameSegment(a: Segment, b: Segment): boolean {
  if (a === b) return true;
  if (a.text !== b.text || a.defaultOf !== b.defaultOf || a.positional !== b.positional) return false;
  if (a.text !== null) return true;
  return a.span.start === b.span.start && a.span.file === b.span.file && a.unknown?.name === b.unknown?.name;
}

/** The text for a message: unknown segments and defaults by their names. */
export function describeText(text: Text): string {
  const parts = text.map((segment) => {
    if (segment.defaultOf !== undefined) return `$${segment.defaultOf}`;
    if (segment.text !== null) return segment.text;
    const { reason, name, segments } = segment.unknown ?? {};
    if (reason === 'sometimes' && segments) return describeText(segments);
    if (reason === 'variable' || reason === 'argument' || reason === 'choice') return `$${name ?? '?'}`;
    return name === undefined ? '…' : `$(${name} …)`;
  });
  return parts.filter((part, index) => part !== parts[index - 1] || text[index]!.defaultOf === undefined).join('');
}

/**
 * The string if nothing is given, so that variables and arguments from outside are empty. Undefined where that isn't known
 * either.
 */
export function likelyText(text: Text): string | undefined {
  let whole = '';
  for (const segment of text) {
    const { reason, when } = segment.unknown ?? {};
    const absent =
      reason === 'variable' || reason === 'argument' || (reason === 'sometimes' && when?.some((one) => one.likely === false));
    if (segment.text === null && !absent) return undefined;
    whole += segment.text ?? '';
  }
  return whole;
}

/** The name of the first variable or argument from outside that the text depends on. */
export const outsideName = (text: Text): string | undefined =>
  text
    .map(
      (segment) =>
        segment.defaultOf ??
        (segment.unknown?.reason === 'variable' || segment.unknown?.reason === 'argument' ? segment.unknown.name : undefined),
    )
    .find((name) => name !== undefined);

/** Joins several texts into one. */
export function joinTexts(texts: readonly Text[], separator: Text): Text {
  return texts.flatMap((text, index) => (index === 0 ? text : [...separator, ...text]));
}
