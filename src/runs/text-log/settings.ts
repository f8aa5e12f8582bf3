import type { RunSink } from '../reader';
import type { Reading } from './read-line';

const MOST = 300;
const LONGEST = 200;
const NAME = /^\s*[A-Za-z][\w \-./()]{1,40}?\s*[:=]/;
const SETTING = /^\s*([A-Za-z][\w \-./()]{1,40}?)\s*[:=]\s*(\S.{0,120}?)\s*$/;

/** Takes lines like `Batch size: 8`, which are settings if they come before the first metric. */
export interface Settings {
  /** `shift`: characters of the line before `body`. True: the line is one, or might be with other values. */
  line(body: string, shift: number, number: number): boolean;
}

export function createSettings(sink: RunSink): Settings {
  let count = 0;
  return {
    line(body, shift, number) {
      if (count >= MOST) return false;
      if (!NAME.test(body)) return false;
      const found = body.length > LONGEST ? null : SETTING.exec(body);
      if (found === null || found[1]!.split(' ').length > 4) return true;
      count += 1;
      const value = Number(found[2]);
      const column = shift + body.indexOf(found[1]!) + 1;
      sink.config(found[1]!, Number.isNaN(value) ? found[2]! : value, { line: number, column });
      return true;
    },
  };
}

/** Settings that no record of training holds, with names that are the same in all projects. */
const SETTING_NAME =
  /^(?:weight_decay|warmup_\w+|batch_size|num_workers|dropout|patience|n_heads|n_layers|num_layers|hidden_size|d_model|max_seq_len|clip_grad)$/;
/** `Namespace(lr=0.1, …)`, `TrainConfig(seed=1, …)` */
const CALL = /^\W{0,3}(?:\w{1,30}[=:] ?)?\w{0,40}(?:Namespace|Config|Args|Arguments)\(\w+=/;
const FEWEST = 5;

/** `loss_weights: {'bce': 1, 'dice': 2}` */
const WEIGHTS = /(?<![A-Za-z])weights?["']?\s?[:=]\s?\{/i;
/** Of settings such as `batch=16`, which looks like a step. */
const SEVERAL = 3;

/** `hyperparameters: lr0=0.01, momentum=0.9, weight_decay=5e-4, …`: the names of losses in it are of their weights. */
export function isConfiguration({ pairs, step, epoch }: Pick<Reading, 'pairs' | 'step' | 'epoch'>, body: string): boolean {
  if (CALL.test(body) || WEIGHTS.test(body)) return true;
  if (pairs.length < FEWEST) return false;
  const settings = pairs.filter(({ name, isMarked }) => isMarked && SETTING_NAME.test(name)).length;
  return settings >= SEVERAL || (settings > 0 && Number.isNaN(step) && Number.isNaN(epoch));
}
