import { defineRule } from '../../../src/api';
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
    for (const { methods, loops } of file.facts.updates) {
      const steps = methods.filter(({ method, isConditional }) => method === 'step' && !isConditional);
      const optimizer = steps.find(({ role, loop }) => role === 'optimizer' && loop === loops[0]);
      for (const { role, receiver, span, loop, node } of steps) {
        if (role !== 'scheduler' || !optimizer || span.start > optimizer.span.start || seen.has(span.start)) continue;
        // A schedule that is told the epoch, or that steps elsewhere too, is of another kind.
        const others = steps.filter((each) => each.receiver === receiver);
        if (loop === undefined || !loops.includes(loop) || node.args.length > 0 || others.length > 1) continue;
        seen.add(span.start);
        yield { message: 'early', data: { scheduler: receiver, optimizer: optimizer.receiver }, at: span };
      }
    }
  },
});
