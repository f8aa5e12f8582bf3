import { callsFrom, defineRule, isWithin, type MethodUse, type PythonFile, type Update } from '../../../src/api';
import { trainingFile } from '../files';
import { evaluation, training, update } from '../samples';

const epochs = training(update, { after: evaluation });
const withoutTrain = epochs.replace('    model.train()\n', '');

export default defineRule({
  name: 'train-mode',
  scope: 'module',
  docs: {
    summary: 'A model goes back to training mode after each evaluation',
    why: '`model.eval()` lasts until `model.train()`. Without it, all epochs after the first evaluation train without dropout and with frozen statistics of batch normalization.',
    bad: [
      { wrong: 'Nothing sets training mode.', sample: { 'train.py': withoutTrain } },
      {
        wrong: 'Training mode is set only before the first epoch.',
        sample: { 'train.py': withoutTrain.replace('for epoch in', 'model.train()\nfor epoch in') },
      },
    ],
    good: { 'train.py': epochs },
    references: ['https://docs.pytorch.org/docs/stable/notes/autograd.html#evaluation-mode-nn-module-eval'],
  },
  messages: {
    missing:
      'This lasts until `{{model}}.train()`, which nothing calls in the loop, so the model trains in evaluation mode after the first evaluation. Write `{{model}}.train()` before the batches of each epoch.',
    between:
      'This lasts until `{{model}}.train()`, which nothing calls before the next batch, so the model trains in evaluation mode after the first evaluation. Write `{{model}}.train()` in the loop, after the evaluation.',
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file?.source.text.includes('.eval()') || file.index.attributes.has('training')) return;
    const evals = file.facts.trainingMethods.filter(
      ({ method, receiver, node }) => method === 'eval' && receiver !== '' && node.args.length === 0,
    );
    const seen = new Set<number>();
    for (const found of evals.length > 0 ? file.facts.updates : []) {
      for (const { loop, isInnermost } of found.repeats) {
        const use = lastingEval(loop, found, isInnermost, evals, file);
        if (!use || seen.has(use.span.start)) continue;
        seen.add(use.span.start);
        const report = { message: isInnermost ? 'between' : 'missing', data: { model: use.receiver }, at: use.span } as const;
        yield hasModes(use, file) ? report : { ...report, severity: 'info' };
      }
    }
  },
});

type Node = Update['repeats'][number]['loop'];

/** What sets evaluation mode in a loop that trains the same model, if nothing in the loop, or in what it calls, sets training mode. */
function lastingEval(
  loop: Node,
  update: Update,
  isInnermost: boolean,
  evals: readonly MethodUse[],
  file: PythonFile,
): MethodUse | undefined {
  const { facts, index } = file;
  const calls = callsFrom(loop, index, facts.functions);
  const nodes = new Set(calls.map(({ node }) => node));
  const use = evals.find(({ node, frame, isConditional }) => nodes.has(node) && (!isConditional || !isWithin(frame, loop)));
  if (!use || !isTrained(use, update, file) || isMadeIn(loop, use, file)) return undefined;
  // Without a step, the gradients aren't for training: they show what the model looks at.
  if (!calls.some((site) => isStep(site.node) && !facts.functions.calledBy(site))) return undefined;
  // A loop over batches that evaluates the model itself isn't one that trains it: the modes there are set on purpose.
  if (isInnermost && isWithin(use.frame, loop)) return undefined;
  const setsMode = calls.some((site) => {
    const { func, args } = site.node;
    if (func.nodeType === 'Attribute' && /^(?:train|set_mode|set_train)$/.test(func.attr))
      return !(func.value.nodeType === 'Name' && func.value.id === 'self' && facts.functions.calledBy(site));
    const isOther =
      func.nodeType === 'Name' &&
      !facts.functions.calledBy(site) &&
      !/save|print|log|len|isinstance|hasattr|getattr|type/.test(func.id);
    return isOther && args.some((argument) => isSame(argument, site.frame, use, file)) && !update.calls.includes(site);
  });
  return setsMode ? undefined : use;
}

/** A call that steps an optimizer, if it isn't one of the file's own functions, such as `validation_step`. */
const isStep = ({ func }: MethodUse['node']): boolean => func.nodeType === 'Attribute' && /step/.test(func.attr);

/** Whether the update calls the model that is set to evaluation mode. */
const isTrained = (use: MethodUse, { calls }: Update, file: PythonFile): boolean =>
  calls.some(({ node: { func }, frame }) => {
    const callee = func.nodeType === 'Attribute' && (func.attr === 'forward' || /loss/.test(func.attr)) ? func.value : func;
    return isSame(callee, frame, use, file);
  });

/** Whether the mode changes anything: the model isn't made in the file, or the file has dropout or normalization. */
function hasModes({ node: { func }, frame }: MethodUse, { facts, index, source }: PythonFile): boolean {
  if (/drop|norm|pretrained/i.test(source.text)) return true;
  const origins = facts.objects.originsOf(func.nodeType === 'Attribute' ? func.value : func, frame) ?? [];
  const classes = new Set(index.classes.map(({ node }) => node.name));
  const isOwn = ({ node }: (typeof origins)[number]) =>
    node.nodeType === 'Call' && node.func.nodeType === 'Name' && classes.has(node.func.id);
  return origins.length === 0 || !origins.every(isOwn);
}

/** Whether each iteration makes the model anew, such as one for each fold: a new model is in training mode. */
function isMadeIn(loop: Node, { node: { func }, frame }: MethodUse, { facts, span }: PythonFile): boolean {
  const value = func.nodeType === 'Attribute' ? func.value : func;
  const { start, end } = span(loop);
  const isInside = (node: Node) => span(node).start >= start && span(node).end <= end;
  if (facts.objects.originsOf(value, frame)?.some(({ node }) => isInside(node))) return true;
  if (value.nodeType !== 'Name') return false;
  return facts.objects.reaching(value, frame).some(({ value: made, node }) => isInside(made ?? node));
}

type Expression = MethodUse['node']['func'];

/** Whether an expression is the receiver of a method: made at the same place, or the same name in the same scope. */
function isSame(expression: Expression, frame: MethodUse['frame'], use: MethodUse, { facts }: PythonFile): boolean {
  if (expression.nodeType !== 'Name' && expression.nodeType !== 'Attribute') return false;
  const { func } = use.node;
  const value = func.nodeType === 'Attribute' ? func.value : func;
  if (
    expression.nodeType === 'Name' &&
    value.nodeType === 'Name' &&
    expression.id === value.id &&
    frame.scope === use.frame.scope
  )
    return true;
  if (expression.nodeType === 'Attribute' && value.nodeType === 'Attribute' && expression.attr === value.attr)
    return isOfSelf(expression) && isOfSelf(value);
  const own = facts.objects.originsOf(value, use.frame);
  const other = own && facts.objects.originsOf(expression, frame);
  return own !== undefined && other !== undefined && own.some(({ node }) => other.some((each) => each.node === node));
}

const isOfSelf = ({ value }: Extract<Expression, { nodeType: 'Attribute' }>): boolean =>
  value.nodeType === 'Name' && value.id === 'self';
