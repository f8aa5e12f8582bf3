import { type CallFact, defineRule, type MethodUse, type PythonFile, runsWith } from '../../../src/api';
import { namesAny, trainingFile } from '../files';
import { training, update } from '../samples';

const head = 'model.fc = nn.Linear(512, 10).cuda()';
const freezing = `for parameter in model.parameters():
    parameter.requires_grad = False`;

type Id = 'late' | 'frozen';

export default defineRule<'module', Record<string, never>, Id>({
  name: 'optimizer-parameters',
  scope: 'module',
  docs: {
    summary: 'An optimizer gets the layers that are to be trained',
    why: "An optimizer keeps the parameters that it was made with. A layer that replaces another one afterwards isn't among them, so the new head stays at its random weights. A loop over `model.parameters()` freezes all layers that the model has by then, also the new ones.",
    bad: [
      {
        wrong: 'The optimizer has the parameters of the old head.',
        sample: { 'train.py': training(update, { head }) },
      },
      {
        wrong: 'The new head is frozen with the other layers.',
        sample: { 'train.py': training(update).replace('optimizer =', `${head}\n${freezing}\noptimizer =`) },
      },
    ],
    good: [
      { 'train.py': training(update).replace('optimizer =', `${head}\noptimizer =`) },
      { 'train.py': training(update).replace('optimizer =', `${freezing}\n${head}\noptimizer =`) },
    ],
    references: ['https://docs.pytorch.org/docs/stable/optim.html#constructing-it'],
  },
  messages: {
    late: 'The optimizer was made before this layer, so it never trains it. Move this line before the optimizer.',
    frozen:
      'This also freezes `{{layer}}`, which was just replaced, so nothing is left to train. Move the loop before the new layer.',
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file || namesAny(file, ['add_param_group', 'param_groups'])) return;
    const layers = newLayers(file);
    for (const layer of layers) {
      const late = isLate(layer, file);
      if (late) yield { message: 'late', at: layer.at, related: [{ message: 'The optimizer is made here.', at: late.span }] };
    }
    for (const loop of freezes(file)) {
      const layer = layers.find(
        (each) => each.model === loop.model && each.at.end < loop.at.start && runsWith(loop.frame, each.frame),
      );
      const isFree = layers.some((each) => each.model === loop.model && each.at.start > loop.at.start);
      if (layer && !isFree && layer.scope === loop.scope) yield { message: 'frozen', data: { layer: layer.text }, at: loop.at };
    }
  },
});

interface Layer {
  readonly model: string;
  readonly text: string;
  readonly at: MethodUse['span'];
  readonly frame: MethodUse['frame'];
  readonly scope: unknown;
}

/** `model.fc = nn.Linear(…)`. */
function newLayers(file: PythonFile): Layer[] {
  return [...file.index.attributeStores.values()].flat().flatMap(({ target, value, frame }): Layer[] => {
    const text = value?.nodeType === 'Call' ? textOf(value, file) : '';
    if (!/^(?:torch\.)?nn\.(?:Linear|Sequential|Conv\dd)\(/.test(text)) return [];
    const model = textOf(target.value, file);
    return model === 'self' ? [] : [{ model, text: textOf(target, file), at: file.span(target), frame, scope: frame.scope }];
  });
}

const textOf = (node: Parameters<PythonFile['span']>[0], { source, span }: PythonFile): string =>
  source.text.slice(span(node).start, span(node).end);

/** The only optimizer of a layer's model, if it's made above the layer, from all parameters of the model. */
function isLate(layer: Layer, file: PythonFile): CallFact | undefined {
  const own = file.facts.optimisers.filter(({ node: { args, keywords } }) => {
    const given = args[0] ?? keywords.find(({ arg }) => arg === 'params')?.value;
    return given !== undefined && textOf(given, file) === `${layer.model}.parameters()`;
  });
  const [made] = own;
  if (!made || file.facts.optimisers.length !== 1 || made.frame.scope !== layer.scope) return undefined;
  const isRebound = file.index.calls.some(
    ({ node }) =>
      file.span(node).start > made.span.start &&
      file.span(node).start < layer.at.start &&
      /load|create|resnet/.test(textOf(node.func, file)),
  );
  return made.span.end < layer.at.start && runsWith(layer.frame, made.frame) && !isRebound ? made : undefined;
}

/** `for p in model.parameters(): p.requires_grad = False`, if nothing lets gradients through again. */
function freezes(file: PythonFile): Pick<Layer, 'model' | 'at' | 'frame' | 'scope'>[] {
  const stores = file.index.attributeStores.get('requires_grad') ?? [];
  const isOff = ({ value }: (typeof stores)[number]) => value?.nodeType === 'Constant' && value.value === false;
  if (!stores.every(isOff) || namesAny(file, ['requires_grad_(', 'unfreeze', 'LoraConfig', 'get_peft'])) return [];
  return file.index.loops.flatMap(({ node, frame }) => {
    if (node.nodeType !== 'For' || node.iter.nodeType !== 'Call' || node.body.length !== 1) return [];
    const { func } = node.iter;
    const freezesAll = stores.some(({ frame: at }) => at.node === node);
    return func.nodeType === 'Attribute' && func.attr === 'parameters' && node.iter.args.length === 0 && freezesAll
      ? [{ model: textOf(func.value, file), at: file.span(func), frame, scope: frame.scope }]
      : [];
  });
}
