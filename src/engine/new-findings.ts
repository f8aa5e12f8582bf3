import type { Finding, LintResult } from '../api/finding';
import { groupBy } from '../text/group-by';
import { contentIdentifier } from './fingerprint';

interface Identified {
  readonly finding: Finding;
  readonly id: string;
}

/**
 * A result without the findings that another one has too, on whatever line and in whatever file. Those in the same file are matched
 * first; of equal ones that are left, the last are new.
 */
export function withoutKnown(result: LintResult, before: LintResult): LintResult {
  const inSameFile = unmatched(identified(result), identified(before), ({ id, finding }) => `${id} ${finding.at.file}`);
  const anywhere = unmatched(inSameFile.left, inSameFile.known, ({ id }) => id);
  const fresh = new Set(anywhere.left.map(({ finding }) => finding));
  return { ...result, findings: result.findings.filter((finding) => fresh.has(finding)) };
}

function identified({ findings, text }: LintResult): readonly Identified[] {
  const idOf = contentIdentifier(text);
  return findings.map((finding) => ({ finding, id: idOf(finding) }));
}

/** What is left of two lists without the pairs of equal ones. */
function unmatched(all: readonly Identified[], known: readonly Identified[], keyOf: (one: Identified) => string) {
  const byKey = groupBy(known, keyOf);
  const left = all.filter((one) => byKey.get(keyOf(one))?.pop() === undefined);
  return { left, known: [...byKey.values()].flat() };
}
