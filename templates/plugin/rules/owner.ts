import { defineRule } from 'cvl';

interface Options {
  /** The teams that can own an example. Empty for any. */
  readonly teams: readonly string[];
}

export default defineRule<'metadata', Options>({
  name: 'owner',
  scope: 'metadata',
  docs: {
    summary: 'Each example names the team that owns it',
    why: 'When an example breaks after a library update, somebody has to know whom to ask.',
    bad: [
      { wrong: 'Nobody is named.', sample: 'name: demo\n' },
      { wrong: 'The value is empty.', sample: 'name: demo\nx-owner: ""\n' },
    ],
    good: 'name: demo\nx-owner: "@vision"\n',
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        teams: { type: 'array', items: { type: 'string' }, description: 'The teams that can own an example. Empty for any.' },
      },
    },
    defaults: { teams: [] },
  },
  messages: {
    missing: 'This example has no owner. Add `x-owner: "{{team}}"`.',
    unknown: "{{owner}} isn't one of the teams. Write one of {{teams}}.",
  },
  *check({ data, yaml }, { options: { teams } }) {
    if (!data) return;
    const owner = data['x-owner'];
    const at = yaml.valueSpan(['x-owner']) ?? yaml.nearestSpan(['x-owner']);
    if (typeof owner !== 'string' || owner === '') {
      yield { message: 'missing', data: { team: teams[0] ?? '@team' }, at };
    } else if (teams.length > 0 && !teams.includes(owner)) {
      yield { message: 'unknown', data: { owner, teams: teams.join(', ') }, at };
    }
  },
});
