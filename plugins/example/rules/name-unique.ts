import { defineRule, type Example, type Metadata, type Repository } from '../../../src/api';

export default defineRule({
  name: 'name-unique',
  scope: 'repository',
  docs: {
    summary: 'No two examples have the same name',
    why: 'A runner that looks up an example by its name takes the first one that it finds, which may be the other one.',
    bad: [
      {
        wrong: 'Both examples are `detector`.',
        sample: { '/examples/a/example.yaml': 'name: detector\n', '/examples/b/example.yaml': 'name: detector\n' },
      },
    ],
    good: { '/examples/a/example.yaml': 'name: detector\n', '/examples/b/example.yaml': 'name: segmenter\n' },
  },
  messages: {
    taken: "{{other}} has the same name, so `{{name}}` doesn't say which example to run. Rename one of them.",
  },
  *check(repository) {
    const owners = new Map<string, Metadata>();
    for (const { metadata } of likelyNamesakes(repository)) {
      if (!metadata?.name) continue;
      const { text: name, at } = metadata.name;
      const owner = owners.get(name);
      if (!owner) {
        owners.set(name, metadata);
        continue;
      }
      yield {
        message: 'taken',
        data: { name, other: owner.example.folder || 'The repository' },
        at,
        related: [{ message: 'The other name is here.', at: owner.name?.at ?? { file: owner.path } }],
      };
    }
  },
});

/** Examples that may share a name, by the line that gives it. The metadata of all others need not be parsed for this. */
function likelyNamesakes(repository: Repository): readonly Example[] {
  const byLine = new Map<string | undefined, Example[]>();
  for (const example of repository.examples) {
    const name = nameOnItsLine(repository.source(example.path)?.text ?? '');
    byLine.set(name, [...(byLine.get(name) ?? []), example]);
  }
  const unclear = byLine.get(undefined) ?? [];
  byLine.delete(undefined);
  const named = unclear.flatMap(({ metadata }) => byLine.get(metadata?.name?.text) ?? []);
  const alike = [...byLine.values()].filter((examples) => examples.length > 1).flat();
  const parsed = new Set([...unclear, ...named, ...alike]);
  return repository.examples.filter((example) => parsed.has(example));
}

/** The only unindented `name:` of the text, if its value is on the same line. */
function nameOnItsLine(text: string): string | undefined {
  const lines = [...text.matchAll(/^["']?name["']?[ \t]*:.*(?:\n[ \t]+\S)?/gm)];
  return lines.length === 1 ? /^name:[ \t]+(["']?)(\w[\w.-]*)\1[ \t]*\r?$/.exec(lines[0]?.[0] ?? '')?.[2] : undefined;
}
