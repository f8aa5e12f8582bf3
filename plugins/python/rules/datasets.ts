import { type Download, defineRule, nameOf, type PythonFile, type Report, type Span, stringValue } from '../../../src/api';
import { launch as script } from '../samples';

interface Options {
  /** Names that stand for the user's own data. */
  readonly placeholders: readonly string[];
}

type Found = Report<'undeclared'>;

const loads = (name: string): string => `from datasets import load_dataset\ndata = load_dataset("${name}", split="train")\n`;

export default defineRule<'metadata', Options>({
  name: 'datasets',
  scope: 'metadata',
  docs: {
    summary: 'The data that the code loads is named in the metadata',
    why: 'People choose examples by their data, and must know its licence and size before a run downloads it. Only data that is named in the code is looked at, and only where nothing that the metadata names occurs in the code.',
    bad: [
      {
        'example.yaml': 'name: demo\ndatasets: [custom]\n',
        'train.sh': script('python train.py'),
        'train.py': loads('uoft-cs/cifar10'),
      },
      {
        'example.yaml': 'name: demo\ndatasets: [imagenet]\n',
        'train.sh': script('python train.py'),
        'train.py': 'from torchvision.datasets import MNIST\ndata = MNIST("data", download=True)\n',
      },
    ],
    good: [
      {
        'example.yaml': 'name: demo\ndatasets: [cifar-10]\n',
        'train.sh': script('python train.py'),
        'train.py': loads('uoft-cs/cifar10'),
      },
      {
        'example.yaml': 'name: demo\ndatasets: [custom]\n',
        'train.sh': script('python train.py'),
        'train.py': 'from datasets import load_dataset\ndata = load_dataset("json", data_files="own.json")\n',
      },
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        placeholders: { type: 'array', items: { type: 'string' }, description: 'names that stand for the user’s own data' },
      },
    },
    defaults: { placeholders: ['custom', 'user', 'own', 'local', 'none', 'any', 'synthetic'] },
  },
  messages: {
    undeclared:
      '{{file}} loads {{name}}{{default}}, but `datasets` names only {{names}}; add it, so that people know what a run downloads',
  },
  *check(metadata, { options }) {
    const declared = metadata.datasets;
    const [first] = declared;
    if (!first) return;
    const programs = metadata.example.programs;
    const files = new Map(programs.flatMap((program) => program.own.map((file) => [file.path, file] as const)));
    const code = [...files.values()].map(({ source }) => compact(source.text)).join(' ');
    const named = declared.filter(({ text }) => !options.placeholders.some((word) => text.toLowerCase().startsWith(word)));
    if (named.some(({ text }) => code.includes(compact(lastPart(text))))) return;
    for (const file of files.values()) {
      for (const download of file.facts.downloads) {
        const name = dataOf(download);
        if (name === undefined || declared.some((other) => overlaps(other.text, name))) continue;
        yield report(file, download, name, first.at, declared.map(({ text }) => text).join(', '));
        return;
      }
    }
  },
});

/** The name of the data set that a call loads, where the code names it. */
function dataOf(download: Download): string | undefined {
  if (download.local) return undefined;
  if (download.by.startsWith('torchvision.datasets.')) return download.callee;
  return download.callee === 'load_dataset' ? stringValue(download.what) || undefined : undefined;
}

function report(file: PythonFile, download: Download, name: string, at: Span, names: string): Found {
  const [setter] = download.what.setters;
  const by = setter && setter.kind !== 'configuration' ? ` (where ${setter.name} is not given)` : '';
  return {
    message: 'undeclared',
    data: { file: nameOf(file.path), name, default: by, names },
    at,
    related: [{ message: 'loaded here', at: download.span }],
  };
}

const lastPart = (name: string): string => nameOf(name);
const compact = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '');

function overlaps(declared: string, loaded: string): boolean {
  const [one, other] = [compact(lastPart(declared)), compact(lastPart(loaded))];
  return one !== '' && (other.includes(one) || one.includes(other) || compact(loaded).includes(one));
}
