import { defineRule, nameOf, type Report, type Repository, type YamlDocument, type YamlPath } from '../../../src/api';

interface Options {
  readonly files: readonly string[];
  readonly keys: { readonly [word: string]: string };
}

export default defineRule<'repository', Options, 'shortened'>({
  name: 'versions',
  scope: 'repository',
  docs: {
    summary: 'Versions that end in 0 are quoted in YAML',
    why: '`3.10` is the number 3.1 to YAML, so a workflow or an image gets Python 3.1, which nobody has, and stops. It worked with 3.8 and 3.9.',
    bad: [
      {
        wrong: 'The workflow asks for Python 3.1.',
        sample: {
          '/.github/workflows/test.yml': `jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        python-version: ["3.9", 3.10]
`,
        },
      },
      { wrong: 'Cog builds for Python 3.1.', sample: { 'cog.yaml': 'build:\n  python_version: 3.10\n' } },
    ],
    good: { 'cog.yaml': 'build:\n  python_version: "3.10"\n' },
    references: [
      'https://docs.github.com/actions/automating-builds-and-tests/building-and-testing-python#using-a-specific-python-version',
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        files: { type: 'array', items: { type: 'string' }, description: 'Names of files, or folders that end in a slash.' },
        keys: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description: 'Words in keys whose values are versions, with the start of the versions that end in 0.',
        },
      },
    },
    tables: { files: 'yaml.versioned', keys: 'yaml.versions' },
  },
  messages: { shortened: 'YAML reads `{{written}}` as the number {{value}}. Write `"{{written}}"`.' },
  fixable: true,
  *check(repository, { options }) {
    for (const { path, type } of repository.files) {
      if (type !== 'file' || !/\.ya?ml$/.test(path) || !isVersioned(path, options.files)) continue;
      yield* shortened(path, repository, options);
    }
  },
});

const isVersioned = (path: string, files: readonly string[]): boolean =>
  files.some((each) => (each.endsWith('/') ? path.startsWith(each) || path.includes(`/${each}`) : nameOf(path) === each));

function* shortened(path: string, repository: Repository, { keys }: Options): Iterable<Report<'shortened'>> {
  const text = repository.source(path)?.text ?? '';
  if (!Object.values(keys).some((start) => text.includes(start))) return;
  const document = repository.yaml(path);
  if (!document || document.problems.length) return;
  for (const { at, word, value } of numbersIn(document, document.value, [], keys)) {
    const span = document.valueSpan(at);
    const written = span && text.slice(span.start, span.end);
    const start = keys[word] ?? '';
    if (!span || written === undefined || !/^\d+\.\d+0$/.test(written) || !written.startsWith(start)) continue;
    yield { message: 'shortened', data: { written, value }, at: span, fix: [{ ...span, text: `"${written}"` }] };
  }
}

interface Numbered {
  readonly at: YamlPath;
  readonly word: string;
  readonly value: number;
}

/** The numbers below a key with one of the words, in lists too. */
function* numbersIn(
  document: YamlDocument,
  value: unknown,
  at: YamlPath,
  keys: Options['keys'],
  word?: string,
): Iterable<Numbered> {
  if (typeof value === 'number' && word !== undefined) yield { at, word, value };
  else if (Array.isArray(value)) {
    for (const [position, item] of value.entries()) yield* numbersIn(document, item, [...at, position], keys, word);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const own = Object.keys(keys).find((each) => key.toLowerCase().includes(each));
      yield* numbersIn(document, item, [...at, key], keys, own);
    }
  }
}
