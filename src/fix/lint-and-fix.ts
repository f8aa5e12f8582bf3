import type { Finding, LintResult } from '../api/finding';
import { applyFixes } from './edits';
import { type Unwritten, writeFixes } from './write';

/** One fix can make another possible. If that takes more rounds than this, two rules are undoing each other's fixes. */
const maxRounds = 10;

export interface FixOptions {
  /** Also applies fixes that guess what was meant, or change what the program does. */
  readonly unsafe: boolean;
}

export interface LintedAndFixed {
  /** The last lint: what is left. */
  readonly result: LintResult;
  /** Files that weren't fixed, each once. */
  readonly unwritten: readonly Unwritten[];
}

/** Findings whose fix may be applied: a safe one, or any. */
export const fixable = (findings: readonly Finding[], { unsafe }: FixOptions): readonly Finding[] =>
  findings.filter((finding) => finding.fix && (unsafe || !finding.unsafe));

/** Lints, writes the fixes, and repeats that until there is nothing left to fix. */
export async function lintAndFix(lintOnce: () => Promise<LintResult>, options: FixOptions): Promise<LintedAndFixed> {
  let result = await lintOnce();
  const unwritten = new Map<string, Unwritten>();
  for (let round = 0; round < maxRounds; round++) {
    const wanted = fixable(result.findings, options).filter(({ fix }) => fix?.every(({ file }) => !unwritten.has(file)));
    const fixed = applyFixes(wanted, result.text);
    if (fixed.texts.size === 0) break;
    for (const one of await writeFixes(result.root, fixed, result.text)) unwritten.set(one.file, one);
    result = await lintOnce();
  }
  return { result, unwritten: [...unwritten.values()] };
}
