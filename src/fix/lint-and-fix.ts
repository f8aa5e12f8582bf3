import type { LintResult } from '../api/finding';
import { applyFixes } from './edits';
import { writeFixes } from './write';

/** One fix can make another possible. If that takes more rounds than this, two rules are undoing each other's fixes. */
const maxRounds = 10;

/** Lints, writes the fixes, and repeats that until there is nothing left to fix. Returns the last result. */
export async function lintAndFix(lintOnce: () => Promise<LintResult>): Promise<LintResult> {
  let result = await lintOnce();
  const refused = new Set<string>();
  for (let round = 0; round < maxRounds; round++) {
    const fixable = result.findings.filter(({ fix }) => fix?.every(({ file }) => !refused.has(file)));
    const { texts } = applyFixes(fixable, result.text);
    if (texts.size === 0) break;
    for (const file of writeFixes(result.root, texts)) refused.add(file);
    result = await lintOnce();
  }
  return result;
}
