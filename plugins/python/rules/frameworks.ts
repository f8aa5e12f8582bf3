import table from '../../../rules/tables/python-frameworks.yaml';
import { defineRule, type Metadata, nameOf, type Program, patternWith, type Report, type Written } from '../../../src/api';
import { launch as script } from '../samples';

interface Framework {
  readonly modules: readonly string[];
  /** Other words that show it. */
  readonly also?: readonly string[];
  /** Frameworks that it is built on: to declare one of them is enough. */
  readonly on?: readonly string[];
}

interface Purpose {
  readonly call: string;
  readonly words: readonly string[];
  readonly task: string;
}

interface Options {
  readonly tasks: readonly Purpose[];
  readonly frameworks: { readonly [name: string]: Framework };
  readonly trainers: { readonly [call: string]: string };
}

type Found = Report<'unused' | 'undeclared' | 'task'>;

export default defineRule<'metadata', Options>({
  name: 'frameworks',
  scope: 'metadata',
  docs: {
    summary: 'The frameworks and tasks of the metadata are those of the code',
    why: 'People choose an example by its framework and its task. A name that was copied from a sibling, or left when the code moved on, sends them to the wrong place.',
    bad: [
      {
        'example.yaml': 'name: demo\nframeworks: [tensorflow]\n',
        'train.sh': script('python train.py'),
        'train.py': 'import torch\nnet = torch.nn.Linear(1, 1)\n',
      },
      {
        'example.yaml': 'name: demo\nframeworks: [scikit-learn]\n',
        'train.sh': script('python train.py'),
        'train.py': 'import sklearn\nfrom trl import SFTTrainer\nSFTTrainer(model="x").train()\n',
      },
      {
        'example.yaml': 'name: demo\nframeworks: [pytorch]\ntasks: [image_classification]\n',
        'train.sh': script('python train.py'),
        'train.py':
          'from torchvision.models.detection import fasterrcnn_resnet50_fpn\nnet = fasterrcnn_resnet50_fpn()\nfor batch in data:\n    net(batch).backward()\n',
      },
    ],
    good: {
      'example.yaml': 'name: demo\nframeworks: [pytorch]\n',
      'train.sh': script('python train.py'),
      'train.py': 'from transformers import Trainer\nTrainer().train()\n',
      'requirements.txt': 'torch\n',
    },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        frameworks: {
          type: 'object',
          description: 'name in the metadata → modules, other words that show it, and what it is built on',
          additionalProperties: {
            type: 'object',
            required: ['modules'],
            additionalProperties: false,
            properties: {
              modules: { type: 'array', items: { type: 'string' } },
              also: { type: 'array', items: { type: 'string' } },
              on: { type: 'array', items: { type: 'string' } },
            },
          },
        },
        tasks: {
          type: 'array',
          description: 'calls that make models for a task, words that one of the tasks must have, and the task to add',
          items: {
            type: 'object',
            required: ['call', 'words', 'task'],
            additionalProperties: false,
            properties: {
              call: { type: 'string', format: 'regex' },
              words: { type: 'array', items: { type: 'string' } },
              task: { type: 'string' },
            },
          },
        },
        trainers: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description: 'call → the framework that it trains with',
        },
      },
    },
    defaults: table as Options,
  },
  messages: {
    unused: 'no code, script or requirement of this example uses {{name}}{{instead}}; name what it is built with',
    undeclared: '{{file}} trains with {{used}}, but `frameworks` names only {{names}}; add {{used}}',
    task: '{{file}} trains a model of {{call}}, but `tasks` names only {{names}}; add {{task}}',
  },
  *check(metadata, { options }) {
    const programs = metadata.example.programs;
    yield* undeclaredTask(metadata.tasks, programs, options);
    const declared = metadata.frameworks;
    if (!declared.length) return;
    if (!programs.length || programs.some(isPartlyUnseen)) return;
    yield* unused(metadata, declared, programs, options);
    yield* undeclared(declared, programs, options);
  },
});

