import { booleanValue, type PythonFile, pattern, type Span } from '../../../src/api';
import { defineAdvice } from '../advice';
import { suppliesTraining } from '../loaders';
import { launch, trainingLoop } from '../samples';
import { trainingsOf } from '../trainings';

export default defineAdvice({
  name: 'prefetch',
  concern: 'speed',
  docs: {
    summary: 'Batches from pinned memory are copied without waiting',
    why: 'Pinned memory lets the GPU copy a batch while it still computes on the last one. But `.to(device)` waits for the copy without `non_blocking=True`, and then `pin_memory=True` gains little.',
    bad: [
      {
        wrong: 'The copy waits, although the memory is pinned.',
        sample: {
          'train.sh': launch(),
          'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, pin_memory=True)'),
        },
      },
    ],
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
    waits: "The loader's memory is pinned, but the program waits for this copy to the GPU. Add `non_blocking=True`.{{measured}}",
  },
  fixes: {
    waits: { argument: 'non_blocking=True', unsafe: true },
  },
  *find(example) {
    for (const { files } of trainingsOf(example)) {
      for (const file of files) {
        const pinned = file.facts.dataLoaders.some(
          (loader) => booleanValue(loader.setting('pin_memory')) === true && suppliesTraining(loader, file),
        );
        const [copy] = pinned ? waitingCopies(file) : [];
        if (copy) yield { message: 'waits', at: copy };
      }
    }
  },
});

/** `.to(device)` and `.cuda()` of batches in a training loop, if none of the file's calls sets `non_blocking`. */
function waitingCopies(file: PythonFile): Span[] {
  const { text } = file.source;
  const write = ({ start, end }: Span): string => text.slice(start, end);
  const loops = file.facts.trainingLoops.map(({ node }) => file.span(node));
  const copies = file.index.calls.filter(({ node }) => {
    const { func } = node;
    if (func.nodeType !== 'Attribute' || !/^(to|cuda)$/.test(func.attr)) return false;
    const span = file.span(node);
    const loop = loops.find(({ start, end }) => start <= span.start && span.end <= end);
    const target = node.args[0] ?? node.keywords.find(({ arg }) => arg === 'device')?.value;
    const device = target ? write(file.span(target)) : func.attr;
    const [name] = /^\w+/.exec(write(file.span(func.value))) ?? [];
    return loop !== undefined && /cuda|device|gpu|rank/.test(device) && name !== undefined && isBatch(name, write(loop));
  });
  const some = file.index.calls.some(({ node }) => node.keywords.some((keyword) => keyword.arg === 'non_blocking'));
  return some ? [] : copies.map(({ node }) => file.span(node));
}

/** Whether a loop takes it from the loader: `for batch in loader`, `for key, value in batch.items()`, `batch = next(batches)`. */
const isBatch = (name: string, loop: string): boolean =>
  pattern`\bfor\b(?:(?!\bin\b)[^:\n]){0,120}?\b${name}\b|\b${name}\b[^=\n]{0,120}=\s*next\(`.test(loop);
