import type { Span } from '../../../text/span';
import { isDefault, known, type Text, textLength, unknownText } from '../values/text';
import type { Word } from '../values/word';
import { reachLimit, type Shell, spendEffort } from './shell';

const MAX_SEGMENTS = 2_000;

/**
 * The text, or an unknown one where it is longer than the evaluator keeps. Many small segments become one at the place of the
 * first.
 */
export function limited(shell: Shell, text: Text, span: Span): Text {
  const { textLength: most } = shell.setting.limits;
  const length = textLength(text);
  spendEffort(shell, length >> 4);
  if (text.length <= MAX_SEGMENTS && length <= most) return text;
  if (length > most && text.length === 1 && text[0]!.span.end - text[0]!.span.start === length) return text;
  const whole = length <= most && !text.some(isDefault) ? known(text) : undefined;
  if (whole !== undefined) return [{ text: whole, span: text[0]!.span }];
  reachLimit(shell, 'A value grows longer than the evaluator keeps.');
  return unknownText('limit', span);
}

export function limitedWords(shell: Shell, words: Word[]): Word[] {
  const { words: most } = shell.setting.limits;
  if (words.length <= most) return words;
  reachLimit(shell, 'A word expands to more words than the evaluator keeps.');
  return words.slice(0, most);
}
