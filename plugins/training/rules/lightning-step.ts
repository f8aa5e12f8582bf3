import { defineRule, type MethodUse, type PythonFile, type Report } from '../../../src/api';
import { namesAny, torchFile } from '../files';

const lightning = (step: string, head = ''): string => `import lightning as L
import torch
from torch import nn


class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(64, 10)${head}

    def training_step(self, batch, _):
        inputs, labels = batch
        loss = nn.functional.cross_entropy(self.net(inputs), labels)
${step.replace(/^(?=.)/gm, '        ')}

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters())
`;

const manual = `optimizer = self.optimizers()
optimizer.zero_grad()
self.manual_backward(loss)
optimizer.step()`;

type Id = 'nothing' | 'number' | 'detached' | 'manual' | 'backward';

export default defineRule<'module', Record<string, never>, Id>({
  name: 'lightning-step',
  scope: 'module',
  docs: {
    summary: "A Lightning module's `training_step` returns its loss, or does the whole update itself",
    why: 'Lightning computes the gradients from what `training_step` returns. A number stops the training, and a detached loss with “element 0 of tensors does not require grad”. If the step calls `backward()` itself, Lightning does so a second time, and stops, unless `automatic_optimization` is off.',
    bad: [
      {
        wrong: 'The step returns nothing, so Lightning skips every batch.',
        sample: { 'model.py': lightning('self.log("loss", loss)') },
      },
      { wrong: 'The step returns a number.', sample: { 'model.py': lightning('return loss.item()') } },
      {
        wrong: 'The step returns a loss without its graph.',
        sample: { 'model.py': lightning('return {"loss": loss.detach()}') },
      },
      { wrong: 'Lightning updates the weights as well.', sample: { 'model.py': lightning(manual) } },
    ],
    good: [
      { 'model.py': lightning('self.log("loss", loss.item())\nreturn loss') },
      { 'model.py': lightning(manual, '\n        self.automatic_optimization = False') },
    ],
    references: [
      'https://lightning.ai/docs/pytorch/stable/common/lightning_module.html#training-step',
      'https://lightning.ai/docs/pytorch/stable/model/manual_optimization.html',
      'https://github.com/Lightning-AI/pytorch-lightning/issues/9299',
    ],
  },
  messages: {
    nothing:
      'Lightning skips each batch for which `training_step` returns nothing, so the model never learns. Write `return {{loss}}` at its end.',
    number:
      'Lightning computes the gradients from what `training_step` returns, and `{{by}}()` makes it a plain number. Return `{{loss}}`.',
    detached:
      'Lightning computes the gradients from what `training_step` returns, and `{{by}}` cuts it off from the model. Return `{{loss}}`.',
    manual:
      'Lightning also computes gradients and steps the optimizer after `training_step`, unless that is switched off. Write `self.automatic_optimization = False` in `__init__`.',
    backward: 'Lightning calls `backward()` on what `training_step` returns, so the graph is gone by then. Remove this line.',
  },
  fixes: {
    number: { by: '{{loss}}', unsafe: true },
    detached: { by: '{{loss}}', unsafe: true },
  },
  *check(module) {
    const file = torchFile(module);
    if (!file?.source.text.includes('def training_step') || namesAny(file, ['automatic_optimization', 'manual_optimization']))
      return;
    for (const { node, frame } of file.index.functions) {
      if (node.name !== 'training_step' || frame.kind !== 'class' || !isLightning(frame.node, file)) continue;
      for (const { node: returned, frame: at } of file.index.returns.get(node) ?? []) {
        const report = returned.value ? cutIn(returned.value, at, file) : undefined;
        if (report) yield report;
      }
      const nothing = unreturnedLoss(node, file);
      if (nothing) yield nothing;
      const [pass] = file.index.calls.filter((site) => site.frame.scope.node === node && isPass(site.node));
      if (!pass) continue;
      const isManual = file.index.calls.some(
        (site) => site.frame.scope.node === node && /^(?:optimizers|manual_backward)$/.test(nameOf(site.node.func)),
      );
      yield { message: isManual ? 'manual' : 'backward', at: file.span(pass.node.func) };
    }
  },
});

type Expression = MethodUse['node']['func'];
type Frame = MethodUse['frame'];

const nameOf = (node: Expression): string =>
  node.nodeType === 'Attribute' ? node.attr : node.nodeType === 'Name' ? node.id : '';

/** A class whose only base is a module of Lightning: another base may switch the optimization off. */
const isLightning = (node: Frame['node'], { source: { text } }: PythonFile): boolean =>
  node.nodeType === 'ClassDef' &&
  node.bases.length === 1 &&
  node.bases.every((base) => nameOf(base) === 'LightningModule') &&
  /\blightning\b|pytorch_lightning/.test(text);

/** `loss.backward()` and `self.manual_backward(loss)`. */
const isPass = ({ func, args }: MethodUse['node']): boolean =>
  func.nodeType === 'Attribute' &&
  ((func.attr === 'backward' && args.length === 0 && /loss/i.test(nameOf(func.value))) || func.attr === 'manual_backward');

/** The loss that a step computes, if it returns nothing and doesn't do the update itself. */
function unreturnedLoss(step: MethodUse['frame']['scope']['node'], file: PythonFile): Report<Id> | undefined {
  if (step.nodeType !== 'FunctionDef' || (file.index.returns.get(step) ?? []).length > 0) return undefined;
  const { start, end } = file.span(step);
  if (/\b(?:yield|raise|super|optimizers|manual_backward|backward)\b/.test(file.source.text.slice(start, end))) return undefined;
  const last = step.body.findLast(({ nodeType }) => nodeType === 'Assign');
  const [target, other] = last?.nodeType === 'Assign' ? last.targets : [];
  if (target?.nodeType !== 'Name' || other || !/^(?:\w+_)?loss$/.test(target.id) || step.body.at(-1)?.nodeType !== 'Expr')
    return undefined;
  return { message: 'nothing', data: { loss: target.id }, at: file.span(target) };
}

/** What cuts off the loss that a step returns. */
function cutIn(value: Expression, frame: Frame, file: PythonFile, depth = 0): Report<Id> | undefined {
  if (value.nodeType === 'Dict') {
    const position = value.keys.findIndex((key) => key?.nodeType === 'Constant' && key.value === 'loss');
    const loss = value.values[position];
    return loss && cutIn(loss, frame, file, depth);
  }
  if (value.nodeType === 'Name') {
    const [only, ...others] = file.facts.objects.reaching(value, frame);
    const isOne = only?.kind === 'assignment' && only.element === undefined && others.length === 0 && depth < 3;
    return isOne && only.value ? cutIn(only.value, only.frame, file, depth + 1) : undefined;
  }
  const isCut = value.nodeType === 'Call' && value.func.nodeType === 'Attribute' && value.args.length === 0;
  if (!isCut || value.func.nodeType !== 'Attribute') return undefined;
  const by = value.func.attr;
  if (!/^(?:item|detach|tolist)$/.test(by)) return undefined;
  const { start, end } = file.span(value.func.value);
  return {
    message: by === 'detach' ? 'detached' : 'number',
    data: { by, loss: file.source.text.slice(start, end) },
    at: file.span(value),
  };
}
