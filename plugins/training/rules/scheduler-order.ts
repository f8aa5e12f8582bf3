import { defineRule, type MethodUse, type PythonFile, runsWith, type Update } from '../../../src/api';
import { trainingFile } from '../files';
import { training, update } from '../samples';

const head = 'scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=100)';

export default defineRule({
  name: 'scheduler-order',
  scope: 'module',
  docs: {
    summary: 'The optimizer steps before the learning rate schedule',
    why: 'Since PyTorch 1.1, a scheduler that steps first skips the first learning rate of its schedule, and all others come one step early.',
    bad: [
      {
        wrong: 'The scheduler steps first.',
        sample: { 'train.py': training(update.replace('loss.backward()', 'scheduler.step()\nloss.backward()'), { head }) },
      },
    ],
    good: [
      { 'train.py': training(`${update}\nscheduler.step()`, { head }) },
      { 'train.py': training(update, { head, after: 'scheduler.step()' }) },
    ],
    references: ['https://docs.pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate'],
  },
  messages: {
    early:
      'The schedule steps before the optimizer, which skips its first learning rate. Move `{{scheduler}}.step()` after `{{optimizer}}.step()`.',
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file) return;
    const seen = new Set<number>();
    for (const found of file.facts.updates) {
      for (const { scheduler, optimizer } of [...inBatch(found), ...inEpoch(found, file)]) {
        if (seen.has(scheduler.span.start)) continue;
        seen.add(scheduler.span.start);
        yield { message: 'early', data: { scheduler: scheduler.receiver, optimizer: optimizer.receiver }, at: scheduler.span };
      }
    }
  },
});

interface Early {
  readonly scheduler: MethodUse;
  readonly optimizer: MethodUse;
}

/** A schedule that is told the epoch, or that is stepped elsewhere too, is of another kind. */
const isPlain = ({ node }: MethodUse): boolean => node.args.length + node.keywords.length === 0;

function inBatch({ methods, loops }: Update): Early[] {
  const steps = methods.filter(({ method, isConditional }) => method === 'step' && !isConditional);
  const optimizer = steps.find(({ role, loop }) => role === 'optimizer' && loop === loops[0]);
  if (!optimizer) return [];
  return steps.flatMap((scheduler) => {
    const { role, receiver, span, loop } = scheduler;
    const isEarly = role === 'scheduler' && span.start < optimizer.span.start && loop !== undefined && loops.includes(loop);
    return isEarly && isPlain(scheduler) && steps.filter((each) => each.receiver === receiver).length === 1
      ? [{ scheduler, optimizer }]
      : [];
  });
}

/** In the loop over epochs, before the call of the function that trains for one. */
function inEpoch({ methods, loops, repeats }: Update, { facts, span }: PythonFile): Early[] {
  if (loops.length !== 1 || repeats.length === 0) return [];
  const optimizer = methods.find(({ method, role }) => method === 'step' && role === 'optimizer');
  if (!optimizer) return [];
  const schedules = facts.trainingMethods.filter(({ method, role }) => method === 'step' && role === 'scheduler');
  return repeats.flatMap(({ loop, site, isInnermost }) => {
    const [scheduler, ...others] = schedules;
    const isEarly =
      !isInnermost &&
      others.length === 0 &&
      scheduler?.loop === loop &&
      runsWith(scheduler.frame, site.frame) &&
      isPlain(scheduler) &&
      scheduler.span.end < span(site.node).start;
    return isEarly && scheduler ? [{ scheduler, optimizer }] : [];
  });
}
