import { booleanValue, type PythonFile, type Span } from '../../src/api';
import { defineAdvice } from './advice';
import { feedsTraining, trainingsOf } from './programs';
import { launch, trainingLoop } from './samples';

export default defineAdvice({
  name: 'prefetch',
  concern: 'speed',
  docs: {
    summary: 'Batches from pinned memory are copied without waiting',
    why: 'Pinned memory lets the GPU copy a batch while it still computes on the last one, but `.to(device)` waits for the copy unless it is told `non_blocking=True`: then `pin_memory=True` gains little.',
    bad: { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, pin_memory=True)') },
    good: {
      'train.sh': launch(),
      'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, pin_memory=True)').replace(
        '.to("cuda")',
        '.to("cuda", non_blocking=True)',
      ),
    },
    references: [
      'Training Pipeline Verification, “Data Loading Optimization”: prefetch data to GPU',
      'https://pytorch.org/tutorials/intermediate/pinmem_nonblock.html',
    ],
  },
  messages: {
    waits: 'the loader pins its memory, but this copy to the GPU waits until it is done; add `non_blocking=True`{{measured}}',
  },
  *find(example) {
    for (const { files } of trainingsOf(example)) {
      for (const file of files) {
        const pinned = file.facts.dataLoaders.some(
          (loader) => booleanValue(loader.setting('pin_memory')) === true && feedsTraining(loader, file),
        );
        const [copy] = pinned ? waitingCopies(file) : [];
        if (copy) yield { message: 'waits', at: copy };
      }
    }
  },
});

/** `.to(device)` and `.cuda()` of batches in a training loop, where none of them says `non_blocking`. */
function waitingCopies(file: PythonFile): Span[] {
  const loops = file.facts.trainingLoops.map(({ node }) => file.span(node));
  const copies = file.index.calls.filter(({ node }) => {
    if (node.func.nodeType !== 'Attribute' || !/^(to|cuda)$/.test(node.func.attr)) return false;
    const { start, end } = file.span(node);
    const [first] = node.args;
    const target = first ? file.source.text.slice(file.span(first).start, file.span(first).end) : 'cuda';
    return /cuda|device|gpu|rank/.test(target) && loops.some((loop) => loop.start <= start && end <= loop.end);
  });
  const some = file.index.calls.some(({ node }) => node.keywords.some((keyword) => keyword.arg === 'non_blocking'));
  return some ? [] : copies.map(({ node }) => file.span(node));
}
