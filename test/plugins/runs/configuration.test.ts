import configuration from '../../../plugins/runs/rules/configuration';
import type { Sample } from '../../../src/api';
import { reported } from './report';

test('runs/configuration compares what a script writes out, and nothing that a user may replace', async () => {
  const run = (env: string): Exclude<Sample, string> => ({
    'train.sh': `#!/usr/bin/env bash\ndocker run --rm ${env} demo python train.py\n`,
    'lightning_logs/version_0/hparams.yaml': 'batch_size: 2\nlr: 0.0001\n',
    'lightning_logs/version_0/metrics.csv': 'epoch,step,train_loss\n0,10,2\n0,20,1\n',
  });
  expect(await reported(configuration, run('--env BATCH_SIZE=8'))).toEqual(['differs']);
  expect(await reported(configuration, run('--env BATCH_SIZE=2 --env LR=1e-4'))).toEqual([]);
  expect(await reported(configuration, run('--env BATCH_SIZE="${BATCH_SIZE:-8}"'))).toEqual([]);
  expect(await reported(configuration, run('--env BATCH_SIZE'))).toEqual([]);
});
