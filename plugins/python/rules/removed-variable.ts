import { defineRule, type Report, type Span, type Start } from '../../../src/api';
import { everywhere } from '../languages';
import { changeOptions } from '../library-reports';
import { installedIn, type LibraryOptions } from '../library-versions';

const { libraries, images, modern, apart } = changeOptions.schema.properties;
const { tables } = changeOptions;

const code = 'from transformers import pipeline\nprint(pipeline("text-generation", model="gpt2")("Once"))\n';
const run = (variable: string): string => `#!/bin/bash
docker run --rm -v "$PWD:/app" -w /app -v "$PWD/models:/models" -e ${variable}=/models demo python train.py
`;

export default defineRule<'start', LibraryOptions, 'removed'>({
  name: 'removed-variable',
  scope: 'start',
  languages: everywhere,
  docs: {
    summary: 'A variable for the cache is one that the installed library reads',
    why: 'transformers 5 no longer reads `TRANSFORMERS_CACHE` and its two older names. The models go to `HF_HOME` instead, by default below the home folder, where no mount may keep them.',
    bad: [
      {
        wrong: 'transformers 5 ignores the variable.',
        sample: { 'train.sh': run('TRANSFORMERS_CACHE'), 'requirements.txt': 'transformers==5.1.0\n', 'train.py': code },
      },
    ],
    good: [
      { 'train.sh': run('HF_HOME'), 'requirements.txt': 'transformers==5.1.0\n', 'train.py': code },
      { 'train.sh': run('TRANSFORMERS_CACHE'), 'requirements.txt': 'transformers==4.44.0\n', 'train.py': code },
    ],
    references: ['https://github.com/huggingface/transformers/blob/main/MIGRATION_GUIDE_V5.md#environment-variables'],
  },
  options: {
    schema: { type: 'object', additionalProperties: false, properties: { libraries, images, modern, apart } },
    tables: { libraries: tables.libraries, images: tables.images, modern: tables.modern, apart: tables.apart },
  },
  messages: {
    removed: '{{file}} has `{{pin}}`, and since version 5 transformers ignores {{name}}. Set `HF_HOME` instead.',
  },
  *check(start, { options }): Iterable<Report<'removed'>> {
    const { program, repository } = start;
    const [found] = variablesOf(start);
    if (!found || !program?.own.some(({ source }) => source.text.includes('transformers'))) return;
    const artifact = repository.python(program.entry.source.path);
    const installed = artifact && installedIn('>=5', 'transformers', artifact, options);
    if (!installed) return;
    const { data, related } = installed;
    yield { message: 'removed', data: { ...data, name: found.name }, at: found.at, related: [related] };
  },
});

/** The variables that the container gets, unless it gets one of today's as well. */
function variablesOf({ launch }: Start): readonly { readonly name: string; readonly at: Span }[] {
  const env = launch?.image.view?.env;
  const own = launch?.spec.env.flatMap(({ name }) => (name.text === undefined ? [] : [{ name: name.text, at: name.span }])) ?? [];
  const ofImage = [...(env ?? [])].map(([name, { span }]) => ({ name, at: span }));
  const all = [...own, ...ofImage];
  return all.some(({ name }) => /^(?:HF_HOME|HF_HUB_CACHE|HUGGINGFACE_HUB_CACHE)$/.test(name))
    ? []
    : all.filter(({ name }) => removed.has(name));
}

const removed: ReadonlySet<string> = new Set([
  'TRANSFORMERS_CACHE',
  'PYTORCH_TRANSFORMERS_CACHE',
  'PYTORCH_PRETRAINED_BERT_CACHE',
]);
