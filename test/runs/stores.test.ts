import type { Run } from '../../src/runs';
import { event, visualdlRecord, zipOf } from './binary-logs';
import { runsIn } from './in-memory';

/** `SPLIT NAME: COUNT values, FIRST to LAST` of each series that a rule judges. */
const shown = (run: Run | undefined): string[] =>
  (run?.series ?? [])
    .filter(({ role }) => role === 'primary')
    .map(({ split, name, count, opening, closing }) => `${split ?? '-'} ${name}: ${count}, ${opening.value} to ${closing.value}`);

async function only(files: Readonly<Record<string, string | Uint8Array>>): Promise<Run> {
  const [run, ...others] = await runsIn(files);
  expect(others.map(({ path }) => path)).toEqual([]);
  expect(run?.problems).toEqual([]);
  return run!;
}

const scalar = (tag: string, value: number, step = 1): Buffer => event({ tag, step, value });

describe('results.txt of YOLO', () => {
  const row = (epoch: number, lowest: string, all: string): string =>
    `      ${epoch}/1     1.93G   0.0625   0.03125  0.015625  0.109375        24       416      0.25     0.125   ${lowest}  ${all}   0.0703   0.0391   0.0234\n`;

  test('YOLOv5 and YOLOv7 write the mAP of all thresholds', async () => {
    const run = await only({ 'runs/train/exp/results.txt': row(0, '0.25', '0.125') + row(1, '0.5', '0.375') });
    expect(run).toMatchObject({ framework: 'yolov5', status: 'finished', reached: { epoch: 1 }, planned: { epochs: 2 } });
    expect(shown(run)).toEqual(
      expect.arrayContaining([
        'train train/box_loss: 2, 0.0625 to 0.0625',
        'val metrics/mAP_0.5: 2, 0.25 to 0.5',
        'val metrics/mAP_0.5:0.95: 2, 0.125 to 0.375',
        'val val/cls_loss: 2, 0.0234 to 0.0234',
      ]),
    );
    expect(run.series[0]?.points[1]?.place).toMatchObject({ line: 2, column: 23 });
  });

  test('YOLOv3 writes F1 in that column', async () => {
    const run = await only({ 'results.txt': row(0, '0.25', '0.125') + row(1, '0.5', '0.625') });
    expect(shown(run)).toContain('val metrics/F1: 2, 0.125 to 0.625');
  });
});

describe('MLflow file store', () => {
  const id = '5f2c7b1e9a8d4c3fb0a1e2d3c4b5a697';

  test('a run with settings, nested names, and its status', async () => {
    const run = await only({
      [`mlruns/493128/${id}/meta.yaml`]: `artifact_uri: file:///w/mlruns/493128/${id}/artifacts\nrun_id: ${id}\nrun_name: calm-fox-7\nstatus: 3\n`,
      [`mlruns/493128/${id}/metrics/train/loss`]: '1700000000000 2.5 0\n1700000001000 1.5 100\n',
      [`mlruns/493128/${id}/metrics/val_accuracy`]: '1700000001000 0.5 100\n1700000002000 0.75 200\n',
      [`mlruns/493128/${id}/metrics/system/gpu_0_utilization_percentage`]: '1700000000000 91.5 0\n1700000001000 92.5 1\n',
      [`mlruns/493128/${id}/metrics/system/cpu_utilization_percentage`]: '1700000000000 20.5 0\n',
      [`mlruns/493128/${id}/params/learning_rate`]: '0.001',
      [`mlruns/493128/${id}/params/model`]: 'resnet18',
      [`mlruns/493128/${id}/tags/mlflow.source.name`]: 'train.py',
      'mlruns/493128/meta.yaml': "experiment_id: '493128'\nname: demo\n",
    });
    expect(run).toMatchObject({ path: `mlruns/493128/${id}`, reader: 'mlflow/metric', framework: 'mlflow', status: 'finished' });
    expect(shown(run)).toEqual(['train train/loss: 2, 2.5 to 1.5', 'val val_accuracy: 2, 0.5 to 0.75']);
    expect(run.config.map(({ key, value }) => [key, value])).toEqual([
      ['learning_rate', 0.001],
      ['model', 'resnet18'],
    ]);
    expect(run.gpus).toMatchObject([{ id: '0', utilization: { count: 2, mean: 92 } }]);
  });

  test('in another folder, without steps, and stopped', async () => {
    const run = await only({
      [`tracking/0/${id}/meta.yaml`]: `run_uuid: ${id}\nstatus: 5\n`,
      [`tracking/0/${id}/metrics/loss`]: '1700000000000 2.5 0\n1700000001000 1.5 0\n1700000002000 1.25 0\n',
    });
    expect(run.status).toBe('crashed');
    expect(run.series).toMatchObject([{ count: 3, stepScope: 'run', segments: [{ start: 'first' }] }]);
    expect(run.reached.step).toBeUndefined();
  });

  test('written before version 1, after version 3, and with values that are not numbers', async () => {
    const run = await only({
      [`mlruns/0/${id}/metrics/loss`]: '1500000000 2.5\n1500000001 nan\n1500000002 -inf\n',
      [`mlruns/0/${id}/metrics/eval_loss`]: '1700000000000 2.5 1 wikitext 0a1b2c3d\n1700000001000 1.5 2 wikitext 0a1b2c3d\n',
    });
    expect(shown(run)).toEqual(['val eval_loss: 2, 2.5 to 1.5', '- loss: 3, 2.5 to -Infinity']);
  });

  test('weights among the artifacts are of the run; a run with nothing but settings is none', async () => {
    const run = await only({
      [`mlruns/0/${id}/metrics/loss`]: '1500000000000 2.5 1\n1500000001000 2.25 2\n',
      [`mlruns/0/${id}/artifacts/model/data/model.pth`]: 'weights',
      'mlruns/0/00000000000000000000000000000001/params/lr': '0.1',
    });
    expect(run.checkpoints).toHaveLength(1);
  });
});

