import type { LintResult } from '../api/finding';
import { applyFixes } from './edits';
import { writeFixes } from './write';

/** A fix may lay open another one; more rounds than this and two rules are undoing each other's work. */
const maxRounds = 10;

/** Lints, writes the fixes, and lints again until nothing is left to fix. Returns the last result. */
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
