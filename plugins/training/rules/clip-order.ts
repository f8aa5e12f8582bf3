import { defineRule } from '../../../src/api';
import { namesAny, trainingFile } from '../files';
import { training, update } from '../samples';
import { isBeside, isClip, stepsOf, zeroGradsOf } from '../updates';

const clip = 'nn.utils.clip_grad_norm_(model.parameters(), 1.0)';

export default defineRule({
  name: 'clip-order',
  scope: 'module',
  docs: {
    summary: 'Gradients are clipped between the backward pass and the step',
    why: 'Clipping changes the gradients that are there. After `step()` they are used already, and before `backward()` they are empty, so the training runs without any clipping, and a single bad batch can ruin the model.',
    bad: [
      { wrong: 'The optimizer has used the gradients already.', sample: { 'train.py': training(`${update}\n${clip}`) } },
      {
        wrong: 'There are no gradients yet.',
        sample: { 'train.py': training(update.replace('loss.backward()', `${clip}\nloss.backward()`)) },
      },
    ],
    good: { 'train.py': training(update.replace('optimizer.step()', `${clip}\noptimizer.step()`)) },
    references: ['https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html'],
  },
  messages: {
    late: 'The optimizer has used the gradients already, so clipping them here has no effect. Move this line between `backward()` and `{{step}}()`.',
    early:
      'There are no gradients yet, so clipping them here has no effect. Move this line between `backward()` and `{{step}}()`.',
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file?.source.text.includes('clip_grad')) return;
    const seen = new Set<number>();
    for (const found of file.facts.updates) {
      const { backward, calls, methods } = found;
      const [step, ...others] = stepsOf(found);
      const isSimple = methods.filter(({ method }) => method === 'backward').length === 1 && others.length === 0;
      const isCleared = zeroGradsOf(found).some((each) => isBeside(each, found));
      const clips = calls.filter(({ node }) => isClip(node)).map((site) => file.span(site.node.func));
      const [clip, ...moreClips] = clips;
      if (!step || !isSimple || !isCleared || !clip || moreClips.length > 0 || !isBeside(step.use, found) || seen.has(clip.start))
        continue;
      if (step.use.span.start < backward.span.start || namesAny(file, ['retain_graph'])) continue;
      if (clip.start > backward.span.start && clip.start < step.use.span.start) continue;
      seen.add(clip.start);
      const message = clip.start > step.use.span.start ? 'late' : 'early';
      yield { message, data: { step: `${step.use.receiver}.step` }, at: clip };
    }
  },
});
