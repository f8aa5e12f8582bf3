import type { Word as WordNode } from 'unbash';
import type { Question } from '../state/question';
import type { Source } from '../state/scope';
import type { Shell } from '../state/shell';
import { fieldSeparators } from '../state/variables';
import { EMPTY, joinTexts, type Text } from '../values/text';
import type { Segment, Word } from '../values/word';
import type { Value } from './parameter-value';

/** What `$name` or `${…}` gives: a text, the words of a list, or an operand that is still to be expanded. */
export type Expansion =
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'words'; readonly words: readonly Word[]; readonly separator?: string }
  | {
      readonly kind: 'operand';
      readonly operand: WordNode;
      readonly source: Source;
      /** The operand is there only if this holds. */
      readonly question?: Question;
      readonly defaultOf?: string;
    };

export const textExpansion = (value: Text): Expansion => ({ kind: 'text', text: value });

/** The expansion of a value without an operator. */
export function plainExpansion(shell: Shell, value: Value, quoted: boolean): Expansion {
  if (!value.words) return textExpansion(value.text);
  if (!value.star) return { kind: 'words', words: value.words };
  if (!quoted) return { kind: 'words', words: value.words, separator: firstSeparator(shell) };
  return textExpansion(starText(shell, value.words));
}

const firstSeparator = (shell: Shell): string => fieldSeparators(shell).slice(0, 1);

/** The elements of a list as one text, as `"$*"` gives it. */
function starText(shell: Shell, words: readonly Word[]): Text {
  const separator = firstSeparator(shell);
  const place = words[0]?.span;
  const joined = joinTexts(
    words.map((word) => word.segments),
    place && separator !== '' ? [{ text: separator, span: place }] : EMPTY,
  );
  return joined.map((segment): Segment => (segment.positional ? { ...segment, positional: 'joined' } : segment));
}
