import { type Download, defineRule, nameOf, stringValue } from '../../../src/api';
import { launch } from '../samples';

interface Options {
  /** Starts of names that stand for the user's own data. */
  readonly placeholders: readonly string[];
}

const load = (name: string): string => `from datasets import load_dataset
data = load_dataset("${name}", split="train")
`;

const option = `import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--data", default="uoft-cs/cifar10")
args = parser.parse_args()
`;

export default defineRule<'metadata', Options, 'undeclared' | 'default'>({
  name: 'datasets',
  scope: 'metadata',
  docs: {
    summary: 'The metadata lists the data that the code loads',
    why: 'People choose an example by its data, and need to know its license and size before a run downloads it. Data is reported only if the code names it and contains nothing that the metadata lists.',
    bad: [
      {
        wrong: 'The code loads CIFAR-10.',
        sample: {
          'example.yaml': `name: demo
datasets: [custom]
`,
          'train.sh': launch('python train.py'),
          'train.py': load('uoft-cs/cifar10'),
        },
      },
      {
        wrong: 'By default, the code loads CIFAR-10.',
        sample: {
          'example.yaml': `name: demo
datasets: [imagenet]
`,
          'train.sh': launch('python train.py'),
          'train.py': `${option}${load('').replace('""', 'args.data')}`,
        },
      },
    ],
    good: [
      {
        'example.yaml': `name: demo
datasets: [cifar-10]
`,
        'train.sh': launch('python train.py'),
        'train.py': load('uoft-cs/cifar10'),
      },
      {
        'example.yaml': `name: demo
datasets: [custom]
`,
        'train.sh': launch('python train.py'),
        'train.py': `from datasets import load_dataset
data = load_dataset("json", data_files="own.json")
`,
      },
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        placeholders: {
          type: 'array',
          items: { type: 'string' },
          description: "How names that stand for the user's own data start.",
        },
      },
    },
    tables: { placeholders: 'python-datasets.placeholders' },
  },
  messages: {
    undeclared: '{{file}} loads {{name}}, but `datasets` lists only {{names}}. Add it, so that people know what a run downloads.',
    default:
      "{{file}} loads {{name}} if {{setter}} isn't given, but `datasets` lists only {{names}}. Add it, so that people know what a run downloads.",
  },
  *check(metadata, { options: { placeholders } }) {
    const declared = metadata.datasets;
    const [first] = declared;
    if (!first) return;
    const files = [...new Set(metadata.example.programs.flatMap(({ own }) => own))];
    const code = files.map(({ source }) => compact(source.text)).join(' ');
    const isPlaceholder = (name: string): boolean => placeholders.some((word) => name.toLowerCase().startsWith(word));
    if (declared.some(({ text }) => !isPlaceholder(text) && code.includes(compact(nameOf(text))))) return;
    for (const file of files) {
      for (const download of file.facts.downloads) {
        const name = dataOf(download);
        if (name === undefined || declared.some(({ text }) => overlaps(text, name))) continue;
        const [setter] = download.what.setters;
        const by = setter && setter.kind !== 'configuration' ? setter.name : undefined;
        const data = { file: nameOf(file.path), name, setter: by, names: declared.map(({ text }) => text).join(', ') };
        const related = [{ message: 'The code loads it here.', at: download.span }];
        yield { message: by === undefined ? 'undeclared' : 'default', data, at: first.at, related };
        return;
      }
    }
  },
});

/** The name of the data set that a call loads, if the code names it. */
function dataOf(download: Download): string | undefined {
  if (download.local) return undefined;
  if (download.by.startsWith('torchvision.datasets.')) return download.callee;
  return download.callee === 'load_dataset' ? stringValue(download.what) || undefined : undefined;
}

const compact = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '');

function overlaps(declared: string, loaded: string): boolean {
  const [one, other] = [compact(nameOf(declared)), compact(nameOf(loaded))];
  return one !== '' && (other.includes(one) || one.includes(other) || compact(loaded).includes(one));
}
