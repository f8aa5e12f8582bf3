import type { RunArtifact } from '../../../src/api';
import { trainingLosses } from '../curves';
import { figuresOf } from '../figures';
import { type ExpectedEvidence, type ExpectedFigures, judgeExpected } from '../judge/expected';
import { defineJudgement } from '../judged';
import { falling, results, rows, run } from '../samples';
import { tasksOf } from '../tasks';

interface Subject {
  readonly target: RunArtifact;
  readonly tasks: ReadonlySet<string>;
}

export default defineJudgement<ExpectedFigures, Subject, ExpectedEvidence, 'metric' | 'validation'>({
  name: 'expected',
  docs: {
    summary: 'A run logs the metric of its task, on held-out data',
    why: 'A loss does not say how good a detector or a classifier is, and a training loss says nothing of data that the model has not seen. Runs that are too short to have come to an evaluation are not judged.',
    bad: run('tasks: [object_detection]\n', 'step,train_loss', rows(24, falling(2.3, 0.6))),
    good: results(0.121, 0.244, 0.312, 0.359),
    references: ['Training Pipeline Verification, “Metric Ranges by Task”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        values: { type: 'integer', minimum: 1 },
        epochs: { type: 'number', minimum: 0 },
        metrics: { type: 'array', items: { type: 'object', required: ['tasks', 'any', 'name'] } },
        people: { type: 'array', items: { type: 'string' } },
        heldOut: { type: 'string', format: 'regex' },
        validated: { type: 'array', items: { type: 'string' } },
      },
    },
    defaults: figuresOf('expected'),
  },
  messages: {
    metric:
      'This {{task}} run logs no {{metric}}, so nothing says how good it is. Evaluate on held-out data during training, and log {{metric}}.',
    validation:
      'This {{task}} run logs nothing on held-out data, so overfitting can’t be seen. Hold some data out, and log its loss.',
  },
  *subjects(target, { metrics, validated }) {
    const tasks = tasksOf(target);
    const isWanted = [...tasks].some((task) => validated.includes(task) || metrics.some((entry) => entry.tasks.includes(task)));
    if (isWanted) yield { target, tasks };
  },
  title: ({ tasks }) => [...tasks].join(', '),
  judge: ({ target, tasks }, figures) => judgeExpected(target.run, tasks, figures, (words) => tells(target, words, figures)),
  report({ kind, metric, task }, { target }) {
    const last = trainingLosses(target)[0]?.closing.place;
    return {
      message: kind,
      at: last ?? { file: target.run.files[0]?.path ?? target.path },
      data: { task, metric },
      evidence: { task, metric, logged: [...new Set(target.run.series.map(({ name }) => name))].slice(0, 50) },
    };
  },
});

/** Whether a log for people holds one of the words; where its text can't be had, it may. */
function tells({ run, repository }: RunArtifact, words: string, { people }: ExpectedFigures): boolean {
  const pattern = new RegExp(words, 'i');
  return run.files
    .filter(({ reader }) => people.includes(reader))
    .some(({ path }) => mayHold(repository.source(path)?.text, pattern));
}

const mayHold = (text: string | undefined, pattern: RegExp): boolean => text === undefined || pattern.test(text);