describe('DVCLive', () => {
  test('all files of a folder are one run, and the summary repeats its curves', async () => {
    const run = await only({
      'dvclive/plots/metrics/train/loss.tsv': 'step\tloss\n0\t2.5\n1\t1.5\n2\t1.25\n',
      'dvclive/plots/metrics/eval/loss.tsv': 'step\tloss\n1\t2.25\n2\t1.75\n',
      'dvclive/plots/metrics/epoch.tsv': 'step\tepoch\n0\t0\n1\t1\n',
      'dvclive/metrics.json': '{"train": {"loss": 1.25}, "eval": {"loss": 1.75}, "epoch": 1, "step": 2}',
      'dvclive/params.yaml': 'lr: 0.01\nbatch_size: 8\n',
      'dvclive/dvc.yaml': 'metrics:\n- metrics.json\n',
    });
    expect(run).toMatchObject({ path: 'dvclive', reader: 'dvclive/metric', framework: 'dvclive', reached: { step: 2 } });
    expect(shown(run)).toEqual(['val eval/loss: 2, 2.25 to 1.75', 'train train/loss: 3, 2.5 to 1.25']);
    expect(run.config.map(({ key }) => key)).toEqual(['lr', 'batch_size']);
  });

  test('with times, and as version 0 wrote it', async () => {
    const times = await only({
      'exp/plots/metrics/val_loss.tsv': 'timestamp\tstep\tval_loss\n1700000000000\t0\t2.5\n1700000001000\t1\t2.25\n',
    });
    expect(times.path).toBe('exp');
    expect(shown(times)).toEqual(['val val_loss: 2, 2.5 to 2.25']);
    const old = await only({
      'dvclive/scalars/acc.tsv': 'timestamp\tstep\tacc\n1640000000000\t0\t0.25\n1640000001000\t1\t0.5\n',
    });
    expect(old.path).toBe('dvclive');
    expect(shown(old)).toEqual(['- acc: 2, 0.25 to 0.5']);
  });

  test('a table that only ends alike is not of DVCLive', async () => {
    expect(await runsIn({ 'data/metrics/words.tsv': 'step\tword\n1\tcat\n2\tdog\n' })).toEqual([]);
  });
});

