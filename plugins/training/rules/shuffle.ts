import { booleanValue, type CallFact, defineRule, type MethodUse, type PythonFile } from '../../../src/api';
import { namesAny, trainingFile } from '../files';
import { training, update } from '../samples';
import { stepsOf } from '../updates';

const folder = (loader: string): string =>
  training(update)
    .replace('from torchvision import models', 'from torchvision import datasets, models, transforms')
    .replace(
      'loader = DataLoader(images, batch_size=32, num_workers=4)',
      `images = datasets.ImageFolder("train", transforms.ToTensor())\nloader = ${loader}`,
    );

export default defineRule({
  name: 'shuffle',
  scope: 'module',
  docs: {
    summary: 'A training loop gets its data in random order',
    why: 'A DataLoader keeps the order of its data unless it is told to shuffle. `ImageFolder` and most other data sets of torchvision are sorted by class, so each batch has one class only: the model learns to answer with the class that it saw last, and batch normalization never sees the others. The training loss looks good, and the accuracy stays at chance.',
    bad: [
      { wrong: 'The images come class by class.', sample: { 'train.py': folder('DataLoader(images, batch_size=32)') } },
      { wrong: 'Shuffling is off.', sample: { 'train.py': folder('DataLoader(images, batch_size=32, shuffle=False)') } },
    ],
    good: [
      { 'train.py': folder('DataLoader(images, batch_size=32, shuffle=True)') },
      { 'train.py': folder('DataLoader(images, batch_size=32, sampler=torch.utils.data.RandomSampler(images))') },
    ],
    references: [
      'https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.DataLoader',
      'https://github.com/Deci-AI/super-gradients/issues/416',
    ],
  },
  messages: {
    missing: 'This loader keeps the order of its data, class by class, and the model is trained with it. Write `shuffle=True`.',
  },
  fixes: {
    missing: { argument: 'shuffle=True', unsafe: true },
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file?.source.text.includes('torchvision') || namesAny(file, ['.shuffle(', 'permutation(', 'randperm('])) return;
    const trained = file.facts.updates.filter((each) => stepsOf(each).length > 0);
    for (const call of trained.length > 0 ? file.facts.dataLoaders : []) {
      if (
        keepsOrder(call) &&
        isSorted(call, file) &&
        trained.some(({ repeats }) => repeats.some(({ loop, site }) => goesThrough(loop, site.frame, call, file)))
      )
        yield { message: 'missing', at: call.argument('shuffle')?.at ?? call.span };
    }
  },
});

/** Whether a loader surely takes its data in their order. */
const keepsOrder = (call: CallFact): boolean =>
  ['sampler', 'batch_sampler'].every((name) => call.setting(name) === undefined) &&
  (call.setting('shuffle') === undefined || booleanValue(call.setting('shuffle')) === false);

/** Whether the data set is one of torchvision that is sorted by class. */
function isSorted({ node, frame }: CallFact, { facts }: PythonFile): boolean {
  const data = node.args[0] ?? node.keywords.find(({ arg }) => arg === 'dataset')?.value;
  const origins = data ? (facts.objects.originsOf(data, frame) ?? []) : [];
  return (
    origins.length > 0 &&
    origins.every(
      ({ node: made }) => made.nodeType === 'Call' && made.func.nodeType === 'Attribute' && sorted.has(made.func.attr),
    )
  );
}

/** By how torchvision reads them: folder by folder, or in the order of a list that is sorted by class. */
const sorted: ReadonlySet<string> = new Set([
  'ImageFolder',
  'DatasetFolder',
  'ImageNet',
  'Caltech101',
  'Caltech256',
  'Food101',
  'FGVCAircraft',
  'EuroSAT',
  'Imagenette',
]);

/** Whether a loop goes through what a call made: `for x, y in loader`, also with `enumerate` or a progress bar. */
function goesThrough(
  loop: MethodUse['frame']['node'],
  frame: MethodUse['frame'],
  call: CallFact,
  { facts }: PythonFile,
): boolean {
  let iter = loop.nodeType === 'For' ? loop.iter : undefined;
  while (iter?.nodeType === 'Call' && iter !== call.node) iter = iter.args[0];
  if (!iter) return false;
  const origins = facts.objects.originsOf(iter, frame);
  return iter === call.node || (origins?.length === 1 && origins[0]?.node === call.node);
}
