import type { Finding, SuppressedFinding } from '../../api/finding';
import { positionAt } from '../../text/lines';
import { isPlace, isSpan, type Location, type SourceFile } from '../../text/span';
import { findComments, languageByName, languageOf } from './comments';
import { type LogicalLines, logicalLines } from './logical-lines';
import { type Directive, type Mistake, mayHoldDirectives, parseComment, type RuleName } from './parse';
import { reportDirectives } from './report';
import { type DirectiveFinding, directiveFinding } from './rules';

/** What a finding must have to be suppressed. */
export type Suppressible = Pick<Finding, 'rule' | 'at'>;

export interface DirectiveContext {
  /** Decoded text; undefined where a file has none. */
  text(file: string): string | undefined;
  /** Files whose directives are looked at even where nothing was found in them. */
  readonly files: Iterable<string>;
  /** YYYY-MM-DD. A directive whose `until` is this day or before is expired. */
  readonly today: string;
  readonly knownRules: ReadonlySet<string>;
  /** Report directives without a reason. */
  readonly requireReason?: boolean;
  /** Report directives that hid nothing: only where every rule ran. Default true. */
  readonly tellUnused?: boolean;
  /** Whether a rule is on for a file: nothing is said of directives for rules that did not run. Default: all are. */
  isOn?(rule: string, file: string): boolean;
}

export interface Applied<F> {
  readonly findings: readonly F[];
  readonly suppressed: readonly (F & Pick<SuppressedFinding, 'suppression'>)[];
  /** What is wrong with the directives themselves; no directive hides these. */
  readonly directiveFindings: readonly DirectiveFinding[];
}

/** One rule of a directive, or all rules, and the part of the file that it is about. */
export interface Cover {
  readonly directive: Directive;
  /** Undefined: all rules. */
  readonly rule: RuleName | undefined;
  readonly expired: boolean;
  /** Lines from 1, for the kinds that are about lines. */
  readonly lines: { readonly first: number; readonly last: number };
  used: boolean;
}

/** The directives of one file. */
interface FileDirectives {
  readonly file: SourceFile;
  readonly covers: readonly Cover[];
  readonly mistakes: readonly Mistake[];
  readonly lines: LogicalLines;
  /** The first directive over the limit. */
  readonly excess: Directive | undefined;
}

/** A file with more is no work of a person: the rest is not read, which bounds the time. */
const maximumDirectives = 1000;
/** What the engine says of itself stays visible. */
const isSuppressible = (rule: string): boolean => !rule.startsWith('internal/');

/**
 * Takes out the findings that a comment in their file suppresses. Only a finding's own place counts, not its related ones, and of a
 * place that spans lines its first line. A finding about a whole file is hidden by `cvl-disable-file` only.
 */
export function applyDirectives<F extends Suppressible>(findings: readonly F[], context: DirectiveContext): Applied<F> {
  const kept: F[] = [];
  const suppressed: (F & Pick<SuppressedFinding, 'suppression'>)[] = [];
  const files = new Map<string, FileDirectives | undefined>();
  const directivesOf = (file: string): FileDirectives | undefined => {
    if (!files.has(file)) files.set(file, readDirectives(file, context));
    return files.get(file);
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
  for (const file of context.files) directivesOf(file);
  const directiveFindings = [...files.values()].flatMap((directives) => (directives ? complaints(directives, context) : []));
  return { findings: kept, suppressed, directiveFindings };
}

function readDirectives(path: string, context: DirectiveContext): FileDirectives | undefined {
  const text = languageByName(path) === undefined ? undefined : context.text(path);
  if (text === undefined || !mayHoldDirectives(text)) return undefined;
  const file = { path, text };
  const language = languageOf(file);
  if (!language) return undefined;
  const comments = findComments(file, language);
  const directives: Directive[] = [];
  const mistakes: Mistake[] = [];
  for (const comment of comments) {
    const parsed = parseComment(file, comment);
    if (!parsed) continue;
    if (parsed.directive) directives.push(parsed.directive);
    mistakes.push(...parsed.mistakes);
    if (directives.length > maximumDirectives) break;
  }
  if (directives.length === 0 && mistakes.length === 0) return undefined;
  const lines = logicalLines(file, language, comments);
  const covers = directives.slice(0, maximumDirectives).flatMap((directive) => coversOf(directive, lines, context.today));
  return { file, covers, mistakes, lines, excess: directives[maximumDirectives] };
}

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

const isFor = (rule: RuleName | undefined, id: string): boolean =>
  rule === undefined || rule.id === id || (rule.id.endsWith('/*') && id.startsWith(rule.id.slice(0, -1)));

/** The directive that hides a finding: the one for its line before a block, and a block before the whole file. */
function coverOf({ covers, lines }: FileDirectives, finding: Suppressible): Cover | undefined {
  const place = placeOf(finding.at, lines);
  let block: Cover | undefined;
  let whole: Cover | undefined;
  for (const cover of covers) {
    if (cover.expired || !isFor(cover.rule, finding.rule)) continue;
    const { kind, comment } = cover.directive;
    if (kind === 'disable-file') whole ??= cover;
    else if (!place) continue;
    else if (kind === 'disable-line' || kind === 'disable-next-line') {
      if (cover.lines.first <= place.line && place.line <= cover.lines.last) return cover;
    } else if (comment.start > place.offset) continue;
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

function complaints({ file, covers, mistakes, excess }: FileDirectives, context: DirectiveContext): DirectiveFinding[] {
  const found = mistakes.map(({ message, data, at }) => directiveFinding('directives/syntax', message, data, at));
  if (excess) found.push(directiveFinding('directives/syntax', 'many', { text: String(maximumDirectives) }, excess.word));
  return [...found, ...reportDirectives(file, covers, context)];
}
