import location from '../../../plugins/runs/rules/location';
import tracked from '../../../plugins/runs/rules/tracked';
import type { Rule } from '../../../src/api';
import { findings } from '../../../src/testing';
import { example } from './report';

test('runs/tracked reports a run once', async () => {
  const files = {
    'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2\n0,20,1\n',
    'lightning_logs/version_0/hparams.yaml': 'lr: 1\n',
  };
  const found = await findings(tracked, { ...example, ...files });
  expect(found).toMatchObject([
    {
      messageId: 'several',
      evidence: {
        files: Object.keys(files)
          .sort()
          .map((path) => `examples/demo/${path}`),
      },
    },
  ]);
});

test('a record of results in no example is not committed by mistake, and no place is asked for where there is no metadata', async () => {
  const files = { 'train.sh': '', 'results/seed_1.out': 'step 10 loss: 2.1\nstep 20 loss: 1.9\n' };
  const marked = { metadata: [], markers: [{ files: '**/train.sh', kind: 'training' as const }], kinds: [] };
  const messages = async (rule: Rule, markers: typeof marked.markers) =>
    (await findings(rule, files, { examples: { ...marked, markers } })).map(({ messageId }) => messageId);
  expect(await messages(tracked, [])).toEqual([]);
  expect(await messages(tracked, marked.markers)).toEqual(['one']);
  expect(await messages(location, marked.markers)).toEqual([]);
});
