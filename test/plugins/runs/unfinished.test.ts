import unfinished from '../../../plugins/runs/rules/unfinished';
import type { Sample } from '../../../src/api';
import { findings } from '../../../src/testing';
import { example, reported } from './report';

test('runs/unfinished reports nothing where early stopping is on or the plan was reached', async () => {
  const state = (step: number, more: object) =>
    JSON.stringify({
      epoch: 1,
      global_step: step,
      log_history: [
        { epoch: 0.5, loss: 2, step: step - 1 },
        { epoch: 1, loss: 1.9, step },
      ],
      ...more,
    });
  expect(await reported(unfinished, { 'outputs/trainer_state.json': state(40, { max_steps: 100 }) })).toEqual(['short']);
  expect(await reported(unfinished, { 'outputs/trainer_state.json': state(40, { max_steps: 40 }) })).toEqual([]);
  const ultralytics = (patience: number): Sample => ({
    ...example,
    'runs/detect/train/args.yaml': `task: detect\nmode: train\nmodel: yolov8n.pt\ndata: coco.yaml\nepochs: 100\npatience: ${patience}\nsave_dir: runs/detect/train\n`,
    'runs/detect/train/results.csv':
      'epoch, train/box_loss, train/cls_loss, train/dfl_loss, metrics/mAP50(B), metrics/mAP50-95(B)\n1, 2, 2, 2, 0.1, 0.1\n2, 1, 1, 1, 0.2, 0.1\n',
  });
  expect((await findings(unfinished, ultralytics(50))).length).toBe(0);
  expect((await findings(unfinished, ultralytics(0))).length).toBe(1);
});

test('runs/unfinished leaves runs alone that all end at one step', async () => {
  const log = (end: number): string => [10, 20, end].map((step) => `step:${step}/100 loss:${2 - step / 100}\n`).join('');
  const seeds = (...ends: number[]) => Object.fromEntries(ends.map((end, seed) => [`logs/seed${seed}.log`, log(end)]));
  expect(await reported(unfinished, seeds(80, 80, 80))).toEqual([]);
  expect(await reported(unfinished, seeds(80, 70, 60))).toHaveLength(3);
});
