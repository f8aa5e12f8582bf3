import { defineRule, type MethodUse, mentions, type PythonFile } from '../../../src/api';
import { isTestFile } from '../files';

const shuffling = (second: string): string => `import random

images, labels = read("train")
random.shuffle(images)
${second}
train(images, labels)
`;

export default defineRule({
  name: 'shuffle-apart',
  scope: 'module',
  docs: {
    summary: 'Inputs and labels are shuffled in one order',
    why: 'Two calls of `shuffle` give two orders, so each input gets the label of another one. The loss falls to that of a guess and stays there, and no message says so.',
    bad: [
      { wrong: 'The labels are in another order than the images.', sample: { 'train.py': shuffling('random.shuffle(labels)') } },
    ],
    good: [
      { 'train.py': shuffling('').replace('random.shuffle(images)', 'pairs = list(zip(images, labels))\nrandom.shuffle(pairs)') },
      {
        'train.py': shuffling('random.seed(0)\nrandom.shuffle(labels)').replace(
          'random.shuffle(images)',
          'random.seed(0)\nrandom.shuffle(images)',
        ),
      },
    ],
    references: ['https://docs.python.org/3/library/random.html#random.shuffle'],
  },
  messages: {
    apart:
      '`{{first}}` and `{{second}}` are shuffled in two orders, so they no longer belong together. Shuffle the indices once, and take both in that order.',
  },
  *check(module) {
    const { path, python: file } = module;
    if (isTestFile(path) || !mayShuffleTwice(file)) return;
    const shuffles = file.index.calls.flatMap((site) => shuffleOf(site, file)).sort((a, b) => a.at.start - b.at.start);
    for (const [position, first] of shuffles.entries()) {
      const second = shuffles[position + 1];
      if (!second || second.scope !== first.scope || !arePair(first.name, second.name) || isSeededBetween(first, second, file))
        continue;
      yield { message: 'apart', data: { first: first.name, second: second.name }, at: second.at };
    }
  },
});

/** Whether at least two methods that shuffle are called. */
const mayShuffleTwice = (file: PythonFile): boolean =>
  mentions(file, ['shuffle', 'randperm', 'permutation']) &&
  [...file.source.text.matchAll(/\.\s*(?:shuffle|randperm|permutation)\s*\(/g)].length > 1;

interface Shuffle {
  readonly name: string;
  readonly at: MethodUse['span'];
  readonly scope: unknown;
}

/** `random.shuffle(x)`, `np.random.shuffle(x)`, and `x[torch.randperm(len(x))]`. */
function shuffleOf({ node, frame }: Pick<MethodUse, 'node' | 'frame'>, file: PythonFile): Shuffle[] {
  const { func, args, keywords } = node;
  const [given] = args;
  if (func.nodeType !== 'Attribute' || func.value.nodeType === 'Call' || args.length !== 1 || keywords.length > 0) return [];
  const source = func.value.nodeType === 'Attribute' ? func.value.attr : func.value.nodeType === 'Name' ? func.value.id : '';
  const block = frame.node;
  if (func.attr === 'shuffle' && source === 'random' && given?.nodeType === 'Name')
    return [{ name: given.id, at: file.span(func), scope: block }];
  const isOrder = (func.attr === 'randperm' && source === 'torch') || (func.attr === 'permutation' && source === 'random');
  const indexed = isOrder ? file.index.subscripts.find(({ node: { slice } }) => slice === node)?.node.value : undefined;
  return indexed?.nodeType === 'Name' ? [{ name: indexed.id, at: file.span(func), scope: block }] : [];
}

/** Words in the names of inputs and of their labels. */
const inputs = new Set('image images img imgs x input inputs data feature features sample samples text texts'.split(' '));
const labels = new Set('label labels y target targets classes mask masks annotation annotations gt gts'.split(' '));

/** `train_images` and `train_labels` belong together, `train_images` and `test_labels` don't. */
function arePair(first: string, second: string): boolean {
  const [own, other] = [first, second].map((name) => name.toLowerCase().split('_'));
  if (!own || own.length !== other?.length) return false;
  const different = own.flatMap((word, position) => (word === other[position] ? [] : [[word, other[position] ?? ''] as const]));
  const [[word, match] = ['', ''], ...more] = different;
  return more.length === 0 && ((inputs.has(word) && labels.has(match)) || (labels.has(word) && inputs.has(match)));
}

/** Whether something sets the state of the generator between two places. */
const isSeededBetween = (first: Shuffle, second: Shuffle, { index, span }: PythonFile): boolean =>
  index.calls.some(({ node: { func } }) => {
    const { start } = span(func);
    return start > first.at.start && start < second.at.start && func.nodeType === 'Attribute' && /seed|state/.test(func.attr);
  });
