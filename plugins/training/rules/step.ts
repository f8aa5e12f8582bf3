import { defineRule, type MethodUse, type PythonFile, type Report, type Update } from '../../../src/api';
import { namesAny, trainingFile } from '../files';
import { training, update } from '../samples';
import { isBeside, stepsOf, zeroGradsOf } from '../updates';

type Id = 'missing' | 'late' | 'early';

export default defineRule<'module', Record<string, never>, Id>({
  name: 'step',
  scope: 'module',
  docs: {
    summary: 'A training loop steps its optimizer after each backward pass',
    why: 'Without `optimizer.step()`, the gradients are computed and never used, so the loss stays where it is. A step after the loop uses the gradients of the last batch alone, and one between `zero_grad()` and `backward()` has none to use.',
    bad: [
      { wrong: 'Nothing steps.', sample: { 'train.py': training(update.replace('\noptimizer.step()', '')) } },
      {
        wrong: 'The optimizer steps once in each epoch, with the gradients of the last batch.',
        sample: { 'train.py': training(update.replace('\noptimizer.step()', ''), { after: 'optimizer.step()' }) },
      },
      {
        wrong: 'The gradients are cleared, and then the optimizer steps.',
        sample: {
          'train.py': training(
            update.replace('\noptimizer.step()', '').replace('loss.backward', 'optimizer.step()\nloss.backward'),
          ),
        },
      },
    ],
    good: { 'train.py': training(update) },
    references: ['https://docs.pytorch.org/docs/stable/optim.html#taking-an-optimization-step'],
  },
  messages: {
    missing: 'No optimizer ever steps, so the weights never change. Write `optimizer.step()` after this line.',
    late: 'The optimizer steps after the loop, when only the gradients of the last batch are left: the loop clears all others. Move this after `backward()` in the loop.',
    early: 'The optimizer steps before the gradients are computed, right after they were cleared. Move this after `backward()`.',
  },
  fixes: {
    missing: { below: '{{optimizer}}.step()', unsafe: true },
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file) return;
    const reports = isNeverStepped(file)
      ? file.facts.updates
          .filter(({ isRepeated }) => isRepeated)
          .slice(0, 1)
          .map(
            ({ backward }): Report<Id> => ({ message: 'missing', data: { optimizer: onlyOptimizer(file) }, at: backward.span }),
          )
      : file.facts.updates.flatMap((each) => misplaced(each, file));
    yield* reports;
  },
});

/** Whether an optimizer is made here, and nothing steps any, here or in what gets it. */
function isNeverStepped(file: PythonFile): boolean {
  const { facts, index } = file;
  if (facts.optimisers.length === 0 || namesAny(file, stepping) || index.attributes.has('grad')) return false;
  if (index.escapingAttributes.has('step') || index.attributes.has('accumulate')) return false;
  const isOther = ({ role, method }: MethodUse) => role === 'optimizer' && !leaving.has(method);
  if (facts.updates.some(({ methods }) => methods.some((each) => isOther(each) || stepsByAnotherName(each.method)))) return false;
  return (
    !facts.trainingMethods.some(({ method, role }) => method === 'step' && role !== 'scheduler') &&
    !facts.optimisers.some((made) => isPassedOn(made.node, file))
  );
}

/** `step_and_update_lr()` of a wrapper, but not timm's `step_update()` of a scheduler. */
const stepsByAnotherName = (method: string): boolean =>
  /(?:^|_)step(?:_|$)/.test(method) && !['step', 'step_update'].includes(method);

/** Methods of optimizers that step nothing. */
const leaving: ReadonlySet<string> = new Set(['zero_grad', 'state_dict', 'load_state_dict', 'add_param_group', 'train', 'eval']);

/** Whatever may step without a method of that name: a function, or a library. */
const stepping = [
  'apply_gradients',
  'minimize(',
  'deepspeed',
  'getattr(',
  'optim_step',
  'optimizer_step',
  'step_optimizer',
  'do_step',
];

/** Whether an optimizer is given to code outside of the module that may step it. */
function isPassedOn(made: MethodUse['node'], { index, facts }: PythonFile): boolean {
  const holds = (argument: MethodUse['node']['args'][number], frame: MethodUse['frame']): boolean => {
    if (argument.nodeType === 'Tuple' || argument.nodeType === 'List') return argument.elts.some((each) => holds(each, frame));
    if (argument.nodeType === 'Dict') return argument.values.some((each) => holds(each, frame));
    if (argument.nodeType !== 'Name' && argument.nodeType !== 'Attribute') return argument === made;
    return facts.objects.originsOf(argument, frame)?.some(({ node }) => node === made) ?? false;
  };
  return index.calls.some((site) => {
    const { func, args, keywords } = site.node;
    const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
    if (preparing.has(name) || isScheduler(name) || /print/i.test(name) || facts.functions.calledBy(site)) return false;
    return [...args, ...keywords.map(({ value }) => value)].some((argument) => holds(argument, site.frame));
  });
}

/** `ScheduledOptim` wraps an optimizer, and may step it. */
const isScheduler = (name: string): boolean => /sched|LR$/i.test(name) && !/opt/i.test(name);

/** Methods that return an optimizer which steps like the one that they get. */
const preparing: ReadonlySet<string> = new Set(['prepare', 'setup', 'setup_optimizers']);

function misplaced(update: Update, { span, facts }: PythonFile): Report<Id>[] {
  const { backward, loops, methods } = update;
  const [inner] = loops;
  const zero = zeroGradsOf(update).find((each) => isBeside(each, update) && each.span.start < backward.span.start);
  if (!inner || !zero) return [];
  const isOfZero = (each: MethodUse) =>
    each.method === 'step' &&
    each.receiver === zero.receiver &&
    each.frame.scope === backward.frame.scope &&
    each.role === 'optimizer';
  const [use, ...others] = facts.trainingMethods.filter(isOfZero);
  if (!use || others.length > 0 || stepsOf(update).some(({ use: { role } }) => role === 'scaler')) return [];
  if (methods.filter(({ method }) => method === 'backward').length > 1) return [];
  const isEarly = isBeside(use, update) && use.span.start > zero.span.start && use.span.start < backward.span.start;
  if (isEarly) return [{ message: 'early', at: use.span }];
  const isLate = use.loop !== inner && use.span.start > span(inner).end && (use.loop === undefined || loops.includes(use.loop));
  return isLate ? [{ message: 'late', at: use.span }] : [];
}

/** The name of the only optimizer, if it's a variable of that name that the file makes. */
function onlyOptimizer({ facts, source: { text } }: PythonFile): string | undefined {
  const [only, another] = facts.optimisers;
  if (!only || another) return undefined;
  const line = text.slice(text.lastIndexOf('\n', only.span.start - 1) + 1, only.span.start);
  return /^\s*(\w+)\s*=\s*$/.exec(line)?.[1];
}