describe('reinforcement learning', () => {
  test.each([
    [
      'Stable-Baselines3',
      'rollout/ep_len_mean,rollout/ep_rew_mean,time/fps,time/iterations,time/time_elapsed,time/total_timesteps,train/approx_kl,train/loss\n22.5,22.5,1500,1,1,2048,,\n26.25,26.25,1100,2,3,4096,0.0078125,8.5\n',
      ['- rollout/ep_len_mean: 2, 22.5 to 26.25', '- rollout/ep_rew_mean: 2, 22.5 to 26.25', 4096],
    ],
    [
      'Stable-Baselines 2',
      'approxkl,clipfrac,ep_len_mean,ep_reward_mean,explained_variance,fps,n_updates,policy_entropy,serial_timesteps,time_elapsed,total_timesteps,value_loss\n0.25,0.5,21.5,21.5,0.125,400,1,0.6875,128,0.25,512,50.5\n0.125,0.25,24.5,24.5,0.25,900,2,0.65625,256,1.5,1024,40.25\n',
      ['- ep_reward_mean: 2, 21.5 to 24.5', '- value_loss: 2, 50.5 to 40.25', 1024],
    ],
    [
      'OpenAI Baselines PPO2',
      'eplenmean,eprewmean,fps,loss/policy_loss,misc/nupdates,misc/serial_timesteps,misc/total_timesteps\n9.5,21.25,900,0.5,1,2048,2048\n10.5,24.5,950,0.25,2,4096,4096\n',
      ['- eprewmean: 2, 21.25 to 24.5', '- loss/policy_loss: 2, 0.5 to 0.25', 4096],
    ],
    [
      'OpenAI Baselines TRPO',
      'EpLenMean,EpRewMean,EpThisIter,EpisodesSoFar,TimeElapsed,TimestepsSoFar,ev_tdlam_before\n9.5,21.25,40,40,2.5,1024,0.5\n10.5,24.5,38,78,4.5,2048,0.25\n',
      ['- EpLenMean: 2, 9.5 to 10.5', '- EpRewMean: 2, 21.25 to 24.5', 2048],
    ],
    [
      'OpenAI Baselines DQN',
      '% time spent exploring,episodes,mean 100 episode reward,steps\n98,20,21.5,410\n96,40,22.5,850\n',
      ['- mean 100 episode reward: 2, 21.5 to 22.5', 850],
    ],
    [
      'OpenAI Baselines DDPG',
      'rollout/return,total/epochs,total/episodes,total/steps,train/loss_critic\n-900.5,1,10,2000,1.5\n-850.25,2,20,4000,1.25\n',
      ['- rollout/return: 2, -900.5 to -850.25', 'train train/loss_critic: 2, 1.5 to 1.25', 4000],
    ],
  ])('progress.csv of %s', async (_, text, expected) => {
    const run = await only({ 'runs/a/progress.csv': text });
    expect(run).toMatchObject({ path: 'runs/a', reader: 'stable-baselines/csv' });
    const lines = expected.filter((item) => typeof item === 'string');
    expect(shown(run)).toEqual(expect.arrayContaining(lines));
    expect(run.reached.step).toBe(expected.at(-1));
    expect(run.series.map(({ name }) => name).filter((name) => /timesteps|nupdates|epochs$|steps$/i.test(name))).toEqual([]);
  });

  test('monitor.csv, an episode a row', async () => {
    const run = await only({
      'logs/a2c/monitor.csv': '#{"t_start": 1700000000.5, "env_id": "Pendulum-v1"}\nr,l,t\n-905.5,200,1.25\n-410.125,180,2.5\n',
    });
    expect(shown(run)).toEqual(['- episode reward: 2, -905.5 to -410.125', '- episode length: 2, 200 to 180']);
    expect(run.series[0]?.opening.place).toMatchObject({ line: 3, column: 1 });
  });

  test('progress.txt of Spinning Up', async () => {
    const run = await only({
      'data/cartpole/progress.txt':
        'Epoch\tAverageEpRet\tStdEpRet\tTotalEnvInteracts\tLossPi\n0\t21.5\t9.5\t4000\t-0.5\n1\t30.5\t12.5\t8000\t-0.25\n',
    });
    expect(run).toMatchObject({ framework: 'spinning-up', reached: { step: 8000 } });
  });

  test('the files of a trial of RLlib are one run', async () => {
    const trial = 'ray_results/PPO/PPO_CartPole-v1_0a1b2_00000_0_2025-03-01_10-00-00';
    const result = (iteration: number, reward: number): string =>
      JSON.stringify({
        episode_reward_mean: reward,
        episodes_this_iter: 180,
        timesteps_total: 4000 * iteration,
        training_iteration: iteration,
        time_this_iter_s: 3.5,
        time_total_s: 3.5 * iteration,
        info: { learner: { default_policy: { learner_stats: { total_loss: 9.5 / iteration } } }, num_env_steps_sampled: 4000 },
        hist_stats: { episode_reward: Array.from({ length: 3000 }, (__, index) => index) },
        sampler_results: { episode_reward_mean: reward },
        config: { lr: 0.001, gamma: 0.99 },
        timestamp: 1_700_000_000 + iteration,
      });
    const loss = 'info/learner/default_policy/learner_stats/total_loss';
    const run = await only({
      [`${trial}/progress.csv`]: `episode_reward_mean,timesteps_total,training_iteration,time_this_iter_s,${loss},sampler_results/episode_reward_mean\n20.5,4000,1,3.5,9.5,20.5\n40.5,8000,2,3.5,4.75,40.5\n`,
      [`${trial}/result.json`]: `${result(1, 20.5)}\n${result(2, 40.5)}\n`,
      [`${trial}/events.out.tfevents.1700000000.host`]: Buffer.concat([
        scalar('ray/tune/episode_reward_mean', 20.5, 4000),
        scalar('ray/tune/episode_reward_mean', 40.5, 8000),
      ]),
    });
    expect(run).toMatchObject({ path: trial, framework: 'ray', reached: { step: 8000 } });
    expect(shown(run).filter((line) => !line.includes('ray/tune'))).toEqual([
      '- episode_reward_mean: 2, 20.5 to 40.5',
      `- ${loss}: 2, 9.5 to 4.75`,
    ]);
  });

  test('result.json of the new API stack, alone, with a first line that is longer than the head', async () => {
    const row = (iteration: number): string => {
      const lifetime = { num_env_steps_sampled_lifetime: 4000 * iteration, training_iteration: iteration, time_total_s: 3.5 };
      const config = { _policies: ['default_policy'], note: 'x'.repeat(20_000) };
      return `${JSON.stringify({ ...lifetime, env_runners: { episode_return_mean: 20.5 * iteration }, config })}\n`;
    };
    const run = await only({ 'trial/result.json': row(1) + row(2) });
    expect(run.reached.step).toBe(8000);
    expect(shown(run)).toEqual(['- env_runners/episode_return_mean: 2, 20.5 to 41']);
  });

  test('a result of Ray Tune without RLlib', async () => {
    const run = await only({
      'tune/train_1/progress.csv':
        'loss,accuracy,timestamp,done,training_iteration,trial_id,time_this_iter_s,time_total_s,config/lr\n2.5,0.25,1700000000,False,1,a1,3.5,3.5,0.1\n1.5,0.5,1700000001,False,2,a1,3.5,7,0.1\n',
    });
    expect(shown(run)).toEqual(['- loss: 2, 2.5 to 1.5', '- accuracy: 2, 0.25 to 0.5']);
    expect(run.reached.step).toBe(2);
  });
});

