import { defineRule } from '../../../src/api';

export default defineRule({
  name: 'syntax',
  scope: 'directives',
  precision: 'very-high',
  docs: {
    summary: 'A directive is spelled the way cvl reads it',
    why: 'A misspelled directive hides nothing, or less than its author thinks.',
    bad: [
      {
        wrong: '`nextline` lacks a hyphen.',
        sample: { 'train.sh': '# cvl-disable-nextline docker/mounts -- The image holds the data.\ndocker run demo\n' },
      },
    ],
    good: {
      'train.sh': '# cvl-disable-next-line docker/mounts -- The image holds the data.\ndocker run demo python train.py\n',
    },
  },
  messages: {
    word: "`{{text}}` isn't a directive, so this comment hides nothing. Write `{{suggestion}}`.",
    date: "`{{text}}` isn't a date, so this directive never ends. Write `until=YYYY-MM-DD`.",
    option: 'Directives have no option `{{text}}`. Write `{{suggestion}}=YYYY-MM-DD`, or delete it.',
    prose: "`{{text}}` isn't the name of a rule. If it's the reason, write ` {{suggestion}}`.",
    excess: "A file can hold {{limit}} directives, with 2,000 rules in all. This one and those below it aren't read.",
  },
  *check({ mistakes, excess }) {
    for (const { kind, text, suggestion, at } of mistakes) yield { message: kind, data: { text, suggestion }, at };
    if (excess) yield { message: 'excess', data: { limit: excess.limit }, at: excess.at };
  },
});
