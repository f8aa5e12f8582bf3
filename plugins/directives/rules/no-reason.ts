import { defineRule } from '../../../src/api';

export default defineRule({
  name: 'no-reason',
  scope: 'directives',
  precision: 'very-high',
  docs: {
    summary: 'A directive or suppression gives a reason',
    why: 'Without a reason, no one can tell later whether a finding was accepted or only silenced.',
    bad: [
      {
        wrong: 'Nothing says why the finding is accepted.',
        sample: { 'train.sh': '# cvl-disable-next-line docker/mounts\ndocker run demo python train.py\n' },
      },
    ],
    good: {
      'train.sh': '# cvl-disable-next-line docker/mounts -- The image holds the data.\ndocker run demo python train.py\n',
    },
  },
  messages: {
    directive: 'This directive gives no reason. Add ` -- ` and the reason at its end.',
    suppression: 'This suppression of {{rule}} gives no reason. Add `reason:` and say why.',
  },
  *check({ directives, suppressions }) {
    for (const { kind, reason, word } of directives)
      if (kind !== 'enable' && reason === undefined) yield { message: 'directive', at: word };
    for (const { rule, reason, at } of suppressions)
      if (reason === undefined) yield { message: 'suppression', data: { rule }, at };
  },
});
