import type { LintResult } from '../api/finding';
import { applyFixes } from './edits';
import { type Unwritten, writeFixes } from './write';

/** One fix can make another possible. If that takes more rounds than this, two rules are undoing each other's fixes. */
const maxRounds = 10;

export interface LintedAndFixed {
  /** The last lint: what is left. */
  readonly result: LintResult;
  /** Files that weren't fixed, each once. */
  readonly unwritten: readonly Unwritten[];
}

/** Lints, writes the fixes, and repeats that until there is nothing left to fix. */
export async function lintAndFix(lintOnce: () => Promise<LintResult>): Promise<LintedAndFixed> {
  let result = await lintOnce();
  const unwritten = new Map<string, Unwritten>();
  for (let round = 0; round < maxRounds; round++) {
    const fixable = result.findings.filter(({ fix }) => fix?.every(({ file }) => !unwritten.has(file)));
    const fixed = applyFixes(fixable, result.text);
    if (fixed.texts.size === 0) break;
    for (const one of await writeFixes(result.root, fixed, result.text)) unwritten.set(one.file, one);
    result = await lintOnce();
  }
  return { result, unwritten: [...unwritten.values()] };
}
