import type { Finding, SuppressedFinding } from '../../api/finding';
import type { AppliedDirective, Directive, Directives, RuleName } from '../../model/directives';
import { positionAt } from '../../text/lines';
import { isPlace, isSpan, type Location } from '../../text/span';
import { contains, isSuppressible, matches } from './families';
import type { LogicalLines } from './logical-lines';
import { maximumDirectives, readDirectives, type WrittenDirectives } from './read';

/** What deciding whether a finding is suppressed needs. */
export type Suppressible = Pick<Finding, 'rule' | 'at'>;

export interface DirectiveContext {
  /** The decoded text of a file. Undefined if it has none. */
  text(file: string): string | undefined;
  /** Files whose directives are read even if they have no findings. */
  readonly files: Iterable<string>;
  /** YYYY-MM-DD. A directive is expired on the day of its `until` and later. */
  readonly today: string;
  readonly knownRules: ReadonlySet<string>;
  /** Whether every rule ran. Only then can a directive be called unused. */
  readonly wholeRun: boolean;
  /** Whether a rule is on for a file. */
  isOn(rule: string, file: string): boolean;
}

export interface Applied<F> {
  readonly findings: readonly F[];
  readonly suppressed: readonly (F & Pick<SuppressedFinding, 'suppression'>)[];
  /** All directives, for the rules that judge them. */
  readonly directives: readonly Directives[];
}

/** One rule of a directive, or all rules, and the lines it applies to. */
interface Cover {
  readonly directive: Directive;
  readonly rule: RuleName | undefined;
  readonly expired: boolean;
  readonly lines: AppliedDirective['lines'];
  used: boolean;
}

interface FileDirectives extends WrittenDirectives {
  /** One list for each directive, in order. */
  readonly covers: readonly (readonly Cover[])[];
  /** Those that aren't expired for lines, by the last of the lines. No two logical lines share it. */
  readonly ofLines: ReadonlyMap<number, readonly Cover[]>;
  /** Those that aren't expired for blocks and whole files, in order. */
  readonly wider: readonly Cover[];
}

/**
 * Removes the findings that a comment in their file suppresses. Only the first line of a finding's own place counts, not its related
 * places. Only `cvl-disable-file` suppresses a finding about a whole file.
 */
export function applyDirectives<F extends Suppressible>(findings: readonly F[], context: DirectiveContext): Applied<F> {
  const kept: F[] = [];
  const suppressed: (F & Pick<SuppressedFinding, 'suppression'>)[] = [];
  const files = new Map<string, FileDirectives | undefined>();
  const directivesOf = (path: string): FileDirectives | undefined => {
    if (!files.has(path)) files.set(path, withCovers(readDirectives(path, context.text), context.today));
    return files.get(path);
  };
  for (const finding of findings) {
    const directives = isSuppressible(finding.rule) ? directivesOf(finding.at.file) : undefined;
    const cover = directives && coverOf(directives, finding);
    if (!cover) {
      kept.push(finding);
      continue;
    }
    cover.used = true;
    const { reason, until } = cover.directive;
    suppressed.push({ ...finding, suppression: { kind: 'directive', reason, until: until?.date } });
  }
  for (const path of context.files) directivesOf(path);
  const directives = [...files.values()].flatMap((found) => (found ? [afterwards(found, context)] : []));
  return { findings: kept, suppressed, directives };
}

function withCovers(written: WrittenDirectives | undefined, today: string): FileDirectives | undefined {
  if (!written) return undefined;
  const covers = written.directives.map((each) => coversOf(each, written.lines, today));
  const valid = covers.flat().filter(({ expired }) => !expired);
  return {
    ...written,
    covers,
    ofLines: byLastLine(valid.filter(isForLines)),
    wider: valid.filter((cover) => !isForLines(cover)),
  };
}

function byLastLine(covers: readonly Cover[]): ReadonlyMap<number, readonly Cover[]> {
  const found = new Map<number, Cover[]>();
  for (const cover of covers) {
    const known = found.get(cover.lines.last);
    if (known) known.push(cover);
    else found.set(cover.lines.last, [cover]);
  }
  return found;
}

