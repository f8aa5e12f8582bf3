import { event, textEvent, versionEvent, visualdlRecord, wandbFile, wandbRecord, zipOf } from './binary-logs';

/** A short log of each format, by the reader that reads it: for the tests of damage. All values differ. */
export const EXAMPLES: Readonly<Record<string, { path: string; bytes: Buffer }>> = {
  'lightning/csv': {
    path: 'lightning_logs/version_0/metrics.csv',
    bytes: Buffer.from(
      'epoch,step,train_loss_step,val_loss\n0,49,2.3125,\n0,99,1.75,\n0,99,,1.875\n1,149,1.25,\n1,199,1.125,\n1,199,,1.0625\n',
    ),
  },
  'ultralytics/csv': {
    path: 'runs/detect/train/results.csv',
    bytes: Buffer.from(
      '      epoch,      train/box_loss,   metrics/mAP50(B),  metrics/mAP50-95(B)\n          1,      2.75,    0.125,   0.0625\n          2,      2.5,    0.25,   0.125\n',
    ),
  },
  'yolo/results': {
    path: 'runs/train/exp/results.txt',
    bytes: Buffer.from(
      [
        '       0/2     1.93G   0.0625   0.03125  0.015625  0.109375        24       416      0.25     0.125   0.375  0.1875   0.0703   0.0391   0.0234',
        '       1/2     1.93G   0.0615   0.03025  0.014625  0.106375        31       416      0.5      0.25    0.4375 0.21875  0.0693   0.0381   0.0224',
        '       2/2     1.93G   0.0605   0.02925  0.013625  0.103375        12       416      0.75     0.5     0.5    0.28125  0.0683   0.0371   0.0214\n',
      ].join('\n'),
    ),
  },
  'keras/csv': {
    path: 'training.log',
    bytes: Buffer.from('epoch;accuracy;loss;val_accuracy;val_loss\n0;0.5;1.5;0.25;1.75\n1;0.75;1.25;0.5;1.5\n'),
  },
  'timm/csv': {
    path: 'output/train/x/summary.csv',
    bytes: Buffer.from('epoch,train_loss,eval_loss,eval_top1,eval_top5\n0,6.5,6.25,1.5,5.5\n1,5.5,5.25,10.5,25.5\n'),
  },
  csv: { path: 'history.csv', bytes: Buffer.from('step,train_loss,lr\n10,2.5,0.001\n20,2.25,0.0005\n30,nan,0.00025\n') },
  'stable-baselines/csv': {
    path: 'logs/ppo/progress.csv',
    bytes: Buffer.from(
      'rollout/ep_rew_mean,time/fps,time/total_timesteps,train/loss\n-120.5,512,2048,\n-80.25,498,4096,3.5\n-40.125,501,6144,2.75\n',
    ),
  },
  'stable-baselines/monitor': {
    path: 'logs/a2c/0.monitor.csv',
    bytes: Buffer.from(
      '#{"t_start": 1700000000.5, "env_id": "Pendulum-v1"}\nr,l,t\n-905.5,200,1.25\n-880.25,200,2.5\n-410.125,200,3.75\n',
    ),
  },
  'rllib/csv': {
    path: 'ray_results/PPO/PPO_env_1/progress.csv',
    bytes: Buffer.from(
      'episode_reward_mean,training_iteration,timesteps_total,time_this_iter_s,info/learner/default_policy/learner_stats/vf_loss,date\n20.5,1,4000,3.25,9.5,2025-03-01_10-00-00\n40.25,2,8000,3.5,8.25,2025-03-01_10-00-04\n',
    ),
  },
  'rllib/json': {
    path: 'ray_results/PPO/PPO_env_1/result.json',
    bytes: Buffer.from(
      '{"episode_reward_mean": 20.5, "training_iteration": 1, "timesteps_total": 4000, "time_total_s": 3.25, "hist_stats": {"episode_reward": [1.5, 2.5]}, "info": {"learner": {"vf_loss": 9.5}}, "config": {"lr": 0.001}}\n{"episode_reward_mean": NaN, "training_iteration": 2, "timesteps_total": 8000, "time_total_s": 6.75, "info": {"learner": {"vf_loss": 8.25}}}\n',
    ),
  },
  'fastai/csv': {
    path: 'history.csv',
    bytes: Buffer.from('epoch,train_loss,valid_loss,accuracy,time\n0,1.5,1.25,0.5,00:12\n1,1.125,1.0625,0.75,00:11\n'),
  },
  'catboost/tsv': {
    path: 'catboost_info/test_error.tsv',
    bytes: Buffer.from('iter\tLogloss\n0\t0.6875\n1\t0.65625\n2\t0.640625\n'),
  },
  'step-value': { path: 'log/log.txt', bytes: Buffer.from('0 val 10.9531\n0 hella 0.2421\n0 train 10.9453\n1 train 9.6328\n') },
  'mlflow/metric': {
    path: 'mlruns/1/0123456789abcdef0123456789abcdef/metrics/train_loss',
    bytes: Buffer.from('1700000000000 2.5 0\n1700000001000 1.75 1\n1700000002000 nan 2\n'),
  },
  'mlflow/parameter': {
    path: 'mlruns/1/0123456789abcdef0123456789abcdef/params/lr',
    bytes: Buffer.from('0.001'),
  },
  'mlflow/meta': {
    path: 'mlruns/1/0123456789abcdef0123456789abcdef/meta.yaml',
    bytes: Buffer.from("experiment_id: '1'\nrun_id: 0123456789abcdef0123456789abcdef\nstatus: 3\n"),
  },
  'dvclive/metric': {
    path: 'dvclive/plots/metrics/train/loss.tsv',
    bytes: Buffer.from('step\tloss\n0\t2.5\n1\t1.75\n2\tnan\n'),
  },
  'dvclive/summary': {
    path: 'dvclive/metrics.json',
    bytes: Buffer.from('{\n "train": {\n  "loss": 1.75\n },\n "epoch": 2,\n "step": 2\n}\n'),
  },
  'clearml/offline': {
    path: 'offline-0123/metrics.jsonl',
    bytes: Buffer.from(
      '[{"task": "offline-0123", "type": "training_stats_scalar", "iter": 0, "timestamp": 1700000000000, "metric": "loss", "variant": "train", "value": 2.5}, {"task": "offline-0123", "type": "training_stats_scalar", "iter": 0, "timestamp": 1700000000000, "metric": ":monitor:gpu", "variant": "gpu_0_utilization", "value": 91.5}]\n[{"task": "offline-0123", "type": "training_stats_scalar", "iter": 1, "timestamp": 1700000001000, "metric": "loss", "variant": "train", "value": 1.75}]\n',
    ),
  },
  'clearml/console': {
    path: 'offline-0123/log.jsonl',
    bytes: Buffer.from(
      '[{"type": "log", "msg": "epoch 1 loss: 2.5\\nepoch 2 loss: 1.5"}, {"type": "log", "level": "error", "msg": "RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB"}]\n',
    ),
  },
  'clearml/archive': {
    path: 'cache/offline-0123456789abcdef0123456789abcdef.zip',
    bytes: zipOf({
      'task.json': '{"id": "offline-0123"}',
      'metrics.jsonl':
        '[{"type": "training_stats_scalar", "iter": 0, "metric": "loss", "variant": "train", "value": 2.5}]\n[{"type": "training_stats_scalar", "iter": 1, "metric": "loss", "variant": "train", "value": 1.75}]\n',
      'log.jsonl': '[{"type": "log", "msg": "KeyboardInterrupt"}]\n',
    }),
  },
  'comet/offline': {
    path: '.cometml-runs/0123456789abcdef0123456789abcdef.zip',
    bytes: zipOf({
      'experiment.json': '{"offline_id": "0123", "customer_error_reported": false}',
      'messages.json':
        '{"payload":{"message_id":1,"metric":{"epoch":null,"metricName":"train_loss","metricValue":2.5,"step":0}},"type":"metric_msg"}\n{"payload":{"message_id":2,"metric":{"epoch":1,"metricName":"train_loss","metricValue":NaN,"step":1}},"type":"metric_msg"}\n',
    }),
  },
  visualdl: {
    path: 'vdl/vdlrecords.1700000000.log',
    bytes: Buffer.concat([
      visualdlRecord({ tag: 'Train%loss', step: 1, value: 2.5 }),
      visualdlRecord({ tag: 'Train%loss', step: 2, value: 1.75 }),
    ]),
  },
  'nvidia-smi': {
    path: 'gpu.csv',
    bytes: Buffer.from(
      'timestamp, utilization.gpu [%], memory.used [MiB], memory.total [MiB]\n2026/01/01 00:00:00.000, 91 %, 8192 MiB, 16384 MiB\n',
    ),
  },
  'transformers/state': {
    path: 'out/trainer_state.json',
    bytes: Buffer.from(
      JSON.stringify(
        {
          epoch: 2,
          global_step: 20,
          log_history: [
            { epoch: 1, loss: 2.5, step: 10 },
            { epoch: 1, eval_loss: 2.25, step: 10 },
            { epoch: 2, loss: 1.5, step: 20 },
          ],
          max_steps: 20,
        },
        null,
        2,
      ),
    ),
  },
  'transformers/log': {
    path: 'out/trainer_log.jsonl',
    bytes: Buffer.from(
      '{"current_steps": 10, "total_steps": 20, "loss": 3.5, "epoch": 0.5}\n{"current_steps": 20, "total_steps": 20, "loss": 1.5, "epoch": 1.0}\n',
    ),
  },
  'transformers/results': {
    path: 'out/train_results.json',
    bytes: Buffer.from('{\n "epoch": 1.0,\n "train_loss": 0.875,\n "train_runtime": 12.5\n}\n'),
  },
  'mmcv/json': {
    path: 'work_dirs/x/20240101_000000.log.json',
    bytes: Buffer.from(
      '{"env_info": "MMDetection: 2.12.0+abc", "seed": 1}\n{"mode": "train", "epoch": 1, "iter": 50, "lr": 0.01, "loss": 1.5}\n{"mode": "train", "epoch": 1, "iter": 100, "lr": 0.01, "loss": NaN}\n{"mode": "val", "epoch": 1, "iter": 100, "lr": 0.01, "bbox_mAP": 0.25}\n',
    ),
  },
  'mmcv/results': {
    path: 'work_dirs/x/eval_single_scale_20240101_000000.json',
    bytes: Buffer.from(
      '{\n  "config": "configs/x.py",\n  "metric": {\n    "aAcc": 0.75,\n    "mIoU": 0.5,\n    "mAcc": NaN\n  }\n}\n',
    ),
  },
  boosting: {
    path: 'evals_result.json',
    bytes: Buffer.from(
      '{"training": {"binary_logloss": [0.6875, 0.625], "auc": [0.5, 0.75]}, "valid_0": {"binary_logloss": [0.65625]}}',
    ),
  },
  'mmengine/json': {
    path: 'work_dirs/x/20240101_000000/vis_data/scalars.json',
    bytes: Buffer.from(
      '{"lr": 0.01, "loss": 1.5, "epoch": 1, "iter": 50, "memory": 3000, "step": 50}\n{"lr": 0.01, "loss": 1.25, "epoch": 1, "iter": 100, "memory": 3000, "step": 100}\n{"coco/bbox_mAP": 0.25, "data_time": 0.1, "time": 0.2, "step": 1}\n',
    ),
  },
  'detectron2/json': {
    path: 'output/metrics.json',
    bytes: Buffer.from(
      '{"eta_seconds": 10.5, "iteration": 19, "total_loss": 2.5}\n{"bbox/AP": 35.5, "bbox/APs": NaN, "iteration": 39, "total_loss": 1.5}\n',
    ),
  },
  'json-lines': {
    path: 'log.txt',
    bytes: Buffer.from(
      '{"train_loss": 2.5, "test_coco_eval_bbox": [0.25, 0.5, 0.125], "epoch": 0, "n_parameters": 41}\n{"train_loss": 1.5, "epoch": 1, "n_parameters": 41}\n',
    ),
  },
  'json-history': {
    path: 'history.json',
    bytes: Buffer.from('{"loss": [2.5, 1.5, NaN], "val_accuracy": [0.25, 0.5], "name": "x"}'),
  },
  'wandb/summary': {
    path: 'wandb/run-1-a/files/wandb-summary.json',
    bytes: Buffer.from('{"_step":330,"train/loss":NaN,"val/acc":0.5,"_wandb":{"runtime":39}}'),
  },
  'wandb/config': {
    path: 'wandb/run-1-a/files/config.yaml',
    bytes: Buffer.from('_wandb:\n  value: {}\nlr:\n  value: 0.001\nmodel:\n  desc: null\n  value:\n    layers: 4\n'),
  },
  'wandb/output': {
    path: 'wandb/run-1-a/files/output.log',
    bytes: Buffer.from(
      'epoch 1 loss: 2.5\nepoch 2 loss: 1.5\nTraceback (most recent call last):\n  File "t.py", line 1\nKeyboardInterrupt\n',
    ),
  },
  wandb: {
    path: 'wandb/offline-run-1-a/run-a.wandb',
    bytes: wandbFile([
      wandbRecord.config({ lr: '0.001' }),
      wandbRecord.history({ _step: '0', 'train/loss': '2.5' }),
      wandbRecord.stats({ 'gpu.0.gpu': '91.5', 'gpu.0.memoryAllocated': '50.5' }),
      wandbRecord.history({ _step: '1', 'train/loss': '"NaN"' }),
      wandbRecord.exit(0),
    ]),
  },
  tensorboard: {
    path: 'logs/events.out.tfevents.1.host',
    bytes: Buffer.concat([
      versionEvent(),
      event({ tag: 'train/loss', step: 1, value: 2.5 }),
      event({ tag: 'train/loss', step: 2, value: 1.5, as: 'float_val' }),
      event({ tag: 'val/acc', step: 2, value: 0.5, as: 'content' }),
      textEvent('args/text_summary', '{"learning_rate": 0.001}'),
    ]),
  },
  'hyper-parameters': {
    path: 'lightning_logs/version_0/hparams.yaml',
    bytes: Buffer.from('lr: 0.001\nmodel:\n  name: !!python/object:x.Y {a: 1}\n'),
  },
  'peft/config': {
    path: 'lora/adapter_config.json',
    bytes: Buffer.from('{"peft_type": "LORA", "r": 8, "lora_alpha": 16, "task_type": "CAUSAL_LM"}'),
  },
  text: {
    path: 'logs/train.log',
    bytes: Buffer.from(
      "Epoch 1/2\nstep 10/20 loss: 2.50 acc: 50.5%\n{'loss': 1.50, 'epoch': 2}\n\u001b[32mstep 20/20\u001b[0m loss=1.25\r\n 50%|##   | 1/2 [00:01<00:01, 1.0it/s, loss=0.75]\r100%|#####| 2/2 [00:02<00:00]\nRuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB\n",
    ),
  },
};
