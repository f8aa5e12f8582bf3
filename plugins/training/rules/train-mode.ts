import { defineRule, type MethodUse, type PythonFile } from '../../../src/api';
import { trainingFile } from '../files';
import { evaluation, training, update } from '../samples';

const epochs = training(update, { after: evaluation });

export default defineRule({
  name: 'train-mode',
  scope: 'module',
  docs: {
    summary: 'A model goes back to training mode after each evaluation',
    why: '`model.eval()` lasts until `model.train()`. Without it, all epochs after the first evaluation train without dropout and with frozen statistics of batch normalization.',
    bad: [
      {
        wrong: 'Nothing sets training mode.',
        sample: { 'train.py': epochs.replace('    model.train()\n', '') },
      },
    ],
    good: { 'train.py': epochs },
    references: ['https://docs.pytorch.org/docs/stable/notes/autograd.html#evaluation-mode-nn-module-eval'],
  },
  messages: {
    missing:
      'Nothing sets training mode again, so the model trains in evaluation mode from here on. Write `{{model}}.train()` before the training loop.',
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file || setsTrainingMode(file)) return;
    const use = file.facts.updates
      .map((update) => evalIn(update.methods, update.loops, file))
      .find((found) => found !== undefined);
    if (use) yield { message: 'missing', data: { model: use.receiver }, at: use.span };
  },
});

const setsTrainingMode = ({ index, source: { text } }: PythonFile): boolean =>
  index.attributes.has('train') || /\btraining\b|set_mode|\btrain_mode\b|Trainer\b|super\(/.test(text);

/** `model.eval()` in the loop over epochs, of a model that the training in it calls. */
function evalIn(methods: readonly MethodUse[], loops: readonly unknown[], { index, span }: PythonFile): MethodUse | undefined {
  const [inner] = loops as readonly Parameters<PythonFile['span']>[0][];
  if (loops.length < 2 || !inner) return undefined;
  const { start, end } = span(inner);
  return methods.find(
    ({ method, receiver, isConditional }) =>
      method === 'eval' &&
      receiver !== '' &&
      !isConditional &&
      index.calls.some(({ node }) => {
        const at = span(node.func);
        return start <= at.start && at.end <= end && node.func.nodeType === 'Name' && node.func.id === receiver;
      }),
  );
}
