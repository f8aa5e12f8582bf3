import type { Span } from '../../../text/span';

/** Adds a problem in the words of the client or the engine, at what is to change. */
export type Refuse = (message: string, span: Span) => void;

/** The parsers of values return a string where the client refuses the text. */
export const refusalOf = (parsed: unknown): string | undefined => (typeof parsed === 'string' ? parsed : undefined);
