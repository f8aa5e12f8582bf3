/** A cell of a line, and where its text begins. */
export interface Cell {
  readonly text: string;
  readonly offset: number;
}

const BOX = /^\s*([|│┃║])[^\n]*([|│┃║])\s*$/;
const SIDES = /[|│┃║]/g;
/** From the percentage of a progress bar on: `640: 100%|████| 954/954 [11:33<00:00]`, `: 45%|`, `100% ━━━━━━━━ 66/66`. */
const BAR_TAIL = /:?(?<!\s)\s+\d{1,3}%\s?[|━─╸].*$/s;

/** Whether a progress bar follows the cells. */
export const hasBar = (line: string): boolean => BAR_TAIL.test(line);

/** The cells between the sides of a box, or of Markdown's `|`; undefined: the line isn't one of them. */
export function boxCells(line: string): Cell[] | undefined {
  if (!BOX.test(line)) return undefined;
  const sides = [...line.matchAll(SIDES)].map(({ index }) => index);
  return sides.slice(0, -1).map((side, index) => trimmed(line, side + 1, sides[index + 1]!));
}

/** The words of a line; `isWide`: what two blanks or a tab separate, so that a name may have blanks. */
export function columnCells(line: string, isWide: boolean): Cell[] {
  const text = line.replace(BAR_TAIL, '');
  const pattern = isWide ? /[^\s](?:[^\t ]| (?![ \t]))*/g : /\S+/g;
  return [...text.matchAll(pattern)].map((found) => ({ text: found[0].trim(), offset: found.index }));
}

/** What commas separate. */
export function commaCells(line: string): Cell[] {
  const cells: Cell[] = [];
  let start = 0;
  for (let at = line.indexOf(','); ; at = line.indexOf(',', start)) {
    const end = at === -1 ? line.length : at;
    cells.push(trimmed(line, start, end));
    if (at === -1) return cells;
    start = at + 1;
  }
}

function trimmed(line: string, from: number, to: number): Cell {
  let start = from;
  while (start < to && line[start]!.trim() === '') start += 1;
  return { text: line.slice(start, to).trim(), offset: start };
}
