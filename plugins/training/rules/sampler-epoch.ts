import { booleanValue, defineRule, type MethodUse, type PythonArtifact, type PythonFile } from '../../../src/api';
import { namesAny, torchFile } from '../files';
import { training, update } from '../samples';

const distributed = (epoch = ''): string =>
  training(update, {
    head: 'sampler = torch.utils.data.distributed.DistributedSampler(images)\nloader = DataLoader(images, sampler=sampler)',
  }).replace('model.train()', `${epoch}model.train()`);

const data = `from torch.utils.data import DataLoader, DistributedSampler


def make_loader(images):
    return DataLoader(images, sampler=DistributedSampler(images))
`;

const imported = (epoch = ''): string =>
  training(update, { head: 'loader = make_loader(images)' })
    .replace('import torch\n', 'import torch\nfrom data import make_loader\n')
    .replace('model.train()', `${epoch}model.train()`);

export default defineRule({
  name: 'sampler-epoch',
  scope: 'module',
  docs: {
    summary: 'A distributed sampler is told each epoch',
    why: 'DistributedSampler shuffles by a seed and the epoch. Without `set_epoch`, every epoch has the same order, and each process sees the same part of the data each time.',
    bad: [
      { wrong: 'The order is the same in each epoch.', sample: { 'train.py': distributed() } },
      {
        wrong: 'Neither the file that makes the sampler nor the one that trains tells it the epoch.',
        sample: { 'data.py': data, 'train.py': imported() },
      },
    ],
    good: [
      { 'train.py': distributed('sampler.set_epoch(epoch)\n    ') },
      { 'data.py': data, 'train.py': imported('loader.sampler.set_epoch(epoch)\n    ') },
    ],
    references: [
      'https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.distributed.DistributedSampler',
      'https://github.com/pytorch/pytorch/issues/31771',
    ],
  },
  messages: {
    missing:
      'Every epoch has the same order, because nothing tells this sampler the epoch. Write `{{sampler}}.set_epoch(epoch)` at the start of each epoch.',
    unnamed:
      'Every epoch has the same order, because nothing tells this sampler the epoch. Keep it, and call its `set_epoch(epoch)` at the start of each epoch.',
  },
  *check(module) {
    const file = torchFile(module);
    if (!file?.source.text.includes('DistributedSampler') || namesAny(file, managing)) return;
    const found = file.index.calls.filter((site) => shuffles(site, file));
    if (found.length === 0 || !(repeats(file) || repeatsElsewhere(module))) return;
    for (const { node, frame } of found) {
      const at = file.span(node.func);
      const before = file.source.text.slice(Math.max(0, at.start - 300), at.start);
      const sampler = assigned.exec(before)?.[1];
      if (/val|test|eval|dev/i.test(sampler ?? before.slice(before.lastIndexOf('\n') + 1))) continue;
      const isNamed = sampler !== undefined && /samp/i.test(sampler) && (sampler.includes('.') || trainsIn(frame, file));
      const loader = around.exec(before)?.[1] ?? loaderFrom(frame, file) ?? '<loader>';
      if (isNamed || !file.source.text.includes('batch_sampler'))
        yield { message: 'missing', data: { sampler: isNamed ? sampler : `${loader}.sampler` }, at };
      else yield { message: 'unnamed', at };
    }
  },
});

/** The loader that the call is an argument of. */
const around = /(?:^|\n)[ \t]{0,200}([A-Za-z_][\w.]{0,80}) = [\w.]{0,80}DataLoader\([^()]{0,200}\bsampler=$/;

/** What is assigned right before a call, or where the call is the second choice: `sampler = A() if a == b else `. */
const assigned =
  /(?:^|\n)[ \t]{0,200}([A-Za-z_][\w.]{0,80})[ \t]{0,9}=(?!=)[ \t]{0,9}(?:\(\s{0,200})?(?:[A-Za-z_][\w.]{0,80}\([\w., =]{0,80}\)\s{1,80}if [^\n]{1,80}(?:\n[ \t]{1,80}| )else\s)?$/;

/** Whether the function that makes a sampler also has the training loop, or the module has both. */
const trainsIn = ({ scope }: MethodUse['frame'], { facts }: PythonFile): boolean =>
  facts.updates.length === 0 || facts.updates.some(({ repeats }) => repeats.some(({ site }) => site.frame.scope === scope));

/** The variable that gets what the function around a sampler returns. */
function loaderFrom({ scope }: MethodUse['frame'], { index, source, span }: PythonFile): string | undefined {
  const call = index.calls.find(({ node: { func } }) => func.nodeType === 'Name' && func.id === scope.name);
  const before = call ? source.text.slice(Math.max(0, span(call.node).start - 120), span(call.node).start) : '';
  return /(?:^|\n)[ \t]*([A-Za-z_]\w{0,80})[ \t]*=[ \t]*$/.exec(before)?.[1];
}

/** What tells the sampler the epoch: a method, or a library that trains. */
const managing = [
  'set_epoch',
  'accelerate',
  'lightning',
  'ignite',
  'transformers.Trainer',
  'import Trainer',
  'composer',
  'ray.train',
  'fabric',
];

/** A sampler that shuffles in training: not one for held-out data, by what it gets or by the function that makes it. */
function shuffles({ node, frame }: Pick<MethodUse, 'node' | 'frame'>, file: PythonFile): boolean {
  const { func, args, keywords } = node;
  const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
  if (name !== 'DistributedSampler' || args.length > 3 || keywords.some(({ arg }) => arg === undefined)) return false;
  const shuffle = keywords.find(({ arg }) => arg === 'shuffle')?.value;
  if (shuffle && booleanValue(file.resolve(shuffle, frame)) !== true) return false;
  const [dataset = keywords.find(({ arg }) => arg === 'dataset')?.value] = args;
  const given = dataset?.nodeType === 'Name' ? dataset.id : dataset?.nodeType === 'Attribute' ? dataset.attr : '';
  return !/val|test|eval|dev/i.test(`${given} ${frame.scope.name}`);
}

/** Whether the file itself goes through the data more than once. */
const repeats = ({ facts }: PythonFile): boolean => facts.updates.some((each) => each.repeats.length > 1);

/** Most files in a folder that are searched for the training that uses a sampler. */
const most = 60;

/** Whether a file beside or above imports the module and trains for epochs, and no file around names what tells samplers the epoch. */
function repeatsElsewhere({ path, repository, example }: PythonArtifact): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/, '');
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const base = example?.folder ?? folder;
  const paths = repository
    .filesBelow(base)
    .flatMap((entry) => (entry.path.endsWith('.py') && entry.path !== path ? [entry.path] : []));
  if (paths.length > most) return false;
  const others = paths.flatMap((each) => repository.python(each)?.python ?? []);
  if (others.some((each) => namesAny(each, managing))) return false;
  return others.some(
    (each) =>
      each.scannedImports.some((fact) => fact.module === name || fact.module.endsWith(`.${name}`)) &&
      each.source.text.includes('.backward(') &&
      repeats(each),
  );
}
