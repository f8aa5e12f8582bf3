import table from '../../../rules/tables/python-metrics.yaml';
import {
  defineRule,
  type Example,
  nameOf,
  type Program,
  type PythonFile,
  type Report,
  type Span,
  type TrainingLoop,
} from '../../../src/api';
import { launch as script } from '../samples';
import { type Unvalidated, unvalidatedFit, unvalidatedLoop, unvalidatedModule, unvalidatedTrainer } from '../validation';

interface Demand {
  readonly metric: string;
  readonly tasks: readonly string[];
  readonly words: readonly string[];
}

interface Options {
  readonly demands: readonly Demand[];
  /** Tasks without a right answer to validate against. */
  readonly openEnded: string;
  readonly openEndedWords: string;
}

type Found = Report<'silent' | 'metric' | 'unvalidated' | 'idle'>;

const loop =
  'import torch\noptimizer = torch.optim.SGD(net.parameters(), lr=0.1)\nfor epoch in range(3):\n    for batch in batches:\n        loss = net(batch)\n        loss.backward()\n        optimizer.step()\n';

const trainer = (data: string, settings = ''): string =>
  `from transformers import Trainer, TrainingArguments\nargs = TrainingArguments(output_dir="outputs"${settings && `, ${settings}`})\nTrainer(model=net, args=args, train_dataset=data${data}).train()\n`;

export default defineRule<'example', Options>({
  name: 'metric-logging',
  scope: 'example',
  docs: {
    summary: 'A training loop writes its loss, validates, and writes the metric of its task',
    why: 'A run that logs nothing cannot be judged, neither by people nor by `cvl run`. Without validation nobody sees it overfit, and a detector without mAP or a segmenter without mIoU cannot be compared with anything.',
    bad: [
      { 'train.sh': script('python train.py'), 'train.py': loop },
      { 'train.sh': script('python train.py'), 'train.py': trainer('') },
      { 'train.sh': script('python train.py'), 'train.py': trainer(', eval_dataset=held') },
      {
        'example.yaml': 'name: demo\ntasks: [object_detection]\n',
        'train.sh': script('python train.py'),
        'train.py': `${loop}        print("loss:", loss)\n    validate(net)\n`,
      },
    ],
    good: [
      {
        'example.yaml': 'name: demo\ntasks: [object_detection]\n',
        'train.sh': script('python train.py'),
        'train.py': `${loop}        print("loss:", loss)\n    print("mAP:", validate(net))\n`,
      },
      { 'train.sh': script('python train.py'), 'train.py': trainer(', eval_dataset=held', 'eval_strategy="epoch"') },
    ],
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
        openEnded: { type: 'string', format: 'regex', description: 'tasks that no held-out data judges' },
        openEndedWords: { type: 'string', format: 'regex', description: 'words in code for such a task' },
      },
    },
    defaults: table as Options,
  },
  messages: {
    silent: 'this training loop neither prints nor logs anything, so its run cannot be judged; log the loss every few steps',
    unvalidated:
      '{{file}} trains without ever validating{{told}}, so overfitting goes unseen; evaluate on held-out data every epoch, and log the result',
    idle: '{{file}} hands held-out data to the trainer, but `eval_strategy` is "no"{{told}}, so it is never evaluated; write `eval_strategy="epoch"`',
    metric:
      '{{file}} trains for {{task}}, but nothing in it computes {{metric}}, by which such models are compared; evaluate it and log it',
  },
  *check(example, { options }) {
    const seen = new Set<string>();
    for (const program of example.programs) {
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
  const files = [entry, ...program.own.filter((own) => own !== entry)];
  const found = files.flatMap((file) => trainedIn(file, program))[0];
  if (!found) return;
  const { file, at } = found;
  if (found.silent) yield { message: 'silent', at };
  const tasks = tasksOf(example);
  const texts = [...graph.files.values()].map(({ source }) => source.text);
  const isOpenEnded = tasks.some((task) => new RegExp(options.openEnded).test(task));
  if (found.unvalidated && !isOpenEnded && !texts.some((text) => new RegExp(options.openEndedWords, 'i').test(text))) {
    const { message, at: where, told, related } = found.unvalidated;
    yield { message, data: { file: nameOf(file.path), told }, at: where, related };
    if (message === 'unvalidated') return;
  }
  for (const demand of options.demands) {
    const task = demand.tasks.find((name) => tasks.includes(name));
    if (!task || demand.words.some((word) => texts.some((text) => new RegExp(word, 'i').test(text)))) continue;
    yield { message: 'metric', data: { file: nameOf(file.path), task: task.replaceAll('-', ' '), metric: demand.metric }, at };
    return;
  }
}

interface Trained {
  readonly file: PythonFile;
  readonly at: Span;
  readonly silent: boolean;
  readonly unvalidated: Unvalidated | undefined;
}

/** What trains in a file: a loop of its own, a library's trainer. */
function trainedIn(file: PythonFile, program: Program): Trained[] {
  const { facts } = file;
  const [main] = facts.trainingLoops;
  if (main) {
    const trains = facts.trainingLoops.filter((each) => each.steps || facts.trainingLoops.length === 1);
    const at = (trains.at(-1) ?? main).span;
    const silent = !trains.some((each) => each.logs.length || writesSomehow(each, file));
    return [{ file, at, silent, unvalidated: isMadeUp(program) ? undefined : unvalidatedLoop(program, at) }];
  }
  const [trainer] = facts.trainers;
  if (trainer) return [{ file, at: trainer.span, silent: false, unvalidated: unvalidatedTrainer(trainer, program) }];
  const [fits] = facts.lightning.trainers;
  if (fits) return [{ file, at: fits.span, silent: false, unvalidated: unvalidatedModule(fits, program) }];
  const [fit] = facts.keras.fits;
  return fit ? [{ file, at: fit.span, silent: false, unvalidated: unvalidatedFit(fit, program) }] : [];
}

/** Nothing but random numbers is learnt: none of the program's own files reads data. */
function isMadeUp(program: Program): boolean {
  const texts = program.own.map(({ source }) => source.text);
  const reads =
    /load_dataset|torchvision|torchaudio|\bread_|\bopen\(|\b(np|json|pickle)\.(load|memmap)|\bImage\b|datasets\b|get_batch|tokeniz/;
  return texts.some((text) => /\btorch\.rand(n|int)?\(/.test(text)) && !texts.some((text) => reads.test(text));
}

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

/** What the metadata lists; the capability is too general to ask for a metric. */
const tasksOf = ({ metadata }: Example): string[] =>
  (metadata?.tasks ?? []).map(({ text }) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-'));
