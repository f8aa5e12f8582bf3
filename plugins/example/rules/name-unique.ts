import { defineRule, type Example, type Metadata, type Repository } from '../../../src/api';

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
    for (const { metadata } of sameFirstSight(repository)) {
      if (!metadata?.name) continue;
      const { text: name, at } = metadata.name;
      const owner = owners.get(name);
      if (!owner) {
        owners.set(name, metadata);
        continue;
      }
      const first = owner.name?.at ?? { file: owner.path };
      yield {
        message: 'taken',
        data: { name, other: owner.example.folder || 'the repository' },
        at,
        related: [{ message: 'the same name', at: first }],
      };
    }
  },
});

/** Examples that may share a name, told from the line that gives it: the metadata of all others need not be parsed for this. */
function sameFirstSight(repository: Repository): readonly Example[] {
  const bySight = new Map<string | undefined, Example[]>();
  for (const example of repository.examples) {
    const name = nameAtFirstSight(repository.source(example.path)?.text ?? '');
    bySight.set(name, [...(bySight.get(name) ?? []), example]);
  }
  const unclear = bySight.get(undefined) ?? [];
  bySight.delete(undefined);
  const named = unclear.flatMap(({ metadata }) => bySight.get(metadata?.name?.text) ?? []);
  const alike = [...bySight.values()].filter((examples) => examples.length > 1).flat();
  const parsed = new Set([...unclear, ...named, ...alike]);
  return repository.examples.filter((example) => parsed.has(example));
}

/** The only name that the text gives at its margin, on a line of its own. */
function nameAtFirstSight(text: string): string | undefined {
  const lines = [...text.matchAll(/^["']?name["']?[ \t]*:.*(?:\n[ \t]+\S)?/gm)];
  return lines.length === 1 ? /^name:[ \t]+(["']?)(\w[\w.-]*)\1[ \t]*\r?$/.exec(lines[0]?.[0] ?? '')?.[2] : undefined;
}
