import type { Finding } from '../../api/finding';
import { closest } from '../../text/closest';
import { nameOf } from '../../text/path';
import type { SourceFile } from '../../text/span';
import type { Cover, DirectiveContext } from './apply';
import type { Directive, RuleName } from './parse';
import { type DirectiveFinding, directiveFinding } from './rules';

/** What is wrong with the directives of a file, after the findings have been matched with them. */
export function reportDirectives(file: SourceFile, covers: readonly Cover[], context: DirectiveContext): DirectiveFinding[] {
  const found: DirectiveFinding[] = [];
  const idle = idleEnables(covers);
  let last: Directive | undefined;
  for (const cover of covers) {
    const { directive, rule, expired } = cover;
    if (directive !== last) found.push(...aboutWhole(directive, expired, context));
    last = directive;
    if (rule && !isKnown(rule.id, context.knownRules)) {
      found.push(
        directiveFinding(
          'directives/unknown-rule',
          'unknown',
          { rule: rule.id, advice: advice(rule.id, context.knownRules) },
          rule,
        ),
      );
    } else if (directive.kind === 'enable' ? idle.has(cover) : !cover.used && !expired) {
      if (context.tellUnused !== false && ran(rule, file.path, context)) found.push(unused(file, cover));
    }
  }
  return found;
}

function aboutWhole(directive: Directive, expired: boolean, context: DirectiveContext): DirectiveFinding[] {
  const found: DirectiveFinding[] = [];
  if (expired && directive.until) {
    found.push(
      directiveFinding(
        'directives/expired',
        'directive',
        { what: 'this directive', date: directive.until.date },
        directive.until,
      ),
    );
  }
  if (context.requireReason && directive.kind !== 'enable' && directive.reason === undefined) {
    found.push(directiveFinding('directives/no-reason', 'directive', {}, directive.word));
  }
  return found;
}

/** Directives that enable what nothing above them disables. */
function idleEnables(covers: readonly Cover[]): Set<Cover> {
  const idle = new Set<Cover>();
  let open: Cover[] = [];
  for (const cover of covers) {
    if (cover.directive.kind === 'disable') open.push(cover);
    if (cover.directive.kind !== 'enable') continue;
    const wanted = cover.rule?.id;
    const touches = (other: RuleName | undefined) =>
      wanted === undefined ||
      other === undefined ||
      other.id === wanted ||
      contains(other.id, wanted) ||
      contains(wanted, other.id);
    if (!open.some(({ rule }) => touches(rule))) idle.add(cover);
    open = open.filter(({ rule }) => wanted !== undefined && rule?.id !== wanted && !(rule && contains(wanted, rule.id)));
  }
  return idle;
}

const contains = (family: string, rule: string): boolean => family.endsWith('/*') && rule.startsWith(family.slice(0, -1));

const isKnown = (id: string, known: ReadonlySet<string>): boolean =>
  known.has(id) || (id.endsWith('/*') && [...known].some((rule) => contains(id, rule)));

/** A rule's name without its family is the commonest slip. */
function advice(id: string, known: ReadonlySet<string>): string {
  const bare = nameOf(id);
  const families = [...new Set([...known].map((rule) => `${rule.slice(0, rule.indexOf('/'))}/*`))];
  const meant =
    closest(id, id.endsWith('/*') ? families : known) ??
    [...known].find((rule) => rule.endsWith(`/${bare}`)) ??
    (id.includes('/') ? undefined : closestName(bare, known));
  return meant === undefined ? '`cvl rules` lists those that exist' : `write \`${meant}\``;
}

function closestName(bare: string, known: ReadonlySet<string>): string | undefined {
  const names = new Map([...known].map((rule) => [rule.slice(rule.indexOf('/') + 1), rule]));
  const name = closest(bare, names.keys());
  return name === undefined ? undefined : names.get(name);
}

/** Whether what is said of a rule can be relied on: it ran on this file. */
function ran(rule: RuleName | undefined, file: string, context: DirectiveContext): boolean {
  if (!rule || !context.isOn) return true;
  if (!rule.id.endsWith('/*')) return context.isOn(rule.id, file);
  return [...context.knownRules].some((id) => contains(rule.id, id) && context.isOn?.(id, file));
}

function unused(file: SourceFile, { directive, rule, lines }: Cover): DirectiveFinding {
  const at = rule ?? directive.word;
  const fix = removal(file, directive, rule);
  if (directive.kind === 'enable') {
    return directiveFinding('directives/unused', 'enable', { what: rule ? `${rule.id} is` : 'the rules are' }, at, fix);
  }
  const ownLine = standsAlone(file, directive) && directive.kind === 'disable-line' && lines.first === lines.last;
  const data = {
    where: where(directive, ownLine),
    rule: rule?.id ?? '',
    hint: ownLine ? ', or write `cvl-disable-next-line` for the line below' : '',
  };
  return directiveFinding('directives/unused', rule ? 'rule' : 'all', data, at, fix);
}

function where({ kind }: Directive, ownLine: boolean): string {
  if (kind === 'disable-file') return 'in this file';
  if (kind === 'disable') return 'below';
  if (kind === 'disable-line') return ownLine ? 'on this comment itself' : 'on this line';
  return 'on the next line';
}

const standsAlone = ({ text }: SourceFile, { comment }: Directive): boolean =>
  /(?:^|[\r\n])[ \t]*$/.test(text.slice(0, comment.start));

/** Deletes the name of one of several rules, else the comment, with its line where it stands alone. */
function removal(file: SourceFile, directive: Directive, rule: RuleName | undefined): NonNullable<Finding['fix']> {
  const edit = (start: number, end: number) => [{ file: file.path, start, end, text: '' }];
  const index = rule ? directive.rules.indexOf(rule) : -1;
  const before = directive.rules[index - 1];
  const after = directive.rules[index + 1];
  if (rule && after) return edit(rule.start, after.start);
  if (rule && before) return edit(before.end, rule.end);
  const { start, end } = directive.comment;
  const blank = /[ \t]*$/.exec(file.text.slice(0, start))?.[0].length ?? 0;
  if (!standsAlone(file, directive)) return edit(start - blank, end);
  const lineEnd = /^\r?\n|^\r/.exec(file.text.slice(end, end + 2))?.[0].length ?? 0;
  return edit(start - blank, end + lineEnd);
}
