import type { Part } from '../../languages/docker';
import { isSymbolic, type Segment, showRoots, type Word } from '../../languages/shell';
import { quoteForShell } from '../../text/shell-quote';
import type { Span } from '../../text/span';
import { inWords } from './json';

/** A line of a block: what it is about, and where that is written. */
export interface Row {
  readonly label: string;
  readonly text: string;
  readonly at: Span;
}

/** The condition under which a word is there, to put behind it. Empty if it always is. */
export function condition(word: Word | undefined): string {
  const when = inWords(word?.when ?? []);
  return when === null ? '' : `  if ${when}`;
}

export const commandLine = (words: readonly Word[]): string => words.map((word) => wordShown(word) || "''").join(' ');

export const partText = (part: Part): string => wordShown(part.word);

function wordShown({ segments }: Word): string {
  const text = shown(segments);
  const defaults = [
    ...new Set(
      segments.flatMap(({ defaultOf }) => (defaultOf === undefined || !/^[A-Za-z_]/.test(defaultOf) ? [] : [defaultOf])),
    ),
  ];
  return defaults.length === 0 ? text : `${text} (default of ${defaults.join(', ')})`;
}

/** Known text is quoted for the shell: `'$HOME'` reaches the engine as written, and `$HOME` is a variable with an unknown value. */
function shown(segments: readonly Segment[]): string {
  const known = segments
    .map(({ text }) => text ?? '\0')
    .join('')
    .split('\0');
  const unknown = segments.filter(({ text }) => text === null);
  return known.map((text, index) => `${knownText(text)}${unknownText(unknown[index], known[index + 1])}`).join('');
}

function knownText(text: string): string {
  const path = showRoots(text);
  const isPlain = text === '' || (isSymbolic(text) && /^[\w@%+=:,./-]*$/.test(path.replace(/~|<\w+>/g, '')));
  return isPlain ? path : quoteForShell([path]);
}

function unknownText(segment: Segment | undefined, next = ''): string {
  if (!segment) return '';
  const { reason, name, segments } = segment.unknown ?? {};
  if (reason === 'sometimes' && segments) return `[${shown(segments)}]`;
  if (reason !== 'variable' && reason !== 'argument' && reason !== 'choice') return `$(${name ?? '…'})`;
  return /^\w/.test(next) ? `\${${name ?? '?'}}` : `$${name ?? '?'}`;
}
