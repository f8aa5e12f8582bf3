import { defineRule, numberValue, type PythonFile, type Report } from '../../../src/api';
import { trainingFile } from '../files';
import { training, update } from '../samples';
import { argumentOf, countsItems, nameOf, type Schedule, schedulesOf } from '../schedules';

const scheduler = (made: string): string => `scheduler = torch.optim.lr_scheduler.${made}`;
const oneCycle = scheduler('OneCycleLR(optimizer, 0.1, epochs=10, steps_per_epoch=len(loader))');
const perBatch = `${update}\nscheduler.step()`;

type Id = 'rare' | 'often';

export default defineRule<'module', Record<string, never>, Id>({
  name: 'scheduler-interval',
  scope: 'module',
  docs: {
    summary: 'A learning rate schedule steps as often as it was made for',
    why: 'A schedule counts its own steps. `OneCycleLR` and the schedules of transformers are made for one step a batch: stepped once an epoch, they never leave the warm-up. `StepLR(optimizer, 7)` is made for epochs: stepped once a batch, the learning rate is a millionth after 42 batches, and the training stands still.',
    bad: [
      {
        wrong: 'The schedule was made for one step a batch.',
        sample: { 'train.py': training(update, { head: oneCycle, after: 'scheduler.step()' }) },
      },
      {
        wrong: 'The learning rate falls to a tenth every seven batches.',
        sample: { 'train.py': training(perBatch, { head: scheduler('StepLR(optimizer, 7)') }) },
      },
    ],
    good: [
      { 'train.py': training(perBatch, { head: oneCycle }) },
      { 'train.py': training(update, { head: scheduler('StepLR(optimizer, 7)'), after: 'scheduler.step()' }) },
    ],
    references: [
      'https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html',
      'https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html',
      'https://github.com/pytorch/pytorch/issues/65417',
    ],
  },
  messages: {
    rare: '`{{name}}` was made for one step a batch, but steps once an epoch, so the learning rate hardly moves. Move this after the step of the optimizer in the loop over batches.',
    often:
      '`{{name}}` was made for one step an epoch, but steps once a batch, so {{effect}}. Move this out of the loop over batches.',
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file?.source.text.includes('.step(')) return;
    for (const schedule of schedulesOf(file)) {
      const report =
        schedule.each === 'epoch' ? rarely(schedule, file) : schedule.each === 'batch' ? often(schedule, file) : undefined;
      if (report) yield report;
    }
  },
});

/** A schedule whose length is counted in batches, stepped in the loop over epochs. */
function rarely({ use, name, made, frame }: Schedule, file: PythonFile): Report<Id> | undefined {
  const [length] =
    name === 'OneCycleLR'
      ? [argumentOf(made, 'steps_per_epoch', 4) ?? argumentOf(made, 'total_steps', 2)]
      : /^get_\w+_schedule_with_warmup$/.test(name)
        ? [argumentOf(made, 'num_training_steps', 2)]
        : name === 'get_scheduler'
          ? [argumentOf(made, 'num_training_steps', 3)]
          : [];
  return countsItems(length, frame, file) ? { message: 'rare', data: { name }, at: use.span } : undefined;
}

/** Steps after which the learning rate is of no use any more, if a schedule for epochs steps in each batch. */
const most = 50;

/** A schedule for epochs, stepped in each batch of a loader. */
function often(schedule: Schedule, file: PythonFile): Report<Id> | undefined {
  const { use, name, made, frame, loop } = schedule;
  if (use.isConditional || !loop || !isOverLoader(loop)) return undefined;
  const number = (parameter: string, position: number) => {
    const given = argumentOf(made, parameter, position);
    return given && numberValue(file.resolve(given, frame));
  };
  const gamma = (position: number) => number('gamma', position) ?? (argumentOf(made, 'gamma', position) ? 1 : 0.1);
  const report = (effect: string): Report<Id> => ({ message: 'often', data: { name, effect }, at: use.span });
  if (name === 'StepLR') {
    const size = number('step_size', 1);
    return size !== undefined && size <= most && gamma(2) <= 0.5
      ? report(`the learning rate falls by a factor of ${gamma(2)} every ${size} batches`)
      : undefined;
  }
  if (name === 'MultiStepLR') {
    const milestones = argumentOf(made, 'milestones', 1);
    const last = milestones?.nodeType === 'List' ? milestones.elts.at(-1) : undefined;
    const end = last && numberValue(file.resolve(last, frame));
    return end !== undefined && end <= 4 * most && gamma(2) <= 0.5
      ? report(`the learning rate is at its lowest after ${end} batches`)
      : undefined;
  }
  if (name === 'ExponentialLR') {
    const factor = number('gamma', 1);
    return factor !== undefined && factor <= 0.95
      ? report(`the learning rate falls by a factor of ${factor} every batch`)
      : undefined;
  }
  if (name === 'CosineAnnealingLR') {
    const epochs = argumentOf(made, 'T_max', 1);
    return epochs && isLengthOfTraining(epochs, file) ? report('the learning rate goes up and down all the time') : undefined;
  }
  return undefined;
}

type Node = NonNullable<Schedule['loop']>;
type Expression = Parameters<typeof nameOf>[0]['args'][number];

/** `for batch in loader`, also in `enumerate(…)` and `tqdm(…)`. */
function isOverLoader(loop: Node): boolean {
  if (loop.nodeType !== 'For') return false;
  let { iter } = loop;
  while (iter.nodeType === 'Call' && /^(?:enumerate|tqdm|trange|zip|track)$/.test(nameOf(iter)) && iter.args[0])
    [iter] = iter.args as [Expression];
  const name = iter.nodeType === 'Attribute' ? iter.attr : iter.nodeType === 'Name' ? iter.id : '';
  return /loader|dataiter|batches|^dl$|_dl$|^train$/i.test(name);
}

/** Whether a number of steps is that of the epochs: `T_max=epochs` with `for epoch in range(epochs)`. */
function isLengthOfTraining(length: Expression, file: PythonFile): boolean {
  const text = textOf(length, file);
  const outer = file.facts.updates.flatMap(({ repeats }) =>
    repeats.flatMap(({ loop, isInnermost }) => (isInnermost ? [] : [loop])),
  );
  return outer.some((loop) => {
    if (loop.nodeType !== 'For' || loop.iter.nodeType !== 'Call' || nameOf(loop.iter) !== 'range') return false;
    const bound = loop.iter.args[1] ?? loop.iter.args[0];
    return bound !== undefined && [text, `${text} + 1`, `${text}+1`, `1 + ${text}`].includes(textOf(bound, file));
  });
}

const textOf = (node: Expression, { source, span }: PythonFile): string => source.text.slice(span(node).start, span(node).end);