describe('TensorBoard', () => {
  test('the writers of add_scalars and add_hparams are one run with their own', async () => {
    const run = await only({
      'runs/a/events.out.tfevents.1700000000.host.1.0': scalar('lr', 0.5),
      'runs/a/loss_train/events.out.tfevents.1700000000.host.1.1': Buffer.concat([scalar('loss', 2.5), scalar('loss', 1.5, 2)]),
      'runs/a/loss_val/events.out.tfevents.1700000000.host.1.2': Buffer.concat([scalar('loss', 2.25), scalar('loss', 1.75, 2)]),
      'runs/a/1700000001.25/events.out.tfevents.1700000001.host.1.3': scalar('hparam/accuracy', 0.75),
    });
    expect(run.path).toBe('runs/a');
    expect(shown(run)).toEqual([
      '- hparam/accuracy: 1, 0.75 to 0.75',
      '- lr: 1, 0.5 to 0.5',
      'train loss: 2, 2.5 to 1.5',
      'val loss: 2, 2.25 to 1.75',
    ]);
  });

  test('the folder of add_hparams is of the run where the run is the root', async () => {
    const run = await only({
      'events.out.tfevents.1.host': scalar('loss', 2.5),
      '1700000000.25/events.out.tfevents.2.host': scalar('hparam/accuracy', 0.5),
    });
    expect(run.path).toBe('');
  });

  test('the event file of a second start goes on where the first ended, and is judged as well', async () => {
    const loss = (from: number, value: number): Buffer =>
      Buffer.concat([0, 1, 2].map((index) => scalar('train/loss', value - index / 4, from + index)));
    const run = await only({
      'runs/a/events.out.tfevents.1700000000.host': loss(0, 2.5),
      'runs/a/events.out.tfevents.1700009999.host': loss(3, 1.5),
      'runs/a/events.out.tfevents.1700009999.host.copy': loss(3, 1.5),
    });
    expect(shown(run)).toEqual(['train train/loss: 3, 2.5 to 2', 'train train/loss: 3, 1.5 to 1']);
  });

  test('runs in folders beside each other stay apart', async () => {
    const runs = await runsIn({
      'runs/a/events.out.tfevents.1': scalar('loss', 2.5),
      'runs/b/events.out.tfevents.1': scalar('loss', 2.25),
      'runs/fine_train/events.out.tfevents.1': scalar('loss', 2.125),
    });
    expect(runs.map(({ path }) => path)).toEqual(['runs/a', 'runs/b', 'runs/fine_train']);
  });

  test('Ultralytics calls its folder `train`: the event file there is of the run with its results.csv', async () => {
    const run = await only({
      'runs/detect/train/results.csv':
        'epoch,train/box_loss,metrics/mAP50(B),metrics/mAP50-95(B),val/box_loss\n1,1.5,0.25,0.125,1.75\n2,1.25,0.5,0.25,1.625\n',
      'runs/detect/train/args.yaml': 'task: detect\nimgsz: 640\nepochs: 2\n',
      'runs/detect/train/events.out.tfevents.1700000000.host': Buffer.concat([
        scalar('train/box_loss', 1.5),
        scalar('train/box_loss', 1.25, 2),
      ]),
      'runs/detect/train/weights/best.pt': 'weights',
    });
    expect(run).toMatchObject({ path: 'runs/detect/train', reader: 'ultralytics/csv', checkpoints: [{}] });
    expect(shown(run).filter((line) => line.includes('box_loss'))).toHaveLength(2);
  });
});

