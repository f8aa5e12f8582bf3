import type { Finding, RuleDescription } from '../../api/finding';
import type { Location } from '../../text/span';
import { renderMessage } from '../message';

/** What the engine reports about directives and suppressions themselves, sorted by id. */
export const directiveRules: readonly (RuleDescription & Required<Pick<RuleDescription, 'severity'>>)[] = [
  {
    id: 'directives/expired',
    docs: {
      summary: 'Directives and suppressions are mended or renewed by the day in `until`',
      why: 'From the day in `until` on, a directive hides nothing any more: somebody promised to have mended the cause by then.',
      bad: {
        'train.sh': '# cvl-disable-next-line docker/mounts until=2024-06-30 -- until the new image is out\ndocker run demo\n',
      },
      good: {
        'train.sh': '# cvl-disable-next-line docker/mounts until=2039-06-30 -- until the new image is out\ndocker run demo\n',
      },
    },
    messages: {
      directive:
        '{{what}} ended on {{date}} and hides nothing any more; mend what it hid and delete it, or agree on a later date',
    },
    fixable: false,
    precision: 'very-high',
    severity: 'warning',
  },
  {
    id: 'directives/no-reason',
    docs: {
      summary: 'Directives and suppressions give a reason',
      why: 'Without a reason nobody can tell later whether a finding was judged or only silenced. Reported where `directives.requireReason` is on.',
      bad: { 'train.sh': '# cvl-disable-next-line docker/mounts\ndocker run demo\n' },
      good: { 'train.sh': '# cvl-disable-next-line docker/mounts -- the image holds the data\ndocker run demo\n' },
    },
    messages: {
      directive: 'this directive gives no reason; write ` -- ` and why at its end',
      suppression: 'this suppression of {{rule}} gives no reason; add `reason:` and why',
    },
    fixable: false,
    precision: 'very-high',
    severity: 'warning',
  },
  {
    id: 'directives/syntax',
    docs: {
      summary: 'Directives are spelt as cvl reads them',
      why: 'A misspelt directive hides nothing, or less than its author thinks.',
      bad: { 'train.sh': '# cvl-disable-nextline docker/mounts -- the image holds the data\ndocker run demo\n' },
      good: { 'train.sh': '# cvl-disable-next-line docker/mounts -- the image holds the data\ndocker run demo\n' },
    },
    messages: {
      word: '"{{text}}" is no directive, so this comment hides nothing; write `{{suggestion}}`',
      date: '"{{text}}" is no date, so this directive never ends; write `until=YYYY-MM-DD`',
      option: 'directives have no option "{{text}}"; write `{{suggestion}}=YYYY-MM-DD`, or delete it',
      prose: '"{{text}}" is not the name of a rule; if it is the reason, write ` {{suggestion}}`',
      many: 'a file can hold {{text}} directives; this one and those below are not read',
    },
    fixable: false,
    precision: 'very-high',
    severity: 'error',
  },
  {
    id: 'directives/unknown-rule',
    docs: {
      summary: 'Directives name rules that exist',
      why: 'A rule that does not exist can not be disabled: what the directive was meant to hide is still reported.',
      bad: { 'train.sh': '# cvl-disable-next-line docker/mount -- the image holds the data\ndocker run demo\n' },
      good: { 'train.sh': '# cvl-disable-next-line docker/mounts -- the image holds the data\ndocker run demo\n' },
    },
    messages: {
      unknown: 'there is no rule "{{rule}}"; {{advice}}',
    },
    fixable: false,
    precision: 'very-high',
    severity: 'error',
  },
  {
    id: 'directives/unused',
    docs: {
      summary: 'Directives and suppressions hide something',
      why: 'A directive that hides nothing today will hide a real fault tomorrow, and tells a reader of a fault that is not there.',
      bad: { 'train.sh': '# cvl-disable-next-line docker/mounts -- the image holds the data\necho done\n' },
      good: { 'train.sh': 'echo done\n' },
    },
    messages: {
      rule: '{{rule}} reports nothing {{where}}, so this directive hides nothing; delete it{{hint}}',
      all: 'no rule reports anything {{where}}, so this directive hides nothing; delete it{{hint}}',
      enable: '{{what}} not disabled above, so this directive changes nothing; delete it',
      suppression: '{{rule}} reports nothing in {{files}}, so this suppression hides nothing; delete it',
    },
    fixable: true,
    precision: 'very-high',
    severity: 'warning',
  },
];

export const directiveRuleIds: readonly string[] = directiveRules.map(({ id }) => id);

/** A finding before the engine gives it its fingerprint. */
export type DirectiveFinding = Omit<Finding, 'fingerprint'>;

/** Makes a finding of one of the rules above. */
export function directiveFinding(
  id: string,
  messageId: string,
  data: { readonly [name: string]: string },
  at: Location,
  fix?: Finding['fix'],
): DirectiveFinding {
  const rule = directiveRules.find((each) => each.id === id);
  if (!rule) throw new Error(`there is no directive rule ${id}`);
  const message = renderMessage(rule.messages[messageId] ?? messageId, data);
  return { rule: id, severity: rule.severity, message, messageId, at, related: [], ...(fix && { fix }) };
}
