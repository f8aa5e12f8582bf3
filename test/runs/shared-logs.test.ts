import { findRuns, isEmpty, type Run, readRun } from '../../src/runs';
import { filesBelow, sharedLogs } from './on-disk';
import expected from './shared-logs.expected.json';

/** Count, first, last, smallest, largest finite value, count of non-finite values: computed without cvl, with Python's parsers. */
type Row = readonly [number, number | null, number | null, number | null, number | null, number];

const folder = sharedLogs();
const describeShared = folder === undefined ? describe.skip : describe;

describeShared('real logs of public repositories (skipped where the folder of shared logs is absent)', () => {
  const runs = new Map<string, Run>();

  beforeAll(async () => {
    for (const group of await findRuns(filesBelow(folder ?? ''))) {
      const run = await readRun(group);
      if (!isEmpty(run)) runs.set(run.path, run);
    }
  });

  const holder = (path: string): Run | undefined =>
    [...runs.values()].find((run) => run.files.some((file) => file.path === path));

  test.each(Object.entries(expected as unknown as Record<string, Record<string, Row>>))('%s', (path, table) => {
    const run = holder(path);
    expect(run).toBeDefined();
    if (path.includes('nvidia')) {
      expect(run?.gpus[0]?.utilization).toMatchObject({
        count: table['utilization']?.[0],
        min: table['utilization']?.[3],
        max: table['utilization']?.[4],
      });
      expect(run?.gpus[0]?.memoryUsed).toMatchObject({
        count: table['memoryUsed']?.[0],
        min: table['memoryUsed']?.[3],
        max: table['memoryUsed']?.[4],
      });
      return;
    }
    const read: Record<string, Row> = {};
    for (const series of run?.series ?? []) {
      if (series.file !== path) continue;
      const key = path.endsWith('.log.json') ? `${series.split} ${series.name}` : series.name;
      const of = (point: typeof series.first): number | null => point?.value ?? null;
      read[key] = [series.count, of(series.first), of(series.last), of(series.min), of(series.max), series.nonFinite?.count ?? 0];
    }
    expect(read).toEqual(table);
  });

  test('a table of hyperparameters is not a run', () => {
    expect([...runs.keys()].some((path) => path.includes('custom_csv'))).toBe(false);
  });

  test.each([
    ['custom_log/14_NigelLu_Deformable-DETR/slurm.out', 'cancelled'],
    ['custom_log/8_7vik_nn-modularity/logs/model_training-155513.out', 'cancelled'],
    ['custom_log/11_J-kal_ai8x-training/nohup.out', 'cancelled'],
    ['hf_trainer/6_Fujump_qlora/output', 'finished'],
    ['hf_trainer/7_112292454_ChatGLM-Efficient-Tuning-main/checkpoint_CCKS_ChatGLMv2_lora_epoch25_1e-4', 'finished'],
    ['hf_trainer/3_NijatZeynalov_mT5-based-azerbaijani-news-summarize', 'unknown'],
    ['wandb/6_ACK0007_Faster-R-CNN/wandb/run-20251114_164253-smj7jmcd', 'cancelled'],
    ['wandb/8_7vik_nn-modularity/wandb/offline-run-20250126_193015-m638gpv2', 'crashed'],
  ])('%s is %s', (path, status) => {
    expect(runs.get(path)?.status).toBe(status);
  });

  test('how long a run went on after the first NaN is given in steps', () => {
    const run = [...runs.values()].find(({ path }) => path.includes('retinanet_r50_fpn_1x_swx'));
    const loss = run?.series.find(({ name }) => name === 'loss');
    expect(loss?.nonFinite).toMatchObject({ count: 305, ranOnForSteps: 15200, recovered: false });
    expect(loss?.nonFinite?.first).toMatchObject({ step: 300, epoch: 1, place: { line: 7 } });
  });

  test('three starts in one detectron2 log are three segments', () => {
    const run = [...runs.values()].find(({ path }) => path.includes('Asad-Ismail'));
    expect(run?.segments.map(({ start }) => start)).toEqual(['first', 'restarted', 'restarted']);
  });
});
