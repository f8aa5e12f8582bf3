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
  const isBlock = first === '|' || first === '>';
  const quote = first === '"' || first === "'" ? first : undefined;
  const body = isBlock ? written.indexOf('\n') + 1 : quote ? 1 : 0;
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
