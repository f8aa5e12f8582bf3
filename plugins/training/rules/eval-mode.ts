import { defineRule, pattern, type PythonArtifact, type PythonFile } from '../../../src/api';
import { filesAround, isTraining, namesAny, torchFile } from '../files';
import { evaluation, training, update } from '../samples';

export default defineRule({
  name: 'eval-mode',
  scope: 'module',
  docs: {
    summary: 'A model that is trained is evaluated in evaluation mode',
    why: 'In training mode, dropout drops activations at random, and batch normalization uses the statistics of the batch and learns from the held-out data. The metrics are wrong and depend on the batch size, and no message says so.',
    bad: [
      {
        wrong: 'The model is in training mode all the time.',
        sample: { 'train.py': training(update, { after: evaluation.replace('model.eval()\n', '') }) },
      },
    ],
    good: [
      { 'train.py': training(update, { after: evaluation }) },
      {
        'train.py': training(update, { after: evaluation.replace('model.eval()\n', '') }).replace(
          /^model = .*$/m,
          'model = UNet2DConditionModel.from_pretrained("unet").cuda()',
        ),
      },
    ],
    references: ['https://docs.pytorch.org/docs/stable/notes/autograd.html#evaluation-mode-nn-module-eval'],
  },
  messages: {
    missing:
      'The model is evaluated in training mode, so dropout and batch normalization change the result. Write `{{model}}.eval()` before the loop, and `{{model}}.train()` before the training goes on.',
  },
  *check(module) {
    const file = torchFile(module);
    if (!file || !isTraining(file) || changesMode(file) || !isModeSeen(file)) return;
    for (const { span, model, ...each } of file.facts.evaluations) {
      if (isWithoutModes(model, file)) continue;
      const isSet = each.isInEvalMode || each.isInTrainingMode || each.maySetMode;
      if ((each.isNamed || (each.isWithoutGradients && each.hasData)) && each.isAfterTraining && !isSet)
        if (!each.isFromElsewhere || !isSetElsewhere(each.function, module))
          yield { message: 'missing', data: { model }, at: span };
    }
  },
});

/** Models of diffusers have neither dropout nor batch normalization, unless a checkpoint asks for them. */
const isWithoutModes = (model: string, { source: { text } }: PythonFile): boolean =>
  pattern`\b${model}\s*=\s*(?:UNet\dD\w*|AutoencoderKL|\w*Transformer2DModel)\b`.test(text);

/** Whether another module that names a function sets evaluation mode, or may do so. */
const isSetElsewhere = (name: string | undefined, module: PythonArtifact): boolean => {
  const others = filesAround(module);
  return !others || others.some((file) => name !== undefined && namesAny(file, [name]) && namesAny(file, ['.eval(']));
};

/** Something other than `train()` and `eval()` sets a mode, or may do so elsewhere. */
function changesMode({ index, facts, source: { text } }: PythonFile): boolean {
  return (
    index.escapingAttributes.has('eval') ||
    index.attributeStores.has('training') ||
    /set_(?:training|mode)|\bModelEma\b|\bGAN\b/i.test(text) ||
    facts.trainingMethods.some(({ method, node }) => method === 'train' && node.args.length + node.keywords.length > 0)
  );
}

/** The code sets training mode, or has layers for which the mode matters. */
const isModeSeen = ({ index, facts, source: { text } }: PythonFile): boolean =>
  index.calls.some(({ node: { func, args } }) => func.nodeType === 'Attribute' && func.attr === 'train' && args.length === 0) ||
  /\b(?:Dropout|BatchNorm)/.test(text) ||
  facts.models.length > 0;
