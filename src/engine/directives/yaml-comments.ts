import { Lexer } from 'yaml';
import type { Comment } from './comment';

/** Marks that the lexer puts between the pieces of the text. They aren't characters of it. */
const document = '\u0002';
const flowEnd = '\u0018';
const scalar = '\u001f';

/** The comments of YAML. The lexer distinguishes them from a `#` in scalars. Its pieces joined are the text. */
export function yamlComments(text: string): Comment[] {
  const comments: Comment[] = [];
  let offset = 0;
  let inScalar = false;
  for (const piece of new Lexer().lex(text)) {
    if (!inScalar && piece === scalar) {
      inScalar = true;
      continue;
    }
    if (!inScalar && (piece === document || piece === flowEnd)) continue;
    if (!inScalar && piece.startsWith('#')) {
      comments.push({ start: offset, end: offset + piece.replace(/\r$/, '').length });
    }
    inScalar = false;
    offset += piece.length;
  }
  return comments;
}
