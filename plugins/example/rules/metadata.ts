import { closest, defineRule, type Example, folderOf, isBelow, nameOf, type Report } from '../../../src/api';
import { listInWords } from '../words';

interface Options {
  /** The name of the metadata file, where no other example has one. */
  readonly file: string;
  /** Files that an example of the layout has together: all of `all`, and one of `any`, at which it is reported. */
  readonly signs: { readonly all: readonly string[]; readonly any: readonly string[] };
  /** Targets of mounts that show scripts of the layout. */
  readonly layout: readonly string[];
}

type Id = 'missing' | 'misspelled';

const strings = { type: 'array', items: { type: 'string' } } as const;

const files = (mounts: string) => ({
  Dockerfile: 'FROM pytorch/pytorch:2.4.1\n',
  'build.sh': '#!/bin/bash\ndocker build -t demo "$(dirname "$0")"\n',
  'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" ${mounts}-w /workspace demo python train.py
`,
  'train.py': '',
});

export default defineRule<'repository', Options, Id>({
  name: 'metadata',
  scope: 'repository',
  docs: {
    summary: 'An example has its metadata file',
    why: "Runners and listings find an example by its metadata, so one without it doesn't exist for them. Where neither the repository nor the scripts show that they use such metadata, the finding is only information.",
    bad: [
      { wrong: 'There is no `example.yaml`.', sample: files('-v "$DIR/../..:/cvlization_repo:ro" ') },
      { wrong: 'The file has another ending.', sample: { ...files(''), 'example.yml': 'name: demo\n' } },
    ],
    good: [
      { ...files(''), 'example.yaml': 'name: demo\npresets:\n  train: {script: train.sh}\n' },
      { 'train.py': '', 'train.sh': '#!/bin/bash\npython train.py\n' },
    ],
    references: ['Training Pipeline Verification, “Quick health check”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        file: { type: 'string', description: 'the name of the metadata file, where no other example has one' },
        signs: {
          type: 'object',
          additionalProperties: false,
          required: ['all', 'any'],
          description: 'the files that show an example of the layout: all of `all`, and one of `any`',
          properties: { all: strings, any: strings },
        },
        layout: { ...strings, description: 'targets of mounts that show scripts of the layout' },
      },
    },
    tables: { file: 'metadata.file', signs: 'metadata.signs', layout: 'metadata.layout' },
  },
  messages: {
    missing:
      "This folder has {{files}}, but no `{{file}}`, so runners and listings don't find the example. Add `{{file}}` with a name, a capability, a stability, and presets.",
    misspelled:
      "The metadata is in `{{other}}`, but runners and listings read `{{file}}`, so they don't find the example. Rename it to `{{file}}`.",
  },
  *check({ examples }, { options }) {
    const described = examples.filter(isDescribed);
    for (const example of examples) {
      const isInside = described.some(({ folder }) => isBelow(example.folder, folder));
      const found = isDescribed(example) || isInside ? undefined : faultOf(example, described, options);
      if (found) yield found;
    }
  },
});

/** Whether it has a metadata file. None is parsed for this. */
const isDescribed = ({ path, folder }: Example): boolean => path !== folder;

function faultOf(example: Example, described: readonly Example[], options: Options): Report<Id> | undefined {
  const { has, join, launches } = example;
  const { signs, layout } = options;
  const at = signs.any.find((name) => has(name));
  if (at === undefined || !signs.all.every((name) => has(name))) return undefined;
  const file = nameOf(described[0]?.path ?? options.file);
  const isMeant = described.length > 0 || launches.some(({ spec }) => spec.mounts.some(isOfLayout(layout)));
  const severity = isMeant ? {} : { severity: 'info' as const };
  const other = similarName(example, file);
  if (other) return { message: 'misspelled', data: { file, other }, at: { file: join(other)! }, ...severity };
  const present = listInWords([...signs.all, at].map((name) => `\`${name}\``));
  return { message: 'missing', data: { file, files: present }, at: { file: join(at)! }, ...severity };
}

const isOfLayout =
  (layout: readonly string[]) =>
  ({ target }: Example['launches'][number]['spec']['mounts'][number]): boolean =>
    layout.includes(target.text?.replace(/(?<=[^/])\/+$/, '') ?? '');

/** `example.yml`, `Example.yaml`, `exampel.yaml`. */
const similarName = ({ files, folder }: Example, file: string): string | undefined =>
  closest(
    file,
    files.flatMap(({ path }) => (folderOf(path) === folder && /\.ya?ml$/i.test(path) ? nameOf(path) : [])),
  );
