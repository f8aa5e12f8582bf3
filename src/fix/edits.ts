import type { Finding } from '../api/finding';
import type { Edit } from '../api/rule';

export interface Fixed {
  /** The new texts of the files that change, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The edits behind each new text, sorted by place, without duplicates. */
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly applied: readonly Finding[];
  /** Findings whose edits overlap those of an earlier finding. The next round can fix them. */
  readonly deferred: readonly Finding[];
}

/**
 * Applies the fixes of findings, in order. All edits of a fix are applied, or none: if one overlaps an earlier edit or another of the
 * same fix, or is outside of its file's text, the finding is deferred.
 */
export function applyFixes(findings: readonly Finding[], text: (file: string) => string | undefined): Fixed {
  const taken = new Map<string, Edit[]>();
  const applied: Finding[] = [];
  const deferred: Finding[] = [];
  for (const finding of findings) {
    const { fix } = finding;
    if (!fix || fix.length === 0) continue;
    if (fix.every((edit) => fits(edit, taken.get(edit.file) ?? [], text(edit.file))) && !overlapsItself(fix)) {
      for (const edit of fix) take(edit, taken);
      applied.push(finding);
    } else {
      deferred.push(finding);
    }
  }
  const texts = new Map<string, string>();
  const edits = new Map<string, readonly Edit[]>();
  for (const [file, sorted] of taken) {
    const before = text(file) ?? '';
    const after = editText(before, sorted);
    if (after === before) continue;
    texts.set(file, after);
    edits.set(file, sorted);
  }
  return { texts, edits, applied, deferred };
}

/** `taken` are the edits of the file that earlier fixes make, by place. */
function fits(edit: Edit, taken: readonly Edit[], text: string | undefined): boolean {
  if (text === undefined || !Number.isInteger(edit.start) || !Number.isInteger(edit.end)) return false;
  if (edit.start < 0 || edit.end < edit.start || edit.end > text.length) return false;
  for (let index = firstEndingAt(taken, edit.start); index < taken.length; index++) {
    const other = taken[index]!;
    if (other.start > edit.end) break;
    if (!isSame(edit, other)) return false;
  }
  return true;
}

function take(edit: Edit, taken: Map<string, Edit[]>): void {
  const sorted = taken.get(edit.file) ?? [];
  taken.set(edit.file, sorted);
  let index = firstEndingAt(sorted, edit.start);
  while (index < sorted.length && comesBefore(sorted[index]!, edit)) if (isSame(sorted[index++]!, edit)) return;
  sorted.splice(index, 0, edit);
}

const comesBefore = (a: Edit, b: Edit): boolean => a.start < b.start || (a.start === b.start && a.end <= b.end);

/** The index of the first edit that ends at an offset or after it. */
function firstEndingAt(sorted: readonly Edit[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.end < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Within a fix, edits may touch, but not cover the same text. */
function overlapsItself(fix: readonly Edit[]): boolean {
  const sorted = [...fix].sort((a, b) => (a.file === b.file ? a.start - b.start || a.end - b.end : a.file < b.file ? -1 : 1));
  return sorted.some((edit, index) => {
    const before = sorted[index - 1];
    return before !== undefined && before.file === edit.file && before.end > edit.start && !isSame(before, edit);
  });
}

const isSame = (a: Edit, b: Edit): boolean => a.start === b.start && a.end === b.end && a.text === b.text;

function editText(text: string, sorted: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, text: replacement } of sorted) {
    parts.push(text.slice(from, start), replacement);
    from = end;
  }
  return parts.join('') + text.slice(from);
}
