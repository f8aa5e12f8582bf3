import { defineRule, mentions } from '../../../src/api';
import { trainingFile } from '../files';
import { training, update } from '../samples';

const accelerated = (backward: string, settings = ''): string =>
  training(update.replace('loss.backward()', backward), {
    head: `accelerator = Accelerator(${settings})
model, optimizer, loader = accelerator.prepare(model, optimizer, loader)`,
  }).replace('import torch\n', 'import torch\nfrom accelerate import Accelerator\n');

const fabric = (backward: string): string =>
  training(update.replace('loss.backward()', backward), {
    head: 'fabric = Fabric(precision="16-mixed")\nmodel, optimizer = fabric.setup(model, optimizer)',
  }).replace('import torch\n', 'import torch\nfrom lightning.fabric import Fabric\n');

export default defineRule({
  name: 'accelerator-backward',
  scope: 'module',
  docs: {
    summary: 'The backward pass goes through accelerate or Fabric, where these prepare the model',
    why: "`accelerator.backward(loss)` scales the loss in half precision, divides it by the steps of gradient accumulation, and lets DeepSpeed work. With `loss.backward()`, half precision stops with “No inf checks were recorded for this optimizer”, accumulation multiplies the gradients, and DeepSpeed's engine never steps.",
    bad: [
      { wrong: 'accelerate never gets the loss.', sample: { 'train.py': accelerated('loss.backward()') } },
      { wrong: 'Fabric never gets the loss.', sample: { 'train.py': fabric('loss.backward()') } },
    ],
    good: [{ 'train.py': accelerated('accelerator.backward(loss)') }, { 'train.py': fabric('fabric.backward(loss)') }],
    references: [
      'https://huggingface.co/docs/accelerate/basic_tutorials/migration#backward',
      'https://lightning.ai/docs/fabric/stable/api/fabric_methods.html#backward',
    ],
  },
  messages: {
    apart:
      '{{library}} prepares the model and the optimizer, but not this backward pass, so half precision and gradient accumulation go wrong. Write `{{engine}}.backward({{loss}})`.',
  },
  fixes: {
    apart: { call: '{{engine}}.backward({{loss}})', unsafe: true },
  },
  *check(module) {
    const { text } = module.python.source;
    // PyTorch/XLA has a step of its own. A program may well use both backward passes, in two branches.
    if (!mentions(module.python, ['Accelerator', 'Fabric']) || text.includes('.backward(loss') || text.includes('torch_xla'))
      return;
    const file = /\.(?:prepare|setup|setup_module)\(/.test(text) ? trainingFile(module) : undefined;
    const [made, ...others] = file?.facts.calls.of('accelerator') ?? [];
    if (!file || !made || others.length > 0) return;
    const line = text.slice(text.lastIndexOf('\n', made.span.start - 1) + 1, made.span.start);
    const engine = /^\s*([\w.]+)\s*=\s*$/.exec(line)?.[1];
    const updates = file.facts.updates.filter(({ isRepeated }) => isRepeated);
    if (engine === undefined) return;
    if (updates.some(({ backward, scaler }) => backward.node.args.length > 0 || scaler !== undefined)) return;
    const preparing = file.index.calls.some(
      ({ node: { func, args } }) =>
        func.nodeType === 'Attribute' &&
        /^(?:prepare|setup)$/.test(func.attr) &&
        text.slice(file.span(func).start, file.span(func).end) === `${engine}.${func.attr}` &&
        args.length > 1,
    );
    for (const { backward, loss } of preparing ? updates : []) {
      if (loss === undefined || backward.frame.scope !== made.frame.scope) continue;
      const { func } = backward.node;
      const receiver = func.nodeType === 'Attribute' ? file.span(func.value) : backward.span;
      const library = made.name.startsWith('accelerate') ? 'accelerate' : 'Fabric';
      yield { message: 'apart', data: { library, engine, loss: text.slice(receiver.start, receiver.end) }, at: backward.span };
    }
  },
});