const isForLines = ({ directive: { kind } }: Cover): boolean => kind === 'disable-line' || kind === 'disable-next-line';

function coversOf(directive: Directive, lines: LogicalLines, today: string): Cover[] {
  const expired = directive.until !== undefined && directive.until.date <= today;
  const rules = directive.rules.length > 0 ? directive.rules : [undefined];
  const extent = linesOf(directive, lines);
  return rules.map((rule) => ({ directive, rule, expired, lines: extent, used: false }));
}

function linesOf({ kind, comment }: Directive, lines: LogicalLines): Cover['lines'] {
  const { line } = positionAt(lines.starts, comment.start);
  if (kind === 'disable-line') return lines.around(line);
  if (kind !== 'disable-next-line') return { first: line, last: line };
  const below = lines.below(line);
  return { first: below, last: lines.around(below).last };
}

/** The directive that suppresses a finding: one for its line before a block, and a block before the whole file. */
function coverOf({ ofLines, wider, lines }: FileDirectives, finding: Suppressible): Cover | undefined {
  const names = ({ rule }: Cover): boolean => rule === undefined || matches(rule.id, finding.rule);
  const place = placeOf(finding.at, lines);
  const near = place && ofLines.get(lines.around(place.line).last);
  const ofLine = near?.find((cover) => cover.lines.first <= (place?.line ?? 0) && names(cover));
  if (ofLine) return ofLine;
  let block: Cover | undefined;
  let whole: Cover | undefined;
  for (const cover of wider) {
    const { kind, comment } = cover.directive;
    if (kind === 'disable-file' ? whole : !place || comment.start > place.offset) continue;
    if (!names(cover)) continue;
    if (kind === 'disable-file') whole = cover;
    else if (kind === 'disable') block ??= cover;
    else block = undefined;
  }
  return block ?? whole;
}

function placeOf(at: Location, { starts }: LogicalLines): { readonly line: number; readonly offset: number } | undefined {
  if (isSpan(at)) return { line: positionAt(starts, at.start).line, offset: at.start };
  if (isPlace(at)) return { line: at.line, offset: (starts[at.line - 1] ?? 0) + at.column - 1 };
  return undefined;
}

/** The directives of a file, as the rules that judge them see them. */
function afterwards({ file, covers, mistakes, excess }: FileDirectives, context: DirectiveContext): Directives {
  const idle = idleEnables(covers.flat());
  const applied = (cover: Cover): AppliedDirective['applied'][number] => ({
    rule: cover.rule,
    used: cover.directive.kind === 'enable' ? !idle.has(cover) : cover.used,
    ran:
      context.wholeRun &&
      (!cover.rule || rulesNamed(cover.rule.id, context.knownRules).some((id) => context.isOn(id, file.path))),
  });
  return {
    path: file.path,
    directives: covers.flatMap((group) => {
      const [first] = group;
      return first ? [{ ...first.directive, file, expired: first.expired, lines: first.lines, applied: group.map(applied) }] : [];
    }),
    mistakes,
    ...(excess && { excess: { at: excess.word, limit: maximumDirectives } }),
    suppressions: [],
    knownRules: context.knownRules,
  };
}

const rulesNamed = (name: string, known: ReadonlySet<string>): readonly string[] =>
  name.endsWith('/*') ? [...known].filter((id) => contains(name, id)) : [name];

/** Enabling directives for rules that nothing above them disables. */
function idleEnables(covers: readonly Cover[]): Set<Cover> {
  const idle = new Set<Cover>();
  let open: Cover[] = [];
  for (const cover of covers) {
    if (cover.directive.kind === 'disable') open.push(cover);
    if (cover.directive.kind !== 'enable') continue;
    const wanted = cover.rule?.id;
    const touches = (other: RuleName | undefined) =>
      wanted === undefined || other === undefined || matches(other.id, wanted) || contains(wanted, other.id);
    if (!open.some(({ rule }) => touches(rule))) idle.add(cover);
    open = open.filter(({ rule }) => wanted !== undefined && rule?.id !== wanted && !(rule && contains(wanted, rule.id)));
  }
  return idle;
}