describe('MMEngine', () => {
  const folder = 'work_dirs/net/20250301_101500';
  const train = (step: number, loss: number, more = ''): string =>
    `{"lr": 0.02, "data_time": 0.01, "loss": ${loss}, "time": 0.25, ${more}"epoch": 1, "memory": 3000, "step": ${step}}\n`;
  const rows = (more = ''): string =>
    `${train(50, 2.5, more)}${train(100, 1.5, more)}{"coco/bbox_mAP": 0.25, "data_time": 0.01, "time": 0.02, "step": 1}\n`;

  test('its JSON, its scalars, and its text are one run, and each series is there once', async () => {
    const run = await only({
      [`${folder}/20250301_101500.log`]:
        '03/01 10:15:00 - mmengine - INFO - Epoch(train) [1][ 50/100]  lr: 2.0000e-02  eta: 0:01:00  time: 0.2500  data_time: 0.0100  memory: 3000  loss: 2.5000\n03/01 10:15:00 - mmengine - INFO - Epoch(train) [1][100/100]  lr: 2.0000e-02  eta: 0:01:00  time: 0.2500  data_time: 0.0100  memory: 3000  loss: 1.5000\n',
      [`${folder}/vis_data/20250301_101500.json`]: rows('"iter": 50, '),
      [`${folder}/vis_data/scalars.json`]: rows('"iter": 50, '),
      [`${folder}/vis_data/config.py`]: 'lr = 0.02\n',
      'work_dirs/net/epoch_1.pth': 'weights',
    });
    expect(run).toMatchObject({ path: folder, reader: 'mmengine/json', checkpoints: [{ path: 'work_dirs/net/epoch_1.pth' }] });
    expect(shown(run).filter((line) => / (?:loss|coco\/bbox_mAP):/.test(line))).toEqual([
      'train loss: 2, 2.5 to 1.5',
      'val coco/bbox_mAP: 1, 0.25 to 0.25',
    ]);
  });

  test.each([
    ['without `iter`', rows()],
    ['with a hook that keeps only the epoch', rows().replaceAll('"lr": 0.02, ', '').replaceAll('"memory": 3000, ', '')],
  ])('records %s are of training', async (_, text) => {
    const run = await only({ [`${folder}/vis_data/scalars.json`]: text });
    expect(shown(run).find((line) => line.includes(' loss:'))).toBe('train loss: 2, 2.5 to 1.5');
    expect(run.segments).toHaveLength(1);
  });
});

describe('Weights & Biases', () => {
  test('the bins of a histogram are no series, and do not crowd out what comes after them', async () => {
    const bins = (count: number): string => JSON.stringify(Array.from({ length: count }, (_, index) => index / 8));
    const run = await only({
      'wandb/run-20250301_101500-a1b2c3d4/files/wandb-summary.json': `{"gradients/fc": {"_type": "histogram", "bins": ${bins(3000)}, "values": ${bins(64)}}, "grads": {"_type": "histogram", "packedBins": {"min": -0.5, "size": 0.25, "count": 64}, "values": ${bins(64)}}, "loss": 0.5, "_step": 9}`,
    });
    expect(run.series.map(({ name }) => name)).toEqual(['loss']);
  });
});

describe('speech and medical toolkits', () => {
  test('the two logs of SpeechBrain are one run', async () => {
    const line = (epoch: number): string =>
      `epoch: ${epoch}, lr: 1.00e+00 - train loss: ${4 / epoch} - valid loss: ${3 / epoch}, valid WER: ${50 / epoch}`;
    const run = await only({
      'results/crdnn/1986/train_log.txt': `${line(1)}\n${line(2)}\n`,
      'results/crdnn/1986/log.txt': `2025-03-01 10:00:00,123 - speechbrain.utils.train_logger - INFO - ${line(1)}\n2025-03-01 10:10:00,123 - speechbrain.utils.train_logger - INFO - ${line(2)}\n`,
      'results/crdnn/1986/hyperparams.yaml': 'seed: 1986\n',
      'results/crdnn/1986/save/CKPT+2025-03-01+10-10-00+00/model.ckpt': 'weights',
    });
    expect(run).toMatchObject({ path: 'results/crdnn/1986', checkpoints: [{}] });
    expect(shown(run).filter((text) => text.includes('loss'))).toEqual([
      'train train loss: 2, 4 to 2',
      'val valid loss: 2, 3 to 1.5',
    ]);
  });

  test('the logs of nnU-Net beside its debug.json are one run', async () => {
    const epoch = (number: number): string =>
      `2025-03-01 10:0${number}:00.000000: Epoch ${number}\n2025-03-01 10:0${number}:30.000000: train_loss ${-0.25 * (number + 1)}\n2025-03-01 10:0${number}:40.000000: val_loss ${-0.125 * (number + 1)}\n`;
    const folder = 'nnUNet_results/Dataset004/nnUNetTrainer__nnUNetPlans__2d/fold_0';
    const run = await only({
      [`${folder}/training_log_2025_3_1_10_00_00.txt`]: epoch(0) + epoch(1),
      [`${folder}/debug.json`]: '{"batch_size": "12", "fold": "0"}',
      [`${folder}/progress.png`]: 'png',
      [`${folder}/checkpoint_final.pth`]: 'weights',
    });
    expect(run).toMatchObject({ path: folder, checkpoints: [{}] });
  });

  test('ESPnet: the log of training and the event files of training and validation are one run', async () => {
    const run = await only({
      'exp/asr_train/train.log': '1epoch:train:1-50batch: loss=120.5, acc=0.25\n1epoch:train:51-100batch: loss=100.5, acc=0.5\n',
      'exp/asr_train/checkpoint.pth': 'weights',
      'exp/asr_train/tensorboard/train/events.out.tfevents.1': scalar('loss', 120.5),
      'exp/asr_train/tensorboard/valid/events.out.tfevents.1': scalar('loss', 110.5),
    });
    expect(run.path).toBe('exp/asr_train');
    expect(shown(run)).toEqual(expect.arrayContaining(['val loss: 1, 110.5 to 110.5']));
  });
});