/** The image holds code from elsewhere, or the program is one that is not seen. */
const isPartlyUnseen = ({ start }: Program): boolean => {
  const runs = start.launch.image.view?.stages.flatMap((stage) => stage.runs) ?? [];
  return runs.some((run) => /git\s+clone|git\+https?:/.test(run.body?.text ?? ''));
};

const key = (name: string): string => name.toLowerCase().replace(/[\s_]+/g, '-');

function* unused(
  metadata: Metadata,
  declared: readonly Written[],
  programs: readonly Program[],
  options: Options,
): Iterable<Found> {
  const imported = new Set(programs.flatMap(({ graph }) => graph.imports.map((use) => use.import.module.split('.')[0] ?? '')));
  const text = textOf(metadata);
  for (const { text: name, at } of declared) {
    const framework = options.frameworks[key(name)];
    if (!framework) continue;
    const words = [...framework.modules, ...(framework.also ?? []), name];
    if (framework.modules.some((module) => imported.has(module))) continue;
    if (words.some((word) => patternWith('i')`(^|[^\w])${word}`.test(text))) continue;
    if (
      Object.values(options.frameworks).some(
        (other) => other.on?.includes(key(name)) && other.modules.some((module) => imported.has(module) || text.includes(module)),
      )
    )
      continue;
    const used = Object.entries(options.frameworks).find(
      ([, other]) => !other.on && other.modules.some((module) => imported.has(module)),
    )?.[0];
    yield { message: 'unused', data: { name, instead: used ? `; it imports ${used}` : '' }, at };
  }
}

/** Everything in the example but the metadata and prose. */
function textOf({ example, repository }: Metadata): string {
  return example.files
    .filter(({ path }) => /\.(py|sh|txt|toml|ya?ml|cfg|json|ipynb|js|ts)$|Dockerfile/.test(path) && path !== example.path)
    .map(({ path }) => ((repository.size(path) ?? 0) < 300_000 ? (repository.source(path)?.text ?? '') : ''))
    .join('\n');
}

function* undeclared(declared: readonly Written[], programs: readonly Program[], options: Options): Iterable<Found> {
  const names = declared.map(({ text }) => key(text));
  for (const program of programs) {
    for (const file of program.own) {
      for (const call of [...file.facts.lightning.trainers, ...file.facts.trainers, ...file.facts.openmmlab.runners]) {
        const used = options.trainers[call.name];
        if (!used) continue;
        const framework = options.frameworks[used];
        const related = [
          used,
          ...(framework?.on ?? []),
          ...Object.entries(options.frameworks)
            .filter(([, other]) => other.on?.includes(used))
            .map(([name]) => name),
        ];
        if (related.some((name) => names.includes(name)) || names.some((name) => !options.frameworks[name])) continue;
        const [first] = declared;
        if (first)
          yield {
            message: 'undeclared',
            data: { file: nameOf(file.path), used, names: names.join(', ') },
            at: first.at,
            related: [{ message: 'trained here', at: call.span }],
          };
        return;
      }
    }
  }
}

/** A model for another task than all that are declared, in a file that trains. */
function* undeclaredTask(declared: readonly Written[], programs: readonly Program[], options: Options): Iterable<Found> {
  const [first] = declared;
  if (!first) return;
  for (const { facts, path } of programs.flatMap((program) => program.own)) {
    const trains = facts.trainingLoops.length || facts.trainers.length || facts.lightning.trainers.length;
    if (!trains) continue;
    for (const { name, span } of [...facts.models, ...facts.downloads.map(({ by, span }) => ({ name: by, span }))]) {
      const purpose = options.tasks.find(({ call }) => new RegExp(call).test(name));
      if (!purpose || declared.some((task) => purpose.words.some((word) => task.text.toLowerCase().includes(word)))) continue;
      const data = {
        file: nameOf(path),
        call: name.replace(/\.from_pretrained$/, '').replace(/^.*\./, ''),
        names: declared.map(({ text }) => text).join(', '),
        task: purpose.task,
      };
      yield { message: 'task', severity: 'info', data, at: first.at, related: [{ message: 'made here', at: span }] };
      return;
    }
  }
}
