import { defineRule, type MethodUse, type PythonFile, type Update } from '../../../src/api';
import { namesAny, trainingFile } from '../files';
import { training, update } from '../samples';

export default defineRule({
  name: 'zero-grad',
  scope: 'module',
  docs: {
    summary: 'A training loop clears the gradients for each update',
    why: 'PyTorch adds new gradients to the old ones. Without `zero_grad()`, each step follows the sum of all gradients since the start, so the loss falls a little and then grows or becomes NaN. Only loops that are written out in one function are checked.',
    bad: [
      {
        wrong: 'Nothing clears the gradients.',
        sample: { 'train.py': training(update.replace('optimizer.zero_grad()\n', '')) },
      },
    ],
    good: [
      { 'train.py': training(update) },
      {
        'train.py': training(
          update.replace('optimizer.zero_grad()\n', '').replace('step()', 'step()\nmodel.zero_grad(set_to_none=True)'),
        ),
      },
    ],
    references: ['https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html'],
  },
  messages: {
    missing:
      'Nothing clears the gradients, so each step adds up all gradients since the start. Write `{{optimizer}}.zero_grad()` after this step.',
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file || namesAny(file, clearing) || file.facts.accumulates) return;
    const seen = new Set<string>();
    for (const found of file.facts.updates) {
      const step = stepOf(found, file);
      if (!step || seen.has(step.optimizer)) continue;
      seen.add(step.optimizer);
      yield { message: 'missing', data: { optimizer: step.optimizer }, at: step.use.span };
    }
  },
});

/** Whatever sets gradients to zero or reads them, under any name that shows it. */
const clearing = [
  'zero_grad',
  'zero_gradients',
  'clear_grad',
  'zero_',
  '.grad',
  'autograd',
  'functorch',
  'jvp',
  'deepspeed',
  'lomo',
  'reset_grad',
];

/** The step of an optimizer that nothing else in the loop gets, so that nothing else can clear its gradients. */
function stepOf(
  { backward, methods, loops }: Update,
  { index, span }: PythonFile,
): { use: MethodUse; optimizer: string } | undefined {
  const use = methods.find(
    ({ method, role, loop, span: at, node }) =>
      method === 'step' &&
      loop === loops[0] &&
      at.start > backward.span.start &&
      (role === 'optimizer' ? node.args.length + node.keywords.length === 0 : role === 'scaler' && node.args.length === 1),
  );
  const optimizer = use?.role === 'scaler' ? use.passed[0] : use?.receiver;
  const outer = loops.at(-1);
  if (!use || !optimizer || !outer) return undefined;
  const { start, end } = span(outer);
  const isPassedOn = index.calls.some(({ node }) => {
    const { func } = node;
    const at = span(node);
    if (at.start < start || at.end > end || (func.nodeType === 'Attribute' && known.has(func.attr))) return false;
    return node.args.some((argument) => argument.nodeType === 'Name' && argument.id === optimizer);
  });
  return isPassedOn ? undefined : { use, optimizer };
}

/** Methods that take an optimizer and leave its gradients. */
const known: ReadonlySet<string> = new Set(['step', 'unscale_', 'get_lr', 'log', 'print']);
