import { defineRule, type PythonFile, type Report } from '../../../src/api';
import { changeOptions } from '../library-reports';
import { installedIn, type LibraryOptions } from '../library-versions';

const { libraries, images, modern, apart } = changeOptions.schema.properties;
const { tables } = changeOptions;

const load = (what: string): string => `from datasets import load_dataset

data = load_dataset(${what})
`;

export default defineRule<'module', LibraryOptions, 'script'>({
  name: 'dataset-script',
  scope: 'module',
  docs: {
    summary: 'No loading script is given to a version of `datasets` that runs none',
    why: '`load_dataset("loader.py")` runs the script up to `datasets` 3. Since 4.0, it stops with “Dataset scripts are no longer supported”.',
    bad: [
      {
        wrong: 'Version 4 runs no scripts.',
        sample: { 'requirements.txt': 'datasets==4.1.0\n', 'train.py': load('"./loader.py", data_dir="data"') },
      },
    ],
    good: [
      { 'requirements.txt': 'datasets==3.6.0\n', 'train.py': load('"./loader.py", data_dir="data"') },
      { 'requirements.txt': 'datasets==4.1.0\n', 'train.py': load('"json", data_files="data/*.json"') },
    ],
    references: ['https://github.com/huggingface/datasets/releases/tag/4.0.0'],
  },
  options: {
    schema: { type: 'object', additionalProperties: false, properties: { libraries, images, modern, apart } },
    tables: { libraries: tables.libraries, images: tables.images, modern: tables.modern, apart: tables.apart },
  },
  messages: {
    script:
      '{{file}} has `{{pin}}`, and since 4.0 `datasets` runs no loading scripts. Write `datasets<4` there, or load the files with `load_dataset("json", data_files=…)` or a format like it.',
  },
  *check(module, { options }): Iterable<Report<'script'>> {
    const { python } = module;
    if (!/load_dataset\(\s*f?["'][^"'\n]*\.py["']/.test(python.source.text)) return;
    const installed = installedIn('>=4', 'datasets', module, options);
    if (!installed) return;
    const { data, isSure, related } = installed;
    for (const at of scriptsIn(python))
      yield { message: 'script', data, at, related: [related], ...(!isSure && { severity: 'warning' }) };
  },
});

/** The first arguments of `load_dataset` that name a Python file. */
const scriptsIn = (python: PythonFile) =>
  python.index.calls.flatMap(({ node: { func, args } }) => {
    const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
    const [first] = args;
    const isScript = first?.nodeType === 'Constant' && typeof first.value === 'string' && first.value.endsWith('.py');
    return name === 'load_dataset' && isScript ? [python.span(first)] : [];
  });
