import { defineRule } from '../../../src/api';
import { namesAny, trainingFile } from '../files';
import { training, update } from '../samples';

export default defineRule({
  name: 'step',
  scope: 'module',
  docs: {
    summary: 'A training loop steps its optimizer',
    why: 'Without `optimizer.step()`, the gradients are computed and never used, so the loss stays where it is.',
    bad: [{ wrong: 'Nothing steps.', sample: { 'train.py': training(update.replace('\noptimizer.step()', '')) } }],
    good: { 'train.py': training(update) },
  },
  messages: {
    missing: 'No optimizer ever steps, so the weights never change. Write `optimizer.step()` after this line.',
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file || file.facts.optimisers.length === 0 || namesAny(file, stepping)) return;
    const [update] = file.facts.updates.filter(({ methods }) => methods.some(({ method }) => method === 'zero_grad'));
    if (update) yield { message: 'missing', at: update.backward.span };
  },
});

/** Whatever may step: a method, a function, or a library. */
const stepping = ['step(', '.step', '.update(', 'apply_gradients', 'minimize(', '.data.', 'no_grad', '.grad'];
