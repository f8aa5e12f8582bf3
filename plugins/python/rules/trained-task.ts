import { defineRule, nameOf, type PythonFile, suggestedEntry } from '../../../src/api';
import { launch } from '../samples';

interface Purpose {
  /** Full names of calls. `*` at the end stands for any rest. */
  readonly calls: readonly string[];
  /** Words of which one must be in a task. */
  readonly words: readonly string[];
  readonly task: string;
}

interface Options {
  readonly tasks: readonly Purpose[];
}

const code = `from torchvision.models.detection import fasterrcnn_resnet50_fpn
net = fasterrcnn_resnet50_fpn()
for batch in data:
    net(batch).backward()
`;

const words = { type: 'array', items: { type: 'string' } };

export default defineRule<'metadata', Options>({
  name: 'trained-task',
  scope: 'metadata',
  docs: {
    summary: 'The metadata lists the task that the code trains a model for',
    why: 'People choose an example by its task. A task that was copied from another example misleads them, and the metrics of a run are judged by the wrong task.',
    bad: [
      {
        wrong: 'The model detects objects.',
        sample: {
          'example.yaml': `name: demo
tasks: [image_classification]
`,
          'train.sh': launch('python train.py'),
          'train.py': code,
        },
      },
    ],
    good: {
      'example.yaml': `name: demo
tasks: [object_detection]
`,
      'train.sh': launch('python train.py'),
      'train.py': code,
    },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        tasks: {
          type: 'array',
          description: 'Calls that make models for a task, words of which one must be in the tasks, and the task to add.',
          items: {
            type: 'object',
            required: ['calls', 'words', 'task'],
            additionalProperties: false,
            properties: {
              calls: { ...words, description: 'Full names. `*` at the end stands for any rest.' },
              words,
              task: { type: 'string' },
            },
          },
        },
      },
    },
    tables: { tasks: 'python-frameworks.tasks' },
  },
  messages: { undeclared: '{{file}} trains a model from {{call}}, but `tasks` lists only {{names}}. Add `{{task}}`.' },
  fixable: 'unsafe',
  *check(metadata, { options }) {
    const declared = metadata.tasks;
    const [first] = declared;
    if (!first) return;
    for (const file of metadata.example.programs.flatMap(({ own }) => own)) {
      for (const { name, span } of modelsIn(file)) {
        const purpose = options.tasks.find(({ calls }) => calls.some((call) => isCall(name, call)));
        if (!purpose || declared.some(({ text }) => purpose.words.some((word) => text.toLowerCase().includes(word)))) continue;
        const call = nameOf(name.replace(/\.from_pretrained$/, '').replaceAll('.', '/'));
        const names = declared.map(({ text }) => text).join(', ');
        const related = [{ message: 'The model is made here.', at: span }];
        yield {
          message: 'undeclared',
          data: { file: nameOf(file.path), call, names, task: purpose.task },
          at: first.at,
          related,
          ...suggestedEntry(metadata.yaml, ['tasks'], purpose.task),
        };
        return;
      }
    }
  },
});

/** The models that a file makes or downloads, if it trains. */
function modelsIn({ facts }: PythonFile) {
  const trains = facts.trainingLoops.length || facts.trainers.length || facts.lightning.trainers.length;
  return trains ? [...facts.models, ...facts.downloads.map(({ by, span }) => ({ name: by, span }))] : [];
}

const isCall = (name: string, call: string): boolean => (call.endsWith('*') ? name.startsWith(call.slice(0, -1)) : name === call);
