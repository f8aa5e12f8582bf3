import { defineRule, type Metadata } from '../../src/api';

export default defineRule({
  name: 'name-unique',
  scope: 'repository',
  docs: {
    summary: 'No two examples have the same name',
    why: 'A runner that looks an example up by its name takes the first one that it finds, whichever that is.',
    bad: { '/examples/a/example.yaml': 'name: detector\n', '/examples/b/example.yaml': 'name: detector\n' },
    good: { '/examples/a/example.yaml': 'name: detector\n', '/examples/b/example.yaml': 'name: segmenter\n' },
  },
  messages: {
    taken: 'the name "{{name}}" is also that of {{other}}, so it does not tell which example to run; give each a name of its own',
  },
  *check(repository) {
    const owners = new Map<string, Metadata>();
    for (const { metadata } of repository.examples) {
      const name = metadata?.data?.['name'];
      const at = metadata?.yaml.valueSpan(['name']);
      if (!metadata || typeof name !== 'string' || name === '' || !at) continue;
      const owner = owners.get(name);
      if (!owner) {
        owners.set(name, metadata);
        continue;
      }
      const first = owner.yaml.valueSpan(['name']) ?? { file: owner.path };
      yield {
        message: 'taken',
        data: { name, other: owner.example.folder || 'the repository' },
        at,
        related: [{ message: 'the same name', at: first }],
      };
    }
  },
});
