import { defineRule, type MethodUse, type PythonFile, type Report, type Update } from '../../../src/api';
import { namesAny, trainingFile } from '../files';
import { training, update } from '../samples';
import { hasBackwardBetween, isBeside, onlyHarmlessBetween, stepsOf, zeroGradsOf } from '../updates';

const accumulating = (clear: string, then = ''): string =>
  training(`${clear}loss = nn.functional.cross_entropy(model(inputs), labels) / 4
loss.backward()
if (step + 1) % 4 == 0:
    optimizer.step()
${then}`).replace('for inputs, labels in loader', 'for step, (inputs, labels) in enumerate(loader)');

type Id = 'missing' | 'early' | 'discarded';

export default defineRule<'module', Record<string, never>, Id>({
  name: 'zero-grad',
  scope: 'module',
  docs: {
    summary: 'A training loop clears the gradients once for each update',
    why: 'PyTorch adds new gradients to the old ones. Without `zero_grad()`, each step follows the sum of all gradients since the start, so the loss falls a little and then grows or becomes NaN. Between `backward()` and `step()`, it throws away the gradients that the step needs, so the model never learns, and no message says so.',
    bad: [
      {
        wrong: 'Nothing clears the gradients.',
        sample: { 'train.py': training(update.replace('optimizer.zero_grad()\n', '')) },
      },
      {
        wrong: 'The gradients are cleared before the step uses them.',
        sample: {
          'train.py': training(
            update.replace('optimizer.zero_grad()\n', '').replace('backward()', 'backward()\noptimizer.zero_grad()'),
          ),
        },
      },
      {
        wrong: 'The gradients of three in four batches are cleared before the step.',
        sample: { 'train.py': accumulating('optimizer.zero_grad()\n') },
      },
    ],
    good: [
      { 'train.py': training(update) },
      {
        'train.py': training(
          update.replace('optimizer.zero_grad()\n', '').replace('step()', 'step()\nmodel.zero_grad(set_to_none=True)'),
        ),
      },
      { 'train.py': accumulating('', '    optimizer.zero_grad()') },
    ],
    references: ['https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html'],
  },
  messages: {
    missing:
      'Nothing clears the gradients, so each step adds up all gradients since the start. Write `{{optimizer}}.zero_grad()` after this step.',
    early:
      'This clears the gradients before `{{step}}()` uses them, so the model never learns. Move it after `{{step}}()`, or before `{{backward}}`.',
    discarded:
      'This clears the gradients in each batch, but the optimizer steps only in some, so the gradients of the others are lost. Move it after `{{step}}()`.',
  },
  fixes: {
    missing: { below: '{{optimizer}}.zero_grad()', unsafe: true },
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file) return;
    const seen = new Set<string | number>();
    for (const found of file.facts.updates) {
      for (const { use, report } of [...misplaced(found, file), ...missing(found, file)]) {
        if (seen.has(use)) continue;
        seen.add(use);
        yield report;
      }
    }
  },
});

interface Found {
  /** What each finding is about: one for each place, and one for each optimizer that nothing clears. */
  readonly use: string | number;
  readonly report: Report<Id>;
}

function misplaced(update: Update, file: PythonFile): Found[] {
  const { backward } = update;
  if (namesAny(file, ['.grad', 'autograd', 'first_step', 'retain_graph'])) return [];
  return zeroGradsOf(update).flatMap((zero): Found[] => {
    if (!isBeside(zero, update)) return [];
    const isAfter = zero.span.start > backward.span.start;
    const steps = stepsOf(update).filter(({ use, optimizer }) => use.loop === backward.loop && isOf(zero, optimizer, file));
    const step = steps.find(({ use }) => use.span.start > Math.max(zero.span.start, backward.span.start));
    if (!step || hasBackwardBetween(update, isAfter ? backward : zero, isAfter ? step.use : backward)) return [];
    const data = { step: `${step.use.receiver}.step`, backward: 'backward()' };
    if (isAfter)
      return steps.some(({ use }) => use.span.start > backward.span.start && use.span.start < zero.span.start) ||
        !onlyHarmlessBetween(update, backward.span.end, step.use.span.start, file)
        ? []
        : [{ use: zero.span.start, report: { message: 'early', data, at: zero.span } }];
    return steps.length === 1 && isEveryFew(step.use) && !isBeside(step.use, update)
      ? [{ use: zero.span.start, report: { message: 'discarded', data, at: zero.span } }]
      : [];
  });
}

/** Clears the gradients that an optimizer uses: its own, or those of a model if the module has one optimizer. */
const isOf = ({ role, receiver }: MethodUse, optimizer: string, { facts }: PythonFile): boolean =>
  receiver === optimizer || (role !== 'optimizer' && facts.optimisers.length === 1);

/** In `if (step + 1) % 4 == 0:`, but not with `or` or `and`. */
function isEveryFew({ frame }: MethodUse): boolean {
  const { node } = frame;
  if (frame.kind !== 'if' || node.nodeType !== 'If' || node.test.nodeType !== 'Compare') return false;
  return node.test.left.nodeType === 'BinOp' && node.test.left.op.nodeType === 'Mod';
}

function missing(update: Update, file: PythonFile): Found[] {
  const accumulates = file.facts.accumulates && !file.index.attributes.has('accumulate');
  const step = namesAny(file, clearing) || accumulates ? undefined : stepOf(update);
  return step
    ? [{ use: step.optimizer, report: { message: 'missing', data: { optimizer: step.optimizer }, at: step.use.span } }]
    : [];
}

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
function stepOf(update: Update): { use: MethodUse; optimizer: string } | undefined {
  const { backward, calls, isRepeated } = update;
  const step = stepsOf(update).find(
    ({ use: { role, loop, span, node } }) =>
      loop === backward.loop &&
      span.start > backward.span.start &&
      (role === 'optimizer' ? node.args.length + node.keywords.length === 0 : node.args.length === 1),
  );
  if (!step || !isRepeated) return undefined;
  const isPassedOn = calls.some(({ node: { func, args } }) => {
    if (func.nodeType === 'Attribute' && known.has(func.attr)) return false;
    return args.some((argument) => argument.nodeType === 'Name' && argument.id === step.optimizer);
  });
  return isPassedOn ? undefined : step;
}

/** Methods that take an optimizer and leave its gradients. */
const known: ReadonlySet<string> = new Set(['step', 'unscale_', 'get_lr', 'log', 'print', 'prepare', 'setup']);
