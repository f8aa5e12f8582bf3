import { closest, defineRule, nameOf } from '../../../src/api';

export default defineRule({
  name: 'unknown-rule',
  scope: 'directives',
  precision: 'very-high',
  docs: {
    summary: 'A directive names rules that exist',
    why: "A rule that doesn't exist can't be disabled: what the directive was meant to hide is still reported.",
    bad: [
      {
        wrong: 'The rule is `docker/mounts`.',
        sample: { 'train.sh': '# cvl-disable-next-line docker/mount -- The image holds the data.\ndocker run demo\n' },
      },
    ],
    good: {
      'train.sh': '# cvl-disable-next-line docker/mounts -- The image holds the data.\ndocker run demo python train.py\n',
    },
  },
  messages: {
    similar: 'There is no rule `{{rule}}`. Write `{{suggestion}}`.',
    unknown: 'There is no rule `{{rule}}`. `cvl rules` lists those that exist.',
  },
  fixes: {
    similar: { by: '{{suggestion}}', unsafe: true },
  },
  *check({ directives, knownRules }) {
    for (const { rules } of directives) {
      for (const rule of rules) {
        if (isKnown(rule.id, knownRules)) continue;
        const suggestion = meant(rule.id, knownRules);
        yield { message: suggestion === undefined ? 'unknown' : 'similar', data: { rule: rule.id, suggestion }, at: rule };
      }
    }
  },
});

const isKnown = (id: string, known: ReadonlySet<string>): boolean =>
  known.has(id) || (id.endsWith('/*') && [...known].some((rule) => rule.startsWith(id.slice(0, -1))));

/** The commonest slip is a rule's name without its family. */
function meant(id: string, known: ReadonlySet<string>): string | undefined {
  const families = [...new Set([...known].map((rule) => `${rule.slice(0, rule.indexOf('/'))}/*`))];
  return (
    closest(id, id.endsWith('/*') ? families : known) ??
    [...known].find((rule) => rule.endsWith(`/${nameOf(id)}`)) ??
    (id.includes('/') ? undefined : closestName(id, known))
  );
}

function closestName(bare: string, known: ReadonlySet<string>): string | undefined {
  const names = new Map([...known].map((rule) => [nameOf(rule), rule]));
  const name = closest(bare, names.keys());
  return name === undefined ? undefined : names.get(name);
}
