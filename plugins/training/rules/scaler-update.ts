import { defineRule, type MethodUse, type PythonFile } from '../../../src/api';
import { trainingFile } from '../files';
import { scaledUpdate, scaler, training } from '../samples';

const withoutUpdate = scaledUpdate.replace('\nscaler.update()', '');

export default defineRule({
  name: 'scaler-update',
  scope: 'module',
  docs: {
    summary: 'A gradient scaler is updated after each step',
    why: '`scaler.update()` lowers the scale after an overflow and forgets which optimizers were unscaled. Without it, the scale never adapts: after the first overflow every step is skipped, and the second `step` or `unscale_` stops the run.',
    bad: [
      { wrong: 'Nothing updates the scaler.', sample: { 'train.py': training(withoutUpdate, { head: scaler }) } },
      {
        wrong: 'The scaler is updated once in each epoch.',
        sample: { 'train.py': training(withoutUpdate, { head: scaler, after: 'scaler.update()' }) },
      },
    ],
    good: { 'train.py': training(scaledUpdate, { head: scaler }) },
    references: ['https://docs.pytorch.org/docs/stable/amp.html#torch.amp.GradScaler.update'],
  },
  messages: {
    missing: 'Nothing updates the scaler, so its scale never adapts. Write `{{scaler}}.update()` after this line.',
    late: 'The scaler is updated only after the loop, so the second step in it fails. Move this line into the loop, after `{{scaler}}.step()`.',
  },
  fixes: {
    missing: { below: '{{scaler}}.update()', unsafe: true },
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file) return;
    const seen = new Set<string>();
    for (const { scaler, methods, isRepeated } of file.facts.updates) {
      if (scaler === undefined || seen.has(scaler) || !isRepeated) continue;
      const step = methods.find(({ method, receiver, role }) => method === 'step' && receiver === scaler && role === 'scaler');
      if (!step) continue;
      seen.add(scaler);
      const updates = file.facts.trainingMethods.filter(
        ({ method, receiver, role }) => method === 'update' && (receiver === scaler || role === 'scaler'),
      );
      if (updates.length === 0 && !isPassedOn(scaler, file)) yield { message: 'missing', data: { scaler }, at: step.span };
      const [only, ...others] = updates;
      if (only && others.length === 0 && isAfterLoop(only, step, file))
        yield { message: 'late', data: { scaler }, at: only.span };
    }
  },
});

/** Whether something else gets the scaler and may update it. */
const isPassedOn = (scaler: string, { index, facts }: PythonFile): boolean =>
  index.calls.some(
    (site) =>
      !facts.functions.calledBy(site) &&
      [...site.node.args, ...site.node.keywords.map(({ value }) => value)].some(
        (argument) => argument.nodeType === 'Name' && argument.id === scaler,
      ),
  );

/** Below the loop of the step in the same function, and in none of its loops. */
const isAfterLoop = (update: MethodUse, { loop, frame }: MethodUse, { span }: PythonFile): boolean =>
  loop !== undefined && update.frame.scope === frame.scope && update.loop !== loop && update.span.start > span(loop).end;