describe('tables and lines', () => {
  test.each([
    [
      'fastai',
      'history.csv',
      'epoch,train_loss,valid_loss,accuracy,time\n0,2.5,2.25,0.25,00:12\n1,1.5,1.75,0.5,00:11\n',
      ['train train_loss: 2, 2.5 to 1.5', 'val valid_loss: 2, 2.25 to 1.75', 'val accuracy: 2, 0.25 to 0.5'],
    ],
    [
      'fastai with two metrics',
      'models/history.csv',
      'epoch,train_loss,valid_loss,dice,error_rate,time\n0,2.5,2.25,0.25,0.5,00:12\n1,1.5,1.75,0.5,0.25,00:11\n',
      ['val dice: 2, 0.25 to 0.5', 'val error_rate: 2, 0.5 to 0.25'],
    ],
    [
      'the index of pandas',
      'history.csv',
      ',loss,accuracy,val_loss\n0,2.5,0.25,2.25\n1,1.5,0.5,1.75\n',
      ['- loss: 2, 2.5 to 1.5', 'val val_loss: 2, 2.25 to 1.75'],
    ],
    [
      'an unnamed index that was saved twice',
      'train_log.csv',
      'Unnamed: 0,train_loss,val_loss\n0,2.5,2.25\n1,1.5,1.75\n',
      ['train train_loss: 2, 2.5 to 1.5', 'val val_loss: 2, 2.25 to 1.75'],
    ],
    [
      'no column that says when',
      'history.csv',
      'loss,val_loss\n2.5,2.25\n1.5,1.75\n1.25,1.5\n',
      ['- loss: 3, 2.5 to 1.25', 'val val_loss: 3, 2.25 to 1.5'],
    ],
    [
      'the test set beside epochs',
      'log.csv',
      'epoch,loss,acc,test_loss,test_acc\n1,2.5,0.25,2.25,0.5\n2,1.5,0.5,1.75,0.625\n',
      ['train loss: 2, 2.5 to 1.5', 'test test_acc: 2, 0.5 to 0.625'],
    ],
    ['CatBoost', 'catboost_info/learn_error.tsv', 'iter\tRMSE\n0\t2.5\n1\t1.5\n', ['train RMSE: 2, 2.5 to 1.5']],
    [
      'CatBoost with two metrics',
      'catboost_info/test_error.tsv',
      'iter\tLogloss\tAUC\n0\t2.5\t0.5\n1\t1.5\t0.75\n',
      ['val Logloss: 2, 2.5 to 1.5', 'val AUC: 2, 0.5 to 0.75'],
    ],
    [
      'step, split, value',
      'log124M/log.txt',
      '0 val 10.9500\n0 hella 0.2500\n0 train 10.9375\n1 train 9.5000\n250 val 6.2500\n',
      ['val loss: 2, 10.95 to 6.25', '- hella: 1, 0.25 to 0.25', 'train loss: 2, 10.9375 to 9.5'],
    ],
    [
      'step, split, value with tabs',
      'out/main.log',
      '0\ttrain\t4.5\n10\ttrain\t3.5\n20\teval\t3.75\n',
      ['train loss: 2, 4.5 to 3.5', 'val loss: 1, 3.75 to 3.75'],
    ],
    ['step and value', 'logs/val_loss.txt', '100\t3.5\n200\t3.25\n300\tnan\n', ['val val_loss: 3, 3.5 to NaN']],
    ['step, value', 'loss.csv', '1,3.5\n2,3.25\n3,3.125\n', ['- loss: 3, 3.5 to 3.125']],
  ])('%s', async (_, path, text, expected) => {
    expect(shown(await only({ [path]: text }))).toEqual(expect.arrayContaining(expected));
  });

  test.each([
    ['a table of results', 'results.csv', 'model,accuracy,loss\nresnet,0.5,1.5\nvgg,0.25,2.5\n'],
    ['a table of losses by name', 'history.csv', 'name,loss\nfirst,1.5\nsecond,2.5\n'],
    ['a table of a sweep', 'sweep.csv', 'lr,loss\n0.1,1.5\n0.01,2.5\n'],
    ['an index that does not count', 'history.csv', ',loss\n7,1.5\n3,2.5\n'],
    ['lines of two numbers', 'points.txt', '1 2.5\n2 3.5\n3 4.5\n'],
    ['lines with a word that is no split', 'words.txt', '0 cat 1.5\n1 dog 2.5\n'],
    ['labels of YOLO', 'train/labels/loss.txt', '0 0.5 0.5 0.25 0.25\n1 0.25 0.5 0.5 0.25\n'],
  ])('%s is no history', async (_, path, text) => {
    expect((await runsIn({ [path]: text })).flatMap(shown)).toEqual([]);
  });
});

