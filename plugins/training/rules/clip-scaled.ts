import { defineRule, isWithin, type MethodUse, type PythonFile, type Report, stringValue, type Update } from '../../../src/api';
import { namesAny, trainingFile } from '../files';
import { scaledUpdate, scaler, training, update } from '../samples';
import { isBeside, isClip } from '../updates';

const unscaled = scaledUpdate.replace('scaler.unscale_(optimizer)\n', '');

const accelerated = (clip: string): string =>
  training(update.replace('loss.backward()', `accelerator.backward(loss)\n${clip}(model.parameters(), 1.0)`), {
    head: 'accelerator = Accelerator(mixed_precision="fp16")\nmodel, optimizer, loader = accelerator.prepare(model, optimizer, loader)',
  }).replace('import torch\n', 'import torch\nfrom accelerate import Accelerator\n');

export default defineRule({
  name: 'clip-scaled',
  scope: 'module',
  docs: {
    summary: 'Gradients are unscaled before they are clipped',
    why: 'A GradScaler multiplies the gradients by its scale, 65536 at first. Clipping them to a norm of 1 without `unscale_` makes them tens of thousands of times too small, so the model hardly learns.',
    bad: [
      { wrong: 'The gradients are clipped while they are scaled.', sample: { 'train.py': training(unscaled, { head: scaler }) } },
      {
        wrong: 'They are unscaled after clipping.',
        sample: {
          'train.py': training(unscaled.replace('scaler.step', 'scaler.unscale_(optimizer)\nscaler.step'), { head: scaler }),
        },
      },
      {
        wrong: "accelerate has a scaler of its own, which PyTorch's function doesn't know.",
        sample: { 'train.py': accelerated('nn.utils.clip_grad_norm_') },
      },
    ],
    good: [{ 'train.py': training(scaledUpdate, { head: scaler }) }, { 'train.py': accelerated('accelerator.clip_grad_norm_') }],
    references: [
      'https://docs.pytorch.org/docs/stable/notes/amp_examples.html#gradient-clipping',
      'https://huggingface.co/docs/accelerate/package_reference/accelerator#accelerate.Accelerator.clip_grad_norm_',
    ],
  },
  messages: {
    scaled:
      'The gradients are still multiplied by the scale here, so clipping makes them far too small. Write `{{scaler}}.unscale_({{optimizer}})` before this line.',
    late: 'The gradients are still multiplied by the scale here, so clipping makes them far too small. Move this below `{{scaler}}.unscale_({{optimizer}})`.',
    apart:
      'The gradients are still multiplied by the scale here, so clipping makes them far too small. Move this right before `{{scaler}}.step({{optimizer}})`, and write `{{scaler}}.unscale_({{optimizer}})` above it.',
    accelerate:
      'With `mixed_precision="fp16"`, the gradients are still multiplied by the scale here. Write `{{accelerator}}.{{clip}}` instead, which unscales them first.',
  },
  fixes: {
    scaled: { above: '{{scaler}}.unscale_({{optimizer}})', unsafe: true },
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file?.source.text.includes('clip_grad') || namesAny(file, ['get_scale'])) return;
    const seen = new Set<number>();
    for (const found of file.facts.updates) {
      for (const { report, start } of scaledClips(found, file)) {
        if (seen.has(start)) continue;
        seen.add(start);
        yield report;
      }
    }
  },
});

interface Found {
  readonly start: number;
  readonly report: Report;
}

function scaledClips(update: Update, file: PythonFile): Found[] {
  const { scaler, backward, methods, calls } = update;
  const clips = calls.flatMap(({ node, frame }) => (isClip(node) ? [{ at: file.span(node.func), frame }] : []));
  const after = clips.filter(({ at }) => at.start > backward.span.start);
  if (scaler === undefined)
    return acceleratedClips(
      update,
      after.map(({ at }) => at),
      file,
    );
  const step = methods.find(
    ({ method, receiver, span }) => method === 'step' && receiver === scaler && span.start > backward.span.start,
  );
  if (!step) return [];
  return after.flatMap(({ at, frame }): Found[] => {
    const isUnscaled = calls.some(({ node }) => {
      const { start } = file.span(node.func);
      return /unscale/i.test(nameOf(node)) && start > backward.span.start && start < at.start;
    });
    if (at.end > step.span.start || isUnscaled) return [];
    const late = methods.some(
      ({ method, span }) => method === 'unscale_' && span.start > at.start && span.start < step.span.start,
    );
    const data = { scaler, optimizer: step.passed[0] || 'optimizer' };
    // `unscale_` may be called once for each step only.
    const isApart = !isBeside(step, update) && !isWithin(frame, step.frame.node);
    return [{ start: at.start, report: { message: late ? 'late' : isApart ? 'apart' : 'scaled', data, at } }];
  });
}

const nameOf = ({ func }: MethodUse['node']): string =>
  func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';

/** Clips after `accelerator.backward(loss)` of an accelerator that surely scales. */
function acceleratedClips({ backward, calls }: Update, clips: readonly MethodUse['span'][], file: PythonFile): Found[] {
  const { func } = backward.node;
  const receiver = func.nodeType === 'Attribute' ? func.value : func;
  const origins = file.facts.objects.originsOf(receiver, backward.frame) ?? [];
  const [made, ...others] = file.facts.calls.of('accelerator');
  const isScaled =
    origins.length === 1 &&
    others.length === 0 &&
    origins[0]?.node === made?.node &&
    stringValue(made?.setting('mixed_precision')) === 'fp16';
  if (!made?.name.startsWith('accelerate.') || !isScaled || calls.some(({ node }) => /unscale/.test(nameOf(node)))) return [];
  return clips.map((at) => {
    const { text } = file.source;
    const clip = text.slice(text.lastIndexOf('.', at.end) + 1, at.end).includes('value') ? 'clip_grad_value_' : 'clip_grad_norm_';
    return { start: at.start, report: { message: 'accelerate', data: { accelerator: backward.receiver, clip }, at } };
  });
}
