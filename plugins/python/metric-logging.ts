import table from '../../rules/python-metrics.yaml';
import { defineRule, type Example, type PythonFile, type Report, type TrainingLoop } from '../../src/api';
import { launch as script } from './samples';
import { fileName, type Program, programsOf } from './starts';

interface Demand {
  readonly metric: string;
  readonly tasks: readonly string[];
  readonly words: readonly string[];
}

interface Options {
  readonly demands: readonly Demand[];
}

type Found = Report<'silent' | 'metric' | 'unvalidated'>;

const loop =
  'import torch\noptimizer = torch.optim.SGD(net.parameters(), lr=0.1)\nfor epoch in range(3):\n    for batch in batches:\n        loss = net(batch)\n        loss.backward()\n        optimizer.step()\n';

export default defineRule<'example', Options>({
  name: 'metric-logging',
  scope: 'example',
  docs: {
    summary: 'A training loop writes its loss, validates, and writes the metric of its task',
    why: 'A run that logs nothing cannot be judged, neither by people nor by `cvl run`. Without validation nobody sees it overfit, and a detector without mAP or a segmenter without mIoU cannot be compared with anything.',
    bad: [
      { 'train.sh': script('python train.py'), 'train.py': loop },
      {
        'example.yaml': 'name: demo\ntasks: [object_detection]\n',
        'train.sh': script('python train.py'),
        'train.py': `${loop}        print("loss:", loss)\n    validate(net)\n`,
      },
    ],
    good: {
      'example.yaml': 'name: demo\ntasks: [object_detection]\n',
      'train.sh': script('python train.py'),
      'train.py': `${loop}        print("loss:", loss)\n    print("mAP:", validate(net))\n`,
    },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        demands: {
          type: 'array',
          items: {
            type: 'object',
            required: ['metric', 'tasks', 'words'],
            additionalProperties: false,
            properties: {
              metric: { type: 'string', description: 'its name, for people' },
              tasks: { type: 'array', items: { type: 'string' } },
              words: {
                type: 'array',
                items: { type: 'string', format: 'regex' },
                description: 'one of these occurs in code that writes it',
              },
            },
          },
        },
      },
    },
    defaults: table as Options,
  },
  messages: {
    silent: 'this training loop neither prints nor logs anything, so its run cannot be judged; log the loss every few steps',
    unvalidated:
      '{{file}} trains without ever validating, so overfitting goes unseen; evaluate on held-out data every epoch, and log the result',
    metric:
      '{{file}} trains for {{task}}, but nothing in it computes {{metric}}, by which such models are compared; evaluate it and log it',
  },
  *check(example, { options }) {
    const seen = new Set<string>();
    for (const program of programsOf(example)) {
      for (const found of problemsOf(program, example, options)) {
        const key = `${found.message} ${JSON.stringify(found.at)}`;
        if (!seen.has(key)) yield found;
        seen.add(key);
      }
    }
  },
});

function* problemsOf(program: Program, example: Example, options: Options): Iterable<Found> {
  const { entry, graph } = program;
  if (graph.cut) return;
  const [main] = entry.facts.trainingLoops;
  if (!main) return;
  const file = fileName(entry.path);
  const texts = [...graph.files.values()].map((each) => each.source.text);
  const trains = entry.facts.trainingLoops.filter((each) => each.steps || entry.facts.trainingLoops.length === 1);
  const last = trains.at(-1) ?? main;
  if (!trains.some((each) => each.logs.length || writesSomehow(each, entry))) yield { message: 'silent', at: last.span };
  if (!texts.some((text) => /\b\w*(val|eval|test)(id|uat|s|_|\b)/i.test(withoutImports(text))))
    yield { message: 'unvalidated', data: { file }, at: last.span };
  const tasks = tasksOf(example);
  for (const demand of options.demands) {
    const task = demand.tasks.find((name) => tasks.includes(name));
    if (!task || demand.words.some((word) => texts.some((text) => new RegExp(word, 'i').test(text)))) continue;
    yield { message: 'metric', data: { file, task: task.replaceAll('-', ' '), metric: demand.metric }, at: last.span };
    return;
  }
}

const withoutImports = (text: string): string => text.replace(/^\s*(from|import)\b.*$/gm, '').replace(/\.eval\(\)/g, '');

/** A call in the function of the loop whose name tells that it writes: `self.report(…)`, `log_step(…)`, `history.append(…)`. */
function writesSomehow(loop: TrainingLoop, file: PythonFile): boolean {
  const span = file.span(loop.node);
  return file.index.calls.some(({ node }) => {
    const { func } = node;
    const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
    if (!/log|print|write|report|record|append|track|update|meter|tqdm|set_|summary|callback|hook|on_|add_/i.test(name))
      return false;
    const at = file.span(node);
    return loop.depth > 1 || loop.function !== undefined ? true : at.start >= span.start && at.end <= span.end;
  });
}

function tasksOf(example: Example): string[] {
  const tasks = example.metadata?.data?.['tasks'];
  return Array.isArray(tasks)
    ? tasks
        .filter((task): task is string => typeof task === 'string')
        .map((task) => task.toLowerCase().replace(/[^a-z0-9]+/g, '-'))
    : [];
}
