import { defineRule, placeOf, suggestedEntry } from '../../../src/api';

export default defineRule({
  name: 'archived',
  scope: 'metadata',
  docs: {
    summary: 'An archived example is marked by `archived: true`',
    why: 'Listings leave out what has `archived: true`. An example whose stability is "archived" is listed like any other.',
    bad: [{ wrong: "Listings don't know this stability.", sample: 'stability: archived\n' }],
    good: 'archived: true\n',
  },
  messages: {
    stability:
      'Listings hide only examples with `archived: true`, so the stability "archived" has no effect. Write `archived: true`.',
  },
  fixable: 'unsafe',
  *check({ data, yaml }) {
    if (data?.['stability'] === 'archived' && data['archived'] !== true)
      yield { message: 'stability', at: placeOf(yaml, ['stability']), ...suggestedEntry(yaml, [], 'archived: true') };
  },
});
