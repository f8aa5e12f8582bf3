import workers from '../../../plugins/performance/rules/data-loader-workers';
import pin from '../../../plugins/performance/rules/pin-memory';
import { launch, trainingLoop } from '../../../plugins/performance/samples';
import { lintSample } from '../../../src/testing';

test.each([workers, pin])('$name says nothing of batches that are made on the GPU', async (rule) => {
  const made = (device: string) => ({
    'train.sh': launch(),
    'train.py': `class Collate:\n    def __call__(self, batch):\n\n        return torch.stack(batch)${device}\n\n${trainingLoop(
      'DataLoader(train_set, batch_size=8, shuffle=True, collate_fn=collate)',
    ).replace('net =', 'collate = Collate()\nnet =')}`,
  });
  expect((await lintSample(rule, made(''))).findings).toHaveLength(1);
  expect((await lintSample(rule, made('.to(self.device)'))).findings).toEqual([]);
});
