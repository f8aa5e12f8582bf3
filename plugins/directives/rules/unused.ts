import { type AppliedDirective, defineRule, type Edit, type Report, type RuleName } from '../../../src/api';

type Found = Report<'rule' | 'all' | 'enable' | 'enable-all' | 'suppression'>;

export default defineRule<'directives', Record<string, never>, Found['message']>({
  name: 'unused',
  scope: 'directives',
  fixable: true,
  tag: 'unnecessary',
  precision: 'very-high',
  docs: {
    summary: 'A directive or suppression hides something',
    why: "A directive that hides nothing today hides a real fault tomorrow, and tells readers about a fault that isn't there.",
    bad: [
      {
        wrong: 'Nothing is started on the next line.',
        sample: { 'train.sh': '# cvl-disable-next-line docker/mounts -- The image holds the data.\necho done\n' },
      },
    ],
    good: { 'train.sh': 'echo done\n' },
  },
  messages: {
    rule: '{{rule}} reports nothing {{where}}, so this directive hides nothing. Delete it{{hint}}.',
    all: 'No rule reports anything {{where}}, so this directive hides nothing. Delete it{{hint}}.',
    enable: "{{rule}} isn't disabled above, so this directive changes nothing. Delete it.",
    'enable-all': 'No rule is disabled above, so this directive changes nothing. Delete it.',
    suppression: '{{rule}} reports nothing in {{files}}, so this suppression hides nothing. Delete it.',
  },
  *check({ directives, suppressions, knownRules }) {
    for (const directive of directives) {
      if (directive.expired) continue;
      for (const { rule, used, ran } of directive.applied) {
        const isKnown = !rule || rule.id.endsWith('/*') || knownRules.has(rule.id);
        if (!used && ran && isKnown) yield unused(directive, rule);
      }
    }
    for (const { rule, files, used, ran, expired, at } of suppressions)
      if (!used && ran && !expired) yield { message: 'suppression', data: { rule, files }, at };
  },
});

function unused(directive: AppliedDirective, rule: RuleName | undefined): Found {
  const at = rule ?? directive.word;
  const fix = removal(directive, rule);
  if (directive.kind === 'enable') return { message: rule ? 'enable' : 'enable-all', data: { rule: rule?.id }, at, fix };
  const { lines } = directive;
  const ownLine = standsAlone(directive) && directive.kind === 'disable-line' && lines.first === lines.last;
  const hint = ownLine ? ', or write `cvl-disable-next-line` for the line below' : '';
  return { message: rule ? 'rule' : 'all', data: { rule: rule?.id, where: where(directive, ownLine), hint }, at, fix };
}

function where({ kind }: AppliedDirective, ownLine: boolean): string {
  if (kind === 'disable-file') return 'in this file';
  if (kind === 'disable') return 'below';
  if (kind === 'disable-line') return ownLine ? 'on this comment itself' : 'on this line';
  return 'on the next line';
}

const standsAlone = ({ file, comment }: AppliedDirective): boolean =>
  /^[\r\n]?$/.test(file.text[blankBefore(file.text, comment.start) - 1] ?? '');

/** Where the blanks before an offset begin. */
function blankBefore(text: string, end: number): number {
  let start = end;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start -= 1;
  return start;
}

/** Deletes the name of one of several rules, else the comment, with its line where it stands alone. */
function removal(directive: AppliedDirective, rule: RuleName | undefined): readonly Edit[] {
  const { file, rules, comment } = directive;
  const remove = (start: number, end: number) => [{ file: file.path, start, end, text: '' }];
  const index = rule ? rules.indexOf(rule) : -1;
  const before = rules[index - 1];
  const after = rules[index + 1];
  if (rule && after) return remove(rule.start, after.start);
  if (rule && before) return remove(before.end, rule.end);
  const { start, end } = comment;
  const blank = start - blankBefore(file.text, start);
  if (!standsAlone(directive)) return remove(start - blank, end);
  const lineEnd = /^\r?\n|^\r/.exec(file.text.slice(end, end + 2))?.[0].length ?? 0;
  if (endsScalar(file, end + lineEnd, blank)) return [];
  return remove(start - blank, end + lineEnd);
}

/**
 * In YAML, a line that is indented deeper than the comment above it may continue the value before the comment once the comment is gone.
 */
function endsScalar({ path, text }: AppliedDirective['file'], from: number, indentation: number): boolean {
  if (!/\.ya?ml$/.test(path)) return false;
  let at = from;
  while (text[at] === '\n' || text[at] === '\r') at += 1;
  const start = at;
  while (text[at] === ' ') at += 1;
  return at - start > indentation && at < text.length;
}
