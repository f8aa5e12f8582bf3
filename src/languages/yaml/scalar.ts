/**
 * The offset, in a scalar as it is written, of a character of its value. Whitespace is folded, indented and trimmed in many ways,
 * so only visible characters are counted. An escape counts as what it stands for.
 * `written` is the text of the scalar, with its quotes, or from its `|` or `>` on.
 */
export function writtenOffset(written: string, value: string, offset: number): number {
  const wanted = shownBefore(value, offset);
  let shown = 0;
  let end = 0;
  for (const { start, length, text } of writtenCharacters(written)) {
    if (isBlank(text)) continue;
    if (shown === wanted) return start;
    shown++;
    end = start + length;
  }
  return end;
}

/** Characters of a scalar's value that are next to each other where they are written. */
export interface ScalarPiece {
  readonly text: string;
  /** Where they are written, from the start of the scalar. */
  readonly start: number;
  readonly end: number;
}

/**
 * The value of a scalar in pieces. A piece whose text is as long as it is wide reads as it is written; others are escapes and folded
 * line ends. Whitespace at the beginning of a line of a block may have the place of its indentation.
 */
export function scalarPieces(written: string, value: string): readonly ScalarPiece[] {
  const pieces: { text: string; start: number; end: number }[] = [];
  const add = (text: string, start: number, end: number): void => {
    const last = pieces.at(-1);
    const isPlain =
      end - start === text.length && last !== undefined && last.end === start && last.end - last.start === last.text.length;
    if (isPlain) {
      last.text += text;
      last.end = end;
    } else pieces.push({ text, start, end });
  };
  const characters = writtenCharacters(written);
  let end = writtenBody(written);
  for (const unit of value.split('')) {
    if (isBlank(unit)) {
      const isSame = written.charAt(end) === unit;
      add(unit, end, isSame ? end + 1 : end);
      if (isSame) end += 1;
      continue;
    }
    let next = characters.next();
    while (!next.done && isBlank(next.value.text)) next = characters.next();
    if (next.done) return [{ text: value, start: 0, end: written.length }];
    const { start, length } = next.value;
    add(unit, start, start + length);
    end = start + length;
  }
  return pieces;
}

/** The offset after the quote, or after the first line of a block. */
function writtenBody(written: string): number {
  const first = written.charAt(0);
  return first === '|' || first === '>' ? written.indexOf('\n') + 1 : first === '"' || first === "'" ? 1 : 0;
}

function shownBefore(value: string, offset: number): number {
  let count = 0;
  for (let index = 0; index < Math.min(offset, value.length); index++) if (!isBlank(value.charAt(index))) count++;
  return count;
}

interface Character {
  readonly start: number;
  readonly length: number;
  /** A UTF-16 unit of the value, or whitespace. */
  readonly text: string;
}

function* writtenCharacters(written: string): Generator<Character> {
  const first = written.charAt(0);
  const quote = first === '"' || first === "'" ? first : undefined;
  const body = writtenBody(written);
  const end = quote ? written.length - 1 : written.length;
  for (let start = body; start < end; ) {
    const sequence =
      quote === '"'
        ? /^\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n|[\s\S])/.exec(written.slice(start, start + 10))?.[0]
        : undefined;
    const length = sequence ? sequence.length : quote === "'" && written.startsWith("''", start) ? 2 : 1;
    const units = sequence ? unescaped(sequence) : written.charAt(start);
    for (const unit of units.split('')) yield { start, length, text: unit };
    start += length;
  }
}

function unescaped(sequence: string): string {
  const code = /^\\[xuU]([0-9a-fA-F]+)$/.exec(sequence)?.[1];
  if (code !== undefined) {
    const point = Number.parseInt(code, 16);
    return point > 0x10ffff ? '?' : String.fromCodePoint(point);
  }
  const letter = sequence.charAt(1);
  if (letter === '0' || letter === 'a' || letter === 'b' || letter === 'e') return '\u0001';
  return /[tnvfr_NLP\s]/.test(letter) ? ' ' : letter;
}

const isBlank = (text: string): boolean => /\s/.test(text);
