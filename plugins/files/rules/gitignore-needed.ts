import { defineRule, nameOf } from '../../../src/api';

interface Options {
  readonly needed: readonly string[];
}

export default defineRule<'example', Options>({
  name: 'gitignore-needed',
  scope: 'example',
  docs: {
    summary: 'Files that an example needs are not ignored by git',
    why: 'A pattern that is too wide hides a script or a Dockerfile: the example works for its author, and the file is missing in every clone.',
    bad: [
      {
        wrong: '`*.sh` hides the script of the preset.',
        sample: {
          'example.yaml': 'presets:\n  train: {script: train.sh}\n',
          '.gitignore': '*.sh\n',
          'train.sh': { text: '#!/bin/bash\n', tracked: false },
        },
      },
    ],
    good: { '.gitignore': 'outputs/\n', 'train.sh': '#!/bin/bash\n' },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        needed: {
          type: 'array',
          items: { type: 'string' },
          description: 'files that must be in every clone, besides the scripts of presets',
        },
      },
    },
    tables: { needed: 'artifacts.needed' },
  },
  messages: {
    hidden:
      'This pattern hides `{{file}}` from git, so the file is missing in every clone. Make the pattern narrower, or add `!{{file}}` below it.',
  },
  fixes: {
    hidden: { below: '!{{file}}', unsafe: true },
  },
  *check(example, { options }) {
    const { repository, folder, presets } = example;
    if (!repository.git) return;
    const present = new Set(repository.list(folder).map(({ name }) => name));
    const files = options.needed.flatMap((name) => (present.has(name) && example.has(name) ? (example.join(name) ?? []) : []));
    for (const path of new Set([...files, ...presets.flatMap((preset) => preset.path ?? [])])) {
      if (repository.entry(path)?.tracked) continue;
      const rule = repository.ignoredBy(path);
      if (!rule) continue;
      yield {
        message: 'hidden',
        data: { file: nameOf(path) },
        at: { file: rule.file, start: rule.start, end: rule.end },
        related: [{ message: 'The hidden file is here.', at: { file: path } }],
      };
    }
  },
});
