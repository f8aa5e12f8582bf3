import { defineRule, placeOf } from '../../../src/api';

interface Options {
  readonly folders: readonly string[];
}

export default defineRule<'metadata', Options>({
  name: 'archived-folder',
  scope: 'metadata',
  docs: {
    summary: 'An archived example is in a folder for archives',
    why: 'People copy an example as a template. They take an archived one among current ones for current.',
    bad: [{ wrong: 'The example is in `examples/demo`.', sample: 'archived: true\n' }],
    good: { '/archived_examples/demo/example.yaml': 'archived: true\n' },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        folders: {
          type: 'array',
          items: { type: 'string' },
          description: 'names of folders that hold archived examples; the first one is suggested',
        },
      },
    },
    tables: { folders: 'metadata.archives' },
  },
  messages: {
    place: "This example is archived, but it's among current ones. Move it to `{{folder}}/`, or delete `archived`.",
  },
  *check({ data, yaml, example }, { options: { folders } }) {
    const isStored = example.folder.split('/').some((step) => folders.includes(step));
    const [folder] = folders;
    if (data?.['archived'] === true && !isStored && folder)
      yield { message: 'place', data: { folder }, at: placeOf(yaml, ['archived']) };
  },
});
