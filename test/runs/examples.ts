import { event, textEvent, versionEvent, wandbFile, wandbRecord } from './binary-logs';

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
  'keras/csv': {
    path: 'training.log',
    bytes: Buffer.from('epoch;accuracy;loss;val_accuracy;val_loss\n0;0.5;1.5;0.25;1.75\n1;0.75;1.25;0.5;1.5\n'),
  },
  'timm/csv': {
    path: 'output/train/x/summary.csv',
    bytes: Buffer.from('epoch,train_loss,eval_loss,eval_top1,eval_top5\n0,6.5,6.25,1.5,5.5\n1,5.5,5.25,10.5,25.5\n'),
  },
  csv: { path: 'history.csv', bytes: Buffer.from('step,train_loss,lr\n10,2.5,0.001\n20,2.25,0.0005\n30,nan,0.00025\n') },
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
