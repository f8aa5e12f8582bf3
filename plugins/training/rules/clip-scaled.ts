import { defineRule, type MethodUse } from '../../../src/api';
import { namesAny, trainingFile } from '../files';
import { scaledUpdate, scaler, training } from '../samples';

export default defineRule({
  name: 'clip-scaled',
  scope: 'module',
  docs: {
    summary: 'Gradients are unscaled before they are clipped',
    why: 'A GradScaler multiplies the gradients by its scale, 65536 at first. Clipping them to a norm of 1 without `unscale_` makes them tens of thousands of times too small, so the model hardly learns.',
    bad: [
      {
        wrong: 'The gradients are clipped while they are scaled.',
        sample: { 'train.py': training(scaledUpdate.replace('scaler.unscale_(optimizer)\n', ''), { head: scaler }) },
      },
    ],
    good: { 'train.py': training(scaledUpdate, { head: scaler }) },
    references: ['https://docs.pytorch.org/docs/stable/notes/amp_examples.html#gradient-clipping'],
  },
  messages: {
    scaled:
      'The gradients are still multiplied by the scale here, so clipping makes them far too small. Write `{{scaler}}.unscale_({{optimizer}})` before this line.',
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file || namesAny(file, ['unscale', 'get_scale'])) return;
    const found = file.index.calls.flatMap(({ node: { func } }) => (isClip(func) ? [file.span(func)] : []));
    const seen = new Set<number>();
    for (const { scaler, backward, methods } of file.facts.updates) {
      const step = methods.find(
        ({ method, receiver, span }) => method === 'step' && receiver === scaler && span.start > backward.span.start,
      );
      if (scaler === undefined || !step) continue;
      for (const at of found) {
        if (at.start < backward.span.start || at.end > step.span.start || seen.has(at.start)) continue;
        seen.add(at.start);
        yield { message: 'scaled', data: { scaler, optimizer: step.passed[0] || 'optimizer' }, at };
      }
    }
  },
});

/** `clip_grad_norm_` of PyTorch, by itself or as `nn.utils.clip_grad_norm_`. A method of another object may unscale first. */
function isClip(func: MethodUse['node']['func']): boolean {
  if (func.nodeType === 'Name') return clips.test(func.id);
  return (
    func.nodeType === 'Attribute' && clips.test(func.attr) && func.value.nodeType === 'Attribute' && func.value.attr === 'utils'
  );
}

const clips = /^clip_grad_(?:norm|value)_?$/;
