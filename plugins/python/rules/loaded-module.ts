import { defineRule, libraryNames, type PythonArtifact, type Report, type Span } from '../../../src/api';
import { changeOptions } from '../library-reports';
import { installedIn, type LibraryOptions } from '../library-versions';

const { libraries, images, modern, apart } = changeOptions.schema.properties;
const { tables } = changeOptions;

const code = (load: string, use: string): string => `import torch
from torch import nn

net = ${load}
${use}
`;

export default defineRule<'module', LibraryOptions, 'refused'>({
  name: 'loaded-module',
  scope: 'module',
  docs: {
    summary: 'A whole model is loaded in a way that the installed PyTorch allows',
    why: 'Since PyTorch 2.6, `torch.load` only loads tensors and plain values, unless it is told otherwise. A file that holds a whole model, as `torch.save(model, path)` writes it, stops the program: “Weights only load failed … Unsupported global”.',
    bad: [
      {
        wrong: 'The file holds the model itself, and PyTorch 2.6 refuses to load it.',
        sample: { 'requirements.txt': 'torch==2.6.0\n', 'test.py': code('torch.load("net.pt")', 'net.eval()') },
      },
    ],
    good: [
      {
        'requirements.txt': 'torch==2.6.0\n',
        'test.py': code('torch.load("net.pt", weights_only=False)', 'net.eval()'),
      },
      {
        'requirements.txt': 'torch==2.6.0\n',
        'test.py': code('nn.Linear(2, 2)', 'net.load_state_dict(torch.load("net.pt"))\nnet.eval()'),
      },
      { 'requirements.txt': 'torch==2.4.1\n', 'test.py': code('torch.load("net.pt")', 'net.eval()') },
    ],
    references: ['https://docs.pytorch.org/docs/stable/notes/serialization.html#torch-load-with-weights-only-true'],
  },
  options: {
    schema: { type: 'object', additionalProperties: false, properties: { libraries, images, modern, apart } },
    tables: { libraries: tables.libraries, images: tables.images, modern: tables.modern, apart: tables.apart },
  },
  messages: {
    refused:
      '{{file}} has `{{pin}}`, and since PyTorch 2.6 `torch.load` refuses a whole model. If you trust the file, write `weights_only=False` here, or load a state dictionary.',
  },
  *check(module, { options }): Iterable<Report<'refused'>> {
    const { python } = module;
    if (!/\btorch\b[^\n]{0,80}\bload\b/.test(python.source.text) || /weights_only|safe_globals/.test(python.source.text)) return;
    const use = usedAsModel(module);
    if (!use) return;
    const installed = installedIn('>=2.6', 'torch', module, options);
    if (!installed) return;
    const { data, isSure } = installed;
    const at = onlyLoad(module) ?? use;
    const related = [{ message: 'This takes it for a model.', at: use }, installed.related];
    yield { message: 'refused', data, at, related, ...(!isSure && { severity: 'warning' }) };
  },
});

/** Methods that models have, and neither tensors nor dictionaries. */
const methods: ReadonlySet<string> = new Set([
  'eval',
  'train',
  'parameters',
  'named_parameters',
  'state_dict',
  'load_state_dict',
  'modules',
  'children',
  'zero_grad',
]);

/** The first call of such a method on what `torch.load` returns. */
const usedAsModel = ({ python }: PythonArtifact): Span | undefined =>
  libraryNames(python, (word) => methods.has(word)).find(({ name }) => /^torch\.load\(\)\.\w+$/.test(name))?.span;

const onlyLoad = ({ python }: PythonArtifact): Span | undefined => {
  const [only, other] = libraryNames(python, (word) => word === 'load').filter(({ name }) => name === 'torch.load');
  return other === undefined ? only?.span : undefined;
};
