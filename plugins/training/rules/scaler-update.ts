import { defineRule } from '../../../src/api';
import { trainingFile } from '../files';
import { scaledUpdate, scaler, training } from '../samples';

export default defineRule({
  name: 'scaler-update',
  scope: 'module',
  docs: {
    summary: 'A gradient scaler is updated after each step',
    why: '`scaler.update()` lowers the scale after an overflow and forgets which optimizers were unscaled. Without it, the scale never adapts: after the first overflow every step is skipped, and the second `unscale_` stops the run.',
    bad: [
      {
        wrong: 'Nothing updates the scaler.',
        sample: { 'train.py': training(scaledUpdate.replace('\nscaler.update()', ''), { head: scaler }) },
      },
    ],
    good: { 'train.py': training(scaledUpdate, { head: scaler }) },
    references: ['https://docs.pytorch.org/docs/stable/amp.html#torch.amp.GradScaler.update'],
  },
  messages: {
    missing: 'Nothing updates the scaler, so its scale never adapts. Write `{{scaler}}.update()` after this line.',
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file) return;
    const seen = new Set<string>();
    for (const { scaler, methods } of file.facts.updates) {
      if (scaler === undefined || seen.has(scaler)) continue;
      seen.add(scaler);
      const step = methods.find(({ method, receiver }) => method === 'step' && receiver === scaler);
      if (step && !file.source.text.includes('.update(')) yield { message: 'missing', data: { scaler }, at: step.span };
    }
  },
});
