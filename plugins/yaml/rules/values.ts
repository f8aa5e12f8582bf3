import { type Argument, causes, defineRule, folderOf, type PythonArtifact, type Repository, type Span } from '../../../src/api';
import { isTextToPyYaml, withPointAndSign } from '../scalars';

interface Options {
  readonly parameters: readonly string[];
}

const code = `import torch
import yaml

with open("config.yaml") as file:
    config = yaml.safe_load(file)
optimizer = torch.optim.AdamW(net.parameters(), lr=config["optimizer"]["lr"])
`;

export default defineRule<'module', Options, 'text'>({
  name: 'values',
  scope: 'module',
  docs: {
    summary: 'Numbers in configuration files are numbers to the library that reads them',
    why: "PyYAML reads YAML 1.1, in which `1e-4` is text: a number with an exponent needs a point and a sign. The optimizer then stops with “'<=' not supported between instances of 'float' and 'str'”. OmegaConf, Hydra, ruamel.yaml, and `float()` in the code read it as a number, so nothing is reported there.",
    bad: [
      {
        wrong: 'PyYAML reads the learning rate as text.',
        sample: { 'train.py': code, 'config.yaml': 'optimizer:\n  lr: 1e-4\n' },
      },
    ],
    good: [
      { 'train.py': code, 'config.yaml': 'optimizer:\n  lr: 1.0e-4\n' },
      { 'train.py': code.replace('yaml.safe_load(file)', 'OmegaConf.load(file)'), 'config.yaml': 'optimizer:\n  lr: 1e-4\n' },
      {
        'train.py': code.replace('config["optimizer"]["lr"]', 'float(config["optimizer"]["lr"])'),
        'config.yaml': 'optimizer:\n  lr: 1e-4\n',
      },
    ],
    references: ['https://yaml.org/type/float.html', 'https://github.com/yaml/pyyaml/issues/173'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        parameters: {
          type: 'array',
          items: { type: 'string' },
          description: 'Parameters of optimizers and schedulers that are numbers.',
        },
      },
    },
    tables: { parameters: 'yaml.numbers' },
  },
  messages: {
    text: 'PyYAML reads `{{written}}` as text, and {{parameter}} is a number. Write `{{number}}`.',
  },
  fixable: true,
  *check(module, { options: { parameters } }) {
    const { python, repository } = module;
    if (!python.source.text.includes('yaml')) return;
    const seen = new Set<number>();
    for (const call of [...python.facts.optimisers, ...python.facts.trainingArguments]) {
      for (const parameter of parameters) {
        const argument = call.argument(parameter);
        const at = argument && scalarBehind(argument, module);
        const written = at && repository.source(at.file)?.text.slice(at.start, at.end);
        if (!at || written === undefined || !isTextToPyYaml(written) || seen.has(at.start)) continue;
        seen.add(at.start);
        const number = withPointAndSign(written);
        const related = [{ message: `${call.callee} gets it here.`, at: argument.at }];
        yield {
          message: 'text',
          data: { written, parameter, number },
          at,
          related,
          cause: causes.value(at),
          fix: [{ ...at, text: number }],
        };
      }
    }
  },
});

/** The scalar of a YAML file that PyYAML reads and that an argument passes on unchanged. */
function scalarBehind({ value }: Argument, module: PythonArtifact): Span | undefined {
  const [setter, ...more] = value.setters;
  if (setter?.kind !== 'configuration' || more.length || setter.derived || value.kind === 'known') return undefined;
  if (setter.file === undefined || !setter.reader.startsWith('yaml.') || isConverted(setter.keys, module)) return undefined;
  const path = configurationFile(setter.file, module);
  const document = path === undefined ? undefined : module.repository.yaml(path);
  return document?.problems.length === 0 ? document.valueSpan(setter.keys) : undefined;
}

/** `float(config["lr"])` anywhere in the module. */
const isConverted = (keys: readonly (string | number)[], { python: { index, source, span } }: PythonArtifact): boolean =>
  index.calls.some(({ node }) => {
    if (node.func.nodeType !== 'Name' || node.func.id !== 'float') return false;
    const { start, end } = span(node);
    return source.text.slice(start, end).includes(String(keys.at(-1)));
  });

/** The file beside the module, or the only one that a folder above it has. */
function configurationFile(file: string, { path, repository }: PythonArtifact): string | undefined {
  if (file.startsWith('/') || file.includes('..') || !/\.ya?ml$/.test(file)) return undefined;
  const found: string[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const candidate = `${folder === '' ? '' : `${folder}/`}${file.replace(/^\.\//, '')}`;
    if (isFile(candidate, repository)) found.push(candidate);
    if (folder === '') return found.length === 1 ? found[0] : undefined;
  }
}

const isFile = (path: string, { kind }: Repository): boolean => kind(path) === 'file';
