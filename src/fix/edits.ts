import type { Finding } from '../api/finding';
import type { Edit } from '../api/rule';

export interface Fixed {
  /** The new texts of the files that change, by path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly applied: readonly Finding[];
  /** Findings whose edits overlap those of an earlier finding. The next round can fix them. */
  readonly deferred: readonly Finding[];
}

/**
 * Applies the fixes of findings, in order. All edits of a fix are applied, or none: if one overlaps an earlier edit, or is outside of
 * its file's text, the finding is deferred.
 */
export function applyFixes(findings: readonly Finding[], text: (file: string) => string | undefined): Fixed {
  const taken = new Map<string, Edit[]>();
  const applied: Finding[] = [];
  const deferred: Finding[] = [];
  for (const finding of findings) {
    if (!finding.fix || finding.fix.length === 0) continue;
    if (finding.fix.every((edit) => fits(edit, taken.get(edit.file) ?? [], text(edit.file)))) {
      for (const edit of finding.fix) taken.set(edit.file, [...(taken.get(edit.file) ?? []), edit]);
      applied.push(finding);
    } else {
      deferred.push(finding);
    }
  }
  const texts = new Map<string, string>();
  for (const [file, edits] of taken) {
    const before = text(file) ?? '';
    const after = edit(before, edits);
    if (after !== before) texts.set(file, after);
  }
  return { texts, applied, deferred };
}

function fits(edit: Edit, others: readonly Edit[], text: string | undefined): boolean {
  if (text === undefined || edit.start < 0 || edit.end < edit.start || edit.end > text.length) return false;
  return others.every((other) => edit.end < other.start || other.end < edit.start || isSame(edit, other));
}

const isSame = (a: Edit, b: Edit): boolean => a.start === b.start && a.end === b.end && a.text === b.text;

function edit(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => b.start - a.start);
  return sorted.reduce((changed, { start, end, text: replacement }, index) => {
    const next = sorted[index + 1];
    const current = sorted[index];
    if (next && current && isSame(next, current)) return changed;
    return changed.slice(0, start) + replacement + changed.slice(end);
  }, text);
}
