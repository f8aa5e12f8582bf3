import { defineRule } from '../../../src/api';
import { isTraining, namesAny, torchFile } from '../files';
import { evaluation, training, update } from '../samples';

export default defineRule({
  name: 'no-grad',
  scope: 'module',
  docs: {
    summary: 'Evaluation computes no gradients',
    why: 'Without `torch.no_grad()`, each forward pass keeps what a backward pass would need. Evaluation then takes about as much memory as training, and stops with “out of memory” at batch sizes that would fit.',
    bad: [
      {
        wrong: 'The evaluation keeps the graph of each batch.',
        sample: { 'train.py': training(update, { after: evaluation.replace('with torch.no_grad():', 'if True:') }) },
      },
    ],
    good: { 'train.py': training(update, { after: evaluation }) },
    references: ['https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html'],
  },
  messages: {
    missing:
      'The evaluation keeps everything for a backward pass that never comes, which takes memory and time. Put the loop under `with torch.no_grad():`.',
  },
  *check(module) {
    const file = torchFile(module);
    if (!file || !isTraining(file) || namesAny(file, controls)) return;
    for (const { span, isInEvalMode, isWithoutGradients, function: owner } of file.facts.evaluations) {
      // A function that is kept under another name may be called where no gradients are computed.
      const isKept = owner !== undefined && file.index.escaping.has(owner);
      if (isInEvalMode && !isWithoutGradients && !isKept) yield { message: 'missing', at: span };
    }
  },
});

/** Whatever turns gradients off in another way, or uses them outside training. */
const controls = ['set_grad_enabled', 'enable_grad', 'requires_grad', 'volatile', '.grad', 'autograd', 'stop_gradient', 'attack'];
