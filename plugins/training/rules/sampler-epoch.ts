import { defineRule, type MethodUse, mentions, type PythonFile } from '../../../src/api';
import { namesAny, torchFile } from '../files';
import { heldOut, isMadeAgain, managing, repeats, repeatsElsewhere, shuffles } from '../samplers';
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
      { 'train.py': distributed('if hasattr(sampler, "set_epoch"):\n        sampler.set_epoch(epoch)\n    ') },
    ],
    references: [
      'https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.distributed.DistributedSampler',
      'https://github.com/pytorch/pytorch/issues/31771',
    ],
  },
  messages: {
    missing:
      'Every epoch has the same order, because nothing tells this sampler the epoch. {{naming}}Write `{{sampler}}.set_epoch({{epoch}})` at the start of each epoch.',
    chosen:
      'Every epoch of a distributed run has the same order, because nothing tells this sampler the epoch. {{naming}}Write `if hasattr({{sampler}}, "set_epoch"):` at the start of each epoch, and `{{sampler}}.set_epoch({{epoch}})` below it.',
    unnamed:
      'Every epoch has the same order, because nothing tells this sampler the epoch. Keep it, and call its `set_epoch({{epoch}})` at the start of each epoch.',
  },
  *check(module) {
    const file = torchFile(module);
    if (!file?.source.text.includes('DistributedSampler') || namesAny(file, managing)) return;
    const found = file.index.calls.filter((site) => shuffles(site, file) && !isMadeAgain(site, file));
    if (found.length === 0 || !(repeats(file) || repeatsElsewhere(module))) return;
    const epoch = epochOf(file);
    for (const { node, frame } of found) {
      const at = file.span(node.func);
      const before = file.source.text.slice(Math.max(0, at.start - 300), at.start);
      const own = assigned.exec(before)?.[1];
      if (heldOut.test(own ?? before.slice(before.lastIndexOf('\n') + 1))) continue;
      const isNamed = own !== undefined && /samp/i.test(own) && (own.includes('.') || trainsIn(frame, file));
      const loader = around.exec(before)?.[1] ?? loaderFrom(frame, file);
      const sampler = isNamed ? own : loader && !mentions(file, ['batch_sampler']) ? `${loader}.sampler` : undefined;
      if (sampler === undefined) yield { message: 'unnamed', data: { epoch: epoch.name }, at };
      else {
        const isOnly = own === undefined ? /\bsampler=$/.test(before) && !isBranch(frame) : isOnlyValue(own, before, frame, file);
        const data = { sampler, epoch: epoch.name, naming: epoch.naming };
        yield { message: isOnly ? 'missing' : 'chosen', data, at };
      }
    }
  },
});

/** The variable of the loop over the epochs, and the advice that gives the loop one if it has none. */
function epochOf({ facts }: PythonFile): { readonly name: string; readonly naming: string } {
  const outer = facts.updates.flatMap(({ repeats }) => repeats.flatMap(({ loop, isInnermost }) => (isInnermost ? [] : [loop])));
  const targets = outer.flatMap((loop) => (loop.nodeType === 'For' && loop.target.nodeType === 'Name' ? [loop.target.id] : []));
  const [name] = targets.filter((each) => each !== '_');
  return name !== undefined || targets.length === 0
    ? { name: name ?? 'epoch', naming: '' }
    : { name: 'epoch', naming: 'Write `epoch` instead of `_` in the loop over the epochs. ' };
}

const isBranch = ({ kind }: MethodUse['frame']): boolean => kind === 'if' || kind === 'else';

/** Whether a variable always holds the sampler, and not another one, or none, in a run of one process. */
function isOnlyValue(name: string, before: string, frame: MethodUse['frame'], { index }: PythonFile): boolean {
  const isChoice = /\belse\s{1,200}$/.test(before) || isBranch(frame);
  const { scope } = frame;
  const bindings = name.startsWith('self.') ? index.attributeStores.get(name.slice('self.'.length)) : scope.bindings.get(name);
  return !isChoice && bindings?.length === 1 && bindings.every(({ value }) => value?.nodeType === 'Call');
}

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