describe('boosting', () => {
  test.each([
    [
      'LightGBM',
      '{"training": {"rmse": [2.5, 1.5]}, "valid_1": {"rmse": [2.25, 1.75]}}',
      ['train training-rmse: 2, 2.5 to 1.5', 'val valid_1-rmse: 2, 2.25 to 1.75'],
    ],
    [
      'XGBoost',
      '{"train": {"mlogloss": [2.5, 1.5], "merror": [0.5, 0.25]}, "eval": {"mlogloss": [2.25, 1.75], "merror": [0.5, 0.375]}}',
      ['train train-mlogloss: 2, 2.5 to 1.5', 'val eval-merror: 2, 0.5 to 0.375'],
    ],
    [
      'XGBoost by scikit-learn',
      '{\n  "validation_0": {\n    "auc": [\n      0.5,\n      0.75\n    ]\n  }\n}',
      ['val validation_0-auc: 2, 0.5 to 0.75'],
    ],
  ])('the evaluations of %s', async (_, text, expected) => {
    const run = await only({ 'out/evals_result.json': text });
    expect(shown(run)).toEqual(expect.arrayContaining(expected));
    expect(run.reached.step).toBe(1);
  });

  test.each([
    ['points', '{"train": {"x": [1, 2], "y": [3, 4]}}'],
    ['a split of a data set', '{"train": {"ids": [1, 2, 3]}, "test": {"ids": [4, 5]}}'],
  ])('%s are no evaluations', async (_, text) => {
    expect(await runsIn({ 'out/train.json': text })).toEqual([]);
  });
});

test('the results of a test with MMSegmentation 0 and MMDetection 2', async () => {
  const run = await only({
    'work_dirs/net/eval_single_scale_20240101_000000.json':
      '{"config": "c.py", "metric": {"aAcc": 0.75, "mIoU": 0.5, "IoU.road": 0.875}}',
  });
  expect(run.framework).toBe('mmsegmentation');
  expect(shown(run)).toEqual(['test aAcc: 1, 0.75 to 0.75', 'test mIoU: 1, 0.5 to 0.5', 'test IoU.road: 1, 0.875 to 0.875']);
  const [training, test] = await runsIn({
    'work_dirs/net/20240101_000000.log.json':
      '{"mode": "train", "epoch": 1, "iter": 50, "loss": 2.5}\n{"mode": "train", "epoch": 1, "iter": 100, "loss": 1.5}\n',
    'work_dirs/net/eval_20240102_000000.json': '{"config": "c.py", "metric": {"bbox_mAP": 0.375}}',
    'work_dirs/net/epoch_1.pth': 'weights',
  });
  expect([training?.checkpoints.length, test?.checkpoints.length]).toEqual([1, 0]);
  const boxes = await only({ 'work_dirs/net/eval_20240101_000000.json': '{"config": "c.py", "metric": {"bbox_mAP": 0.375}}' });
  expect(boxes).toMatchObject({
    framework: 'mmdetection',
    series: [{ split: 'test', metric: 'map', kind: 'summary', scale: '0-1' }],
  });
});

