import { defineRule, type Example, foldersFrom, joinPath, nameOf } from '../../../src/api';
import { type Demands, demandsSchema, unmetDemands } from '../demands';

interface Options {
  readonly files: Demands;
}

export default defineRule<'example', Options>({
  name: 'recommended',
  scope: 'example',
  docs: {
    summary: 'An example has the files that make it usable by others',
    why: 'An example can run without a README, but nobody learns what it needs, what it does, and what results its author got.',
    bad: [
      {
        wrong: 'There is no README.',
        sample: { 'example.yaml': 'presets:\n  train: {script: train.sh}\n', 'train.sh': '#!/bin/bash\n' },
      },
    ],
    good: { 'example.yaml': 'presets:\n  train: {script: train.sh}\n', 'train.sh': '#!/bin/bash\n', 'README.md': '# Demo\n' },
    references: ['Training Pipeline Verification, “Structure Verification”'],
  },
  options: { schema: demandsSchema, tables: { files: 'files.recommended' } },
  messages: { missing: "There is no `{{file}}`, so newcomers can't find out {{purpose}}. Add it." },
  *check(example, { options }) {
    for (const { file, purpose } of unmetDemands(example, options.files)) {
      if (/^readme/i.test(file) && isNamedAbove(example)) continue;
      yield { message: 'missing', data: { file, purpose }, at: { file: example.path } };
    }
  },
});

/** Without a metadata file, a folder may be a part of something larger, whose README names it. */
function isNamedAbove({ repository, folder, metadata }: Example): boolean {
  if (metadata || folder === '') return false;
  const [, ...above] = foldersFrom(folder);
  return above.some((each) =>
    repository
      .list(each)
      .filter(({ name, kind }) => kind === 'file' && /^readme(\.\w+)?$/i.test(name))
      .some(({ name }) => repository.source(joinPath(each, name))?.text.includes(nameOf(folder))),
  );
}
