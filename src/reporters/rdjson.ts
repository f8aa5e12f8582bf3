import type { Finding, LintResult } from '../api/finding';
import { defineReporter, type ReporterOptions } from '../api/reporter';
import { lineStarts, positionAt } from '../text/lines';
import { isSpan, type Location } from '../text/span';
import { locate } from './locate';
import { pathFrom } from './paths';
import { jsonText } from './text/json-text';

interface Position {
  readonly line: number;
  /** From 1, in bytes of UTF-8. */
  readonly column?: number;
}

type RangeOf = (location: Location) => { readonly start: Position; readonly end: Position } | undefined;

const severities = { error: 'ERROR', warning: 'WARNING', info: 'INFO' } as const;

export default defineReporter({
  summary: 'reviewdog diagnostics (rdjson)',
  report(result, options) {
    const rangeOf = byteRanges(result);
    const diagnostics = result.findings.map((finding) => diagnostic(finding, result, options, rangeOf));
    return jsonText({ source: { name: 'cvl' }, diagnostics });
  },
});

function diagnostic(finding: Finding, result: LintResult, { cwd }: ReporterOptions, rangeOf: RangeOf): object {
  const location = (at: Location) => ({ path: pathFrom(cwd, result.root, at.file), range: rangeOf(at) });
  const edits = finding.fix?.length === 1 && finding.fix[0]?.file === finding.at.file ? finding.fix : [];
  return {
    message: finding.message,
    location: location(finding.at),
    severity: severities[finding.severity],
    code: { value: finding.rule },
    suggestions: edits.length > 0 ? edits.map((edit) => ({ range: rangeOf(edit), text: edit.text })) : undefined,
    relatedLocations:
      finding.related.length > 0
        ? finding.related.map((each) => ({ message: each.message, location: location(each.at) }))
        : undefined,
  };
}

/** Ranges with columns in bytes. Places in files without a text, which are logs, keep their columns: logs are almost all ASCII. */
function byteRanges(result: LintResult): RangeOf {
  const at = locate(result);
  const tables = new Map<string, readonly number[]>();
  const position = (text: string, starts: readonly number[], offset: number): Position => {
    const { line } = positionAt(starts, offset);
    return { line, column: Buffer.byteLength(text.slice(starts[line - 1], offset)) + 1 };
  };
  return (location) => {
    const region = at(location);
    if (!region) return undefined;
    const text = isSpan(location) ? result.text(location.file) : undefined;
    if (!isSpan(location) || text === undefined) {
      return { start: { line: region.line, column: region.column }, end: { line: region.endLine, column: region.endColumn } };
    }
    let starts = tables.get(location.file);
    if (!starts) tables.set(location.file, (starts = lineStarts(text)));
    return { start: position(text, starts, location.start), end: position(text, starts, Math.max(location.start, location.end)) };
  };
}
