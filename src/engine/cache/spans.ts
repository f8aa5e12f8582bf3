/** Numbers in ascending order as spans of consecutive ones: first, length, first, length, … */
export type Spans = readonly number[];

/** Numbers as spans. */
export function spansOf(numbers: readonly number[]): Spans {
  const spans: number[] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = spans.length - 2;
    if (last >= 0 && number === spans[last]! + spans[last + 1]!) spans[last + 1]!++;
    else spans.push(number, 1);
  }
  return spans;
}

export function numbersIn(spans: Spans): readonly number[] {
  const numbers: number[] = [];
  everyIn(spans, (number) => numbers.push(number) > 0);
  return numbers;
}

/** Whether something is true for each number. */
export function everyIn(spans: Spans, test: (number: number) => boolean): boolean {
  for (let at = 0; at + 1 < spans.length; at += 2) {
    const first = spans[at]!;
    for (let number = first; number < first + spans[at + 1]!; number++) if (!test(number)) return false;
  }
  return true;
}
