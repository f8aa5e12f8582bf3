import { defineRule } from '../../../src/api';

export default defineRule({
  name: 'expired',
  scope: 'directives',
  precision: 'very-high',
  docs: {
    summary: 'A directive or suppression is removed or renewed by its `until` date',
    why: 'From its `until` date on, a directive hides nothing: someone promised to have fixed the cause by then.',
    bad: [
      {
        wrong: 'The date has passed.',
        sample: {
          'train.sh': `# cvl-disable-next-line docker/mounts until=2024-06-30 -- until the new image is out
docker run demo
`,
        },
      },
    ],
    good: {
      'train.sh': `# cvl-disable-next-line docker/mounts until=2039-06-30 -- until the new image is out
docker run demo python train.py
`,
    },
  },
  messages: {
    directive: 'This directive ended on {{date}} and hides nothing anymore. Fix what it hid and delete it, or set a later date.',
    suppression:
      'This suppression of {{rule}} ended on {{date}} and hides nothing anymore. Fix what it hid and delete it, or set a later date.',
  },
  *check({ directives, suppressions }) {
    for (const { expired, until } of directives)
      if (expired && until) yield { message: 'directive', data: { date: until.date }, at: until };
    for (const { expired, until, rule, at } of suppressions)
      if (expired && until !== undefined) yield { message: 'suppression', data: { rule, date: until }, at };
  },
});
