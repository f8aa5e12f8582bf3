import { defineRule, placeOf } from '../../../src/api';

interface Options {
  readonly folders: readonly string[];
}

export default defineRule<'metadata', Options>({
  name: 'archived',
  scope: 'metadata',
  docs: {
    summary: 'An archived example says so in one way and lies where archives lie',
    why: 'Listings leave out what has `archived: true`; a stability of "archived" is listed like any other. An archived example between living ones is copied as a template.',
    bad: ['stability: archived\n', 'archived: true\n'],
    good: ['stability: stable\n', { '/archived_examples/demo/example.yaml': 'archived: true\n' }],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        folders: { type: 'array', items: { type: 'string' }, description: 'names of folders that hold archived examples' },
      },
    },
    defaults: { folders: ['archived_examples', 'archived', 'archive'] },
  },
  messages: {
    stability: 'listings hide only what has `archived: true`, so "archived" as stability has no effect; write `archived: true`',
    place: 'an archived example lies between living ones and is taken for one; move it to {{folder}}/, or delete `archived`',
  },
  *check(metadata, { options }) {
    const { data, yaml, example } = metadata;
    if (!data) return;
    if (data['stability'] === 'archived' && data['archived'] !== true)
      yield { message: 'stability', at: placeOf(yaml, ['stability']) };
    const stored = example.folder.split('/').some((step) => options.folders.includes(step));
    if (data['archived'] === true && !stored && options.folders[0]) {
      yield {
        message: 'place',
        data: { folder: options.folders[0] },
        at: placeOf(yaml, ['archived']),
      };
    }
  },
});
