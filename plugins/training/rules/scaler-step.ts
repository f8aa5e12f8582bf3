import { defineRule, runsWith } from '../../../src/api';
import { namesAny, trainingFile } from '../files';
import { scaledUpdate, scaler, training } from '../samples';
import { hasBackwardBetween, stepsOf } from '../updates';

const scaledOnly = scaledUpdate
  .replace('scaler.unscale_(optimizer)\nnn.utils.clip_grad_norm_(model.parameters(), 1.0)\n', '')
  .replace('scaler.step(optimizer)', 'optimizer.step()');

export default defineRule({
  name: 'scaler-step',
  scope: 'module',
  docs: {
    summary: 'Scaled gradients are stepped by their scaler, and unscaled ones by the optimizer',
    why: '`optimizer.step()` uses gradients that are still multiplied by the scale, 65536 at first, and also those that overflowed: SGD diverges at once, and every optimizer takes infinities. `scaler.step()` without `scaler.scale(loss)` stops with “No inf checks were recorded for this optimizer”.',
    bad: [
      {
        wrong: 'The optimizer steps with scaled gradients.',
        sample: { 'train.py': training(scaledOnly, { head: scaler }) },
      },
      {
        wrong: 'The loss is never scaled.',
        sample: {
          'train.py': training(scaledUpdate.replace('scaler.scale(loss).backward()', 'loss.backward()'), { head: scaler }),
        },
      },
    ],
    good: { 'train.py': training(scaledUpdate, { head: scaler }) },
    references: ['https://docs.pytorch.org/docs/stable/notes/amp_examples.html#typical-mixed-precision-training'],
  },
  messages: {
    unscaled:
      'The gradients are still multiplied by the scale here. Write `{{scaler}}.step({{optimizer}})`, which divides them by it first.',
    unneeded: 'The scaler steps gradients that it never scaled. Write `{{scaler}}.scale({{loss}}).backward()` here.',
  },
  fixes: {
    unscaled: { call: '{{scaler}}.step({{optimizer}})', unsafe: true },
    unneeded: { by: '{{scaler}}.scale({{loss}}).backward', unsafe: true },
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file || namesAny(file, ['get_scale', 'unscale_grads', '_scale =', 'msamp'])) return;
    const seen = new Set<number>();
    for (const found of file.facts.updates) {
      const { backward, scaler, loss, methods } = found;
      const steps = stepsOf(found).filter(
        ({ use }) => use.span.start > backward.span.start && use.loop === backward.loop && runsWith(use.frame, backward.frame),
      );
      const [step] = steps;
      if (!step || hasBackwardBetween(found, backward, step.use) || seen.has(step.use.span.start)) continue;
      const uses = methods.filter(({ receiver }) => receiver === (scaler ?? step.use.receiver));
      if (scaler !== undefined && step.use.role === 'optimizer') {
        if (uses.some(({ method }) => method === 'step' || method === 'unscale_')) continue;
        seen.add(step.use.span.start);
        yield { message: 'unscaled', data: { scaler, optimizer: step.optimizer }, at: step.use.span };
      }
      if (scaler === undefined && step.use.role === 'scaler' && loss !== undefined && /^\w+$/.test(loss)) {
        if (file.facts.trainingMethods.some(({ method, receiver }) => method === 'scale' && receiver === step.use.receiver))
          continue;
        seen.add(step.use.span.start);
        yield { message: 'unneeded', data: { scaler: step.use.receiver, loss }, at: backward.span };
      }
    }
  },
});
