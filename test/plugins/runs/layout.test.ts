import layout from '../../../plugins/runs/rules/layout';
import location from '../../../plugins/runs/rules/location';
import { findings } from '../../../src/testing';
import { example, reported } from './report';

describe('runs/layout', () => {
  const csv = 'epoch,step,train_loss\n0,10,2\n0,20,1\n';
  test('all that is missing in one finding', async () => {
    const found = await findings(layout, {
      ...example,
      'wandb/run-20250101_000000-abcdefgh/files/output.log': 'step 1 loss: 2\nstep 2 loss: 1\n',
    });
    const missing = [['files/config.yaml'], ['files/wandb-summary.json'], ['files/wandb-metadata.json'], ['logs/debug.log']];
    expect(found).toMatchObject([{ messageId: 'incomplete', evidence: { missing } }]);
  });

  test('a text log belongs into logs/', async () => {
    expect(await reported(location, { 'train_out.txt': 'step 1 loss: 2\nstep 2 loss: 1\nstep 3 loss: 1\n' })).toEqual([
      'elsewhere',
    ]);
    const inLogs = { 'logs/train.log': 'step 1 loss: 2\nstep 2 loss: 1\nstep 3 loss: 1\n' };
    const lightning = { 'lightning_logs/version_0/metrics.csv': csv, 'lightning_logs/version_0/hparams.yaml': 'lr: 1\n' };
    for (const rule of [layout, location])
      for (const files of [inLogs, lightning]) expect(await reported(rule, files)).toEqual([]);
  });
});
