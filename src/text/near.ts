/**
 * Whether two names differ by one typo (a letter too many, missing or wrong, or two letters swapped), or only by underscores and case.
 * Names that differ in a digit don't count.
 */
export function isNear(a: string, b: string): boolean {
  if (a === b) return false;
  if (isSamePlain(a, b)) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (/\d/.test(left + right)) return false;
  const isSwap = left.length === 2 && right === `${left[1]}${left[0]}`;
  return isSwap || (left.length <= 1 && right.length <= 1);
}

/** Whether two names differ only by underscores and case. Makes no text, because every name is compared with every other. */
function isSamePlain(a: string, b: string): boolean {
  let left = 0;
  let right = 0;
  for (;;) {
    while (a[left] === '_') left++;
    while (b[right] === '_') right++;
    if (left >= a.length || right >= b.length) return left >= a.length && right >= b.length;
    if (a[left] !== b[right] && a[left]!.toLowerCase() !== b[right]!.toLowerCase()) return false;
    left++;
    right++;
  }
}
