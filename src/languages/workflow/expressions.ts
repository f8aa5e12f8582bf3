import type { EmbeddedTextWriter } from '../shell';
import type { TextPiece } from '../yaml';
import { copyPieces, placesOf } from './pieces';

/**
 * Writes a text with its `${{ … }}`. What an expression gives becomes part of the script before a shell reads it, so outside single
 * quotes it is a variable, which may be several words.
 */
export function writeExpressions(writer: EmbeddedTextWriter, pieces: readonly TextPiece[]): void {
  const whole = pieces.map(({ text }) => text).join('');
  const spanOf = placesOf(pieces);
  let quote = '';
  let from = 0;
  for (let at = whole.indexOf('${{'); at >= 0; at = whole.indexOf('${{', from)) {
    const close = whole.indexOf('}}', at);
    if (close < 0) break;
    copyPieces(writer, pieces, from, at);
    quote = quoteAfter(whole.slice(from, at), quote);
    const span = spanOf(at, close + 2);
    if (quote === "'") writer.unknown(span);
    else writer.put(`\${${nameOf(whole.slice(at + 3, close))}}`, span);
    from = close + 2;
  }
  copyPieces(writer, pieces, from, whole.length);
}

/** `env.NAME` is a variable of the step. Others are named after the last part of the expression. */
const nameOf = (expression: string): string =>
  expression.trim() === 'github.workspace'
    ? 'GITHUB_WORKSPACE'
    : (expression.split(/\W+/).findLast((part) => /^[A-Za-z_]/.test(part)) ?? 'EXPRESSION');

/** The quote that a text leaves open. */
function quoteAfter(text: string, open: string): string {
  let quote = open;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\' && quote !== "'") at += 1;
    else if (character === quote) quote = '';
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
  }
  return quote;
}
