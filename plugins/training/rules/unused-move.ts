import { defineRule, type PythonFile, type Span } from '../../../src/api';
import { torchFile } from '../files';
import { training, update } from '../samples';

const moved = (lines: string): string => training(`${lines}\n${update}`);

export default defineRule({
  name: 'unused-move',
  tag: 'unnecessary',
  scope: 'module',
  docs: {
    summary: 'A tensor that is moved is assigned to a name',
    why: '`model.to(device)` moves a module in place, but `tensor.to(device)` returns a copy and leaves the tensor where it is. On a line of its own it has no effect: the batch stays on the CPU, and the model stops with “Expected all tensors to be on the same device”.',
    bad: [
      { wrong: 'The copies on the GPU are dropped.', sample: { 'train.py': moved('inputs.to("cuda")\nlabels.to("cuda")') } },
      { wrong: 'The tensor stays in single precision.', sample: { 'train.py': moved('inputs.half()') } },
    ],
    good: [
      { 'train.py': moved('inputs, labels = inputs.to("cuda"), labels.to("cuda")') },
      { 'train.py': moved('model.to("cuda")') },
    ],
    references: ['https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to.html'],
  },
  messages: {
    unused: 'This returns a copy that nothing uses, and leaves `{{tensor}}` as it is. Write `{{tensor}} = {{call}}`.',
  },
  fixes: {
    unused: { by: '{{tensor}} = {{callee}}', unsafe: true },
  },
  *check(module) {
    const file = torchFile(module);
    if (!file) return;
    for (const { tensor, at, whole } of file.facts.unusedMoves)
      yield { message: 'unused', data: { tensor, call: textAt(whole, file), callee: textAt(at, file) }, at };
  },
});

const textAt = ({ start, end }: Span, { source }: PythonFile): string => source.text.slice(start, end);
