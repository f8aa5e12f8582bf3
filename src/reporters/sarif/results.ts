import type { Finding, LintResult, SuppressedFinding } from '../../api/finding';
import type { Edit, Related } from '../../api/rule';
import { groupBy } from '../../text/group-by';
import type { Region } from '../../text/span';
import { isSpan, type Location } from '../../text/span';
import { locate, wholeFile } from '../locate';
import { checkoutPath, pathToUri } from '../paths';
import { visible, visibleLines } from '../text/visible';
import { lineHashes } from './line-hash';
import { level } from './rules';

/** GitHub shows 100 locations of a result. It rejects a file in which one has more than 1,000. */
const maximumRelated = 100;

/** Makes the `result` objects of a run. The line hashes of a file are computed once. */
export function resultWriter(
  result: LintResult,
  ruleIndex: ReadonlyMap<string, number>,
  /** Whether some results are suppressed. The specification then asks all others to say that they aren't. */
  withSuppressions: boolean,
): (finding: Finding | SuppressedFinding) => object {
  const at = locate(result);
  const hashes = new Map<string, readonly string[]>();
  const lineHash = (file: string, line: number): string | undefined => {
    const text = result.text(file);
    if (text === undefined) return undefined;
    let known = hashes.get(file);
    if (!known) hashes.set(file, (known = lineHashes(text)));
    return known[line - 1];
  };
  const physical = (location: Location) => ({
    artifactLocation: artifact(result, location.file),
    region: region(at(location) ?? wholeFile),
  });

  return (finding) => {
    const related = finding.related.slice(0, maximumRelated);
    return {
      ruleId: finding.rule,
      ruleIndex: ruleIndex.get(finding.rule),
      level: level(finding.severity),
      message: { text: messageText(finding, related) },
      locations: [{ physicalLocation: physical(finding.at) }],
      relatedLocations:
        related.length > 0
          ? related.map((each, index) => ({
              id: index + 1,
              physicalLocation: physical(each.at),
              message: { text: label(each) },
            }))
          : undefined,
      partialFingerprints: {
        primaryLocationLineHash: lineHash(finding.at.file, at(finding.at)?.line ?? 1),
        'cvl/v1': finding.fingerprint,
      },
      fixes: finding.fix ? fixes(result, finding.fix, at) : undefined,
      suppressions: 'suppression' in finding ? [suppression(finding)] : withSuppressions ? [] : undefined,
      properties: properties(finding),
    };
  };
}

const artifact = (result: LintResult, file: string) => ({ uri: pathToUri(checkoutPath(result, file)), uriBaseId: '%SRCROOT%' });

const region = ({ line, column, endLine, endColumn }: Region) => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

/** The message and a link to each related location. `[text](1)` links to the location with that id. */
function messageText(finding: Finding, related: Finding['related']): string {
  const links = related.map((each, index) => `[${escapeBrackets(label(each))}](${index + 1})`);
  const message = withoutLinks(visibleLines(finding.message).join('\n')) || finding.rule || 'cvl';
  return links.length > 0 ? `${message}\nSee ${links.join(', ')}.` : message;
}

/** The name of a related location: one line, never empty. */
const label = (related: Related): string => visible(related.message || related.at.file || 'the repository');

const escapeBrackets = (text: string): string => text.replace(/[\\[\]]/g, '\\$&');

/** Escapes text of the repository that would become a link. Other brackets don't change. */
const withoutLinks = (text: string): string => text.replace(/\[([^[\]\n]*)\]\(/g, '\\[$1\\](').replace(/(?<!\\)\]\(/g, '\\](');

const suppression = ({ suppression: { kind, reason, until } }: SuppressedFinding): object => ({
  kind: kind === 'directive' ? 'inSource' : 'external',
  status: 'accepted',
  justification: reason,
  properties: { by: kind, until },
});

function properties(finding: Finding): object | undefined {
  const held = { example: finding.example, evidence: finding.evidence, series: finding.sparkline };
  return Object.values(held).some((value) => value !== undefined) ? held : undefined;
}

function fixes(result: LintResult, edits: readonly Edit[], at: ReturnType<typeof locate>): object[] | undefined {
  const placed = edits.map((edit) => ({
    edit,
    place: isSpan(edit) ? at({ file: edit.file, start: edit.start, end: edit.end }) : undefined,
  }));
  if (placed.length === 0 || placed.some(({ place }) => !place)) return undefined;
  const artifactChanges = [...groupBy(placed, ({ edit }) => edit.file)].map(([file, group]) => ({
    artifactLocation: artifact(result, file),
    replacements: group.map(({ edit, place }) => ({
      deletedRegion: place && region(place),
      insertedContent: { text: edit.text },
    })),
  }));
  return [{ description: { text: 'Apply the fix.' }, artifactChanges }];
}
