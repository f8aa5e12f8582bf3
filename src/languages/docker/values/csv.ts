import { joinParts, type Part, slicePart } from '../part';

type Csv = { readonly fields: readonly Part[] } | { readonly refusal: string };

/**
 * The fields of one CSV record as Go's encoding/csv reads it: the grammar of `--mount`, `--gpus` and `--network`. A CSV library
 * for files gives neither the place of a field nor Go's refusals, such as that of a quote inside a bare field.
 */
export function readCsv(part: Part): Csv {
  const text = part.masked;
  let at = 0;
  while (text[at] === '\n') at += 1;
  if (at >= text.length) return { refusal: 'EOF' };
  const newline = text.indexOf('\n', at);
  const end = newline < 0 ? text.length : newline;
  const fields: Part[] = [];
  for (;;) {
    if (text[at] === '"') {
      const field = quotedField(part, at + 1);
      if ('refusal' in field) return field;
      fields.push(field.value);
      if (text[field.after] !== ',') return { fields };
      at = field.after + 1;
    } else {
      const comma = text.indexOf(',', at);
      const stop = comma < 0 || comma > end ? end : comma;
      const quote = text.slice(at, stop).indexOf('"');
      if (quote >= 0) return { refusal: `parse error on line 1, column ${at + quote + 1}: bare " in non-quoted-field` };
      fields.push(slicePart(part, at, stop));
      if (stop === end) return { fields };
      at = stop + 1;
    }
  }
}

/** Reads from after the opening quote. `""` is a quote. */
function quotedField(part: Part, start: number): { value: Part; after: number } | { refusal: string } {
  const text = part.masked;
  const pieces: Part[] = [];
  let from = start;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return misquoted(text.length + 1);
    const next = text[quote + 1];
    if (next === '"') {
      pieces.push(slicePart(part, from, quote + 1));
      from = quote + 2;
    } else if (next === undefined || next === ',' || next === '\n') {
      pieces.push(slicePart(part, from, quote));
      return { value: joinParts(pieces), after: quote + 1 };
    } else return misquoted(quote + 1);
  }
}

const misquoted = (column: number) => ({
  refusal: `parse error on line 1, column ${column}: extraneous or missing " in quoted-field`,
});
