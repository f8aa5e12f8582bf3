import empty from '../../../plugins/runs/rules/empty';
import unfinished from '../../../plugins/runs/rules/unfinished';
import { reported } from './report';

test('runs/empty reports a table without a value', async () => {
  const files = (rows: string) => ({
    'lightning_logs/version_0/metrics.csv': `epoch,step,train_loss\n${rows}`,
    'lightning_logs/version_0/hparams.yaml': 'lr: 0.1\n',
  });
  expect(await reported(empty, files(''))).toEqual(['empty']);
  expect(await reported(unfinished, files(''))).toEqual([]);
  expect(await reported(empty, files('0,1,2.1\n'))).toEqual([]);
});
