import { defineRule } from '../../../src/api';
import { namesAny, trainingFile } from '../files';
import { training, update } from '../samples';

type Id = 'detached' | 'number' | 'leaf' | 'untracked';

export default defineRule<'module', Record<string, never>, Id>({
  name: 'detached-loss',
  scope: 'module',
  docs: {
    summary: 'Gradients are computed from the loss itself',
    why: 'A copy of the loss from `.item()`, `.detach()`, `.data`, or `torch.tensor(…)` leads back to no weight. `backward()` stops at it, or, where `requires_grad` was set to silence that error, runs and computes nothing: the loss stays where it is.',
    bad: [
      {
        wrong: 'The loss is detached from the model.',
        sample: { 'train.py': training(update.replace('loss.backward()', 'loss.detach().backward()')) },
      },
      {
        wrong: 'The loss is a new tensor, with which the model has nothing to do.',
        sample: {
          'train.py': training(
            update.replace('loss.backward()', 'loss = torch.tensor(loss, requires_grad=True)\nloss.backward()'),
          ),
        },
      },
      {
        wrong: 'The loss is a number.',
        sample: { 'train.py': training(update.replace('labels)\nloss.backward', 'labels).item()\nloss.backward')) },
      },
    ],
    good: [{ 'train.py': training(update) }, { 'train.py': training(`${update}\nprint(loss.item())`) }],
    references: ['https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html'],
  },
  messages: {
    detached:
      'No gradients reach the model, because `{{by}}` cuts the loss off from it. Remove it here, and use it only on copies for logging.',
    number:
      'After `{{by}}()` the loss is a plain number, which has no `backward()`. Remove it here, and use it only where the loss is logged.',
    leaf: 'This makes a new tensor from the value of the loss, so no gradients reach the model. Call `backward()` on the loss itself.',
    untracked:
      'The loss is computed here without gradients, so `backward()` has nothing to follow. Compute it outside of this block.',
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file || namesAny(file, ['enable_grad'])) return;
    const seen = new Set<number>();
    for (const { by, at } of file.facts.detachedLosses) {
      if (seen.has(at.start)) continue;
      seen.add(at.start);
      yield { message: messages[by] ?? 'detached', data: { by }, at };
    }
  },
});

const messages: { readonly [by: string]: Id } = {
  item: 'number',
  tolist: 'number',
  numpy: 'number',
  tensor: 'leaf',
  Variable: 'leaf',
  FloatTensor: 'leaf',
  no_grad: 'untracked',
};