describe('offline trackers', () => {
  test('a session of ClearML', async () => {
    const line = (iteration: number, metric: string, variant: string, value: number): string =>
      `[{"task": "offline-1", "type": "training_stats_scalar", "iter": ${iteration}, "timestamp": 1700000000000, "metric": "${metric}", "variant": "${variant}", "value": ${value}}]\n`;
    const run = await only({
      'offline-1/metrics.jsonl':
        line(0, 'loss', 'train', 2.5) +
        line(0, 'loss', 'val', 2.25) +
        line(1, 'loss', 'train', 1.5) +
        line(1, 'accuracy', 'accuracy', 0.5),
      'offline-1/task.json': '{"id": "offline-1", "status": "created"}',
    });
    expect(run).toMatchObject({ framework: 'clearml', reached: { step: 1 } });
    expect(shown(run)).toEqual(['train loss/train: 2, 2.5 to 1.5', 'val loss/val: 1, 2.25 to 2.25', '- accuracy: 1, 0.5 to 0.5']);
  });

  test('a session of ClearML and its archive are one run, with the errors of its console', async () => {
    const id = 'offline-0123456789abcdef0123456789abcdef';
    const files = {
      'metrics.jsonl': '[{"type": "training_stats_scalar", "iter": 3, "metric": "loss", "variant": "loss", "value": 2.5}]\n',
      'log.jsonl':
        '[{"type": "log", "level": "info", "msg": "loss: 2.5\\nstep 4"}, {"type": "log", "level": "error", "msg": "Traceback (most recent call last):\\n  x\\nKeyError: y"}]\n',
    };
    const unpacked = Object.fromEntries(Object.entries(files).map(([name, text]) => [`cache/${id}/${name}`, text]));
    const run = await only({ ...unpacked, [`cache/${id}.zip`]: zipOf(files) });
    expect(run.files.map(({ reader }) => reader)).toEqual(['clearml/console', 'clearml/offline']);
    expect([run.path, run.status, shown(run)]).toEqual([`cache/${id}`, 'crashed', ['- loss: 1, 2.5 to 2.5']]);
    const packed = await only({ [`cache/${id}.zip`]: zipOf(files) });
    expect([packed.path, packed.status, shown(packed)]).toEqual([`cache/${id}`, 'crashed', ['- loss: 1, 2.5 to 2.5']]);
  });

  test('a file of an archive that unpacks to far more than it has is read to a limit', async () => {
    const line = '[{"type": "training_stats_scalar", "iter": 3, "metric": "loss", "variant": "loss", "value": 2.5}]\n';
    const [run] = await runsIn({
      'offline-0123456789abcdef0123456789abcdef.zip': zipOf({ 'task.json': '{}', 'metrics.jsonl': line + ' '.repeat(65e6) }),
    });
    expect(run?.series.map(({ count }) => count)).toEqual([1]);
    expect(run?.problems.map(({ message }) => message)).toEqual([
      'a file in the archive unpacks to more than 64 MB, so only its start was read',
    ]);
  });

  test('experiments of Comet in one folder are runs of their own, packed or not', async () => {
    const message = (payload: string): string => `{"payload":{"message_id":1,${payload}},"type":"x"}\n`;
    const metric = (name: string, value: string): string =>
      message(`"local_timestamp":1700000000000,"metric":{"epoch":null,"metricName":"${name}","metricValue":${value},"step":5}`);
    const logged =
      metric('sys.gpu.0.gpu_utilization', '91.5') +
      metric('sys.gpu.0.used_memory', '2097152') +
      message('"param":{"paramName":"lr","paramValue":0.01}') +
      metric('train_loss', '2.5') +
      metric('train_loss', '"NaN"');
    const printed = message('"output":"step 1 loss: 2.5\\nstep 2 lo"') + message('"output":"ss: 1.5\\n"');
    const runs = await runsIn({
      '.cometml-runs/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.zip': zipOf({
        'experiment.json': '{"offline_id":"a","customer_error_message":"Unexpected error detected: KeyboardInterrupt()"}',
        'messages.json': logged,
      }),
      '.cometml-runs/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.zip': zipOf({
        'experiment.json': '{"offline_id":"b","customer_error_message":"Unexpected error detected: KeyError()"}',
        'messages.json': printed,
      }),
      'unzipped/messages.json': logged,
      'data/0123456789abcdef0123456789abcdef.zip': zipOf({ 'images/1.txt': 'x' }),
    });
    expect(runs.map((run) => [run.path.slice(0, 20), run.status, run.problems.length, shown(run)])).toEqual([
      ['.cometml-runs/aaaaaa', 'cancelled', 0, ['train train_loss: 2, 2.5 to NaN']],
      ['.cometml-runs/bbbbbb', 'crashed', 0, ['- loss: 2, 2.5 to 1.5']],
      ['unzipped/messages.js', 'unknown', 0, ['train train_loss: 2, 2.5 to NaN']],
    ]);
    expect(runs[0]).toMatchObject({
      gpus: [{ id: '0', utilization: { mean: 91.5 }, memoryUsed: { max: 2 } }],
      config: [{ key: 'lr', value: 0.01 }],
    });
    expect(runs[2]?.series[0]?.points[0]?.place).toMatchObject({ line: 4 });
  });

  test('VisualDL of PaddlePaddle', async () => {
    const run = await only({
      'output/vdl_log/vdlrecords.1700000000.log': Buffer.concat([
        visualdlRecord({ tag: 'TRAIN%loss', step: 10, value: 2.5 }),
        visualdlRecord({ tag: 'EVAL%acc', step: 10, value: 0.25 }),
        visualdlRecord({ tag: 'TRAIN%loss', step: 20, value: 1.5 }),
      ]),
    });
    expect(run).toMatchObject({ framework: 'paddlepaddle', reached: { step: 20 } });
    expect(shown(run)).toEqual(['train TRAIN/loss: 2, 2.5 to 1.5', 'val EVAL/acc: 1, 0.25 to 0.25']);
  });
});
