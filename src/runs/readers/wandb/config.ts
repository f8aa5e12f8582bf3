import { flatKey, readYaml } from '../../formats/yaml-entries';
import type { Reader } from '../../reader';
import { isInRunFolder } from './run-folder';

/** `files/config.yaml`: each hyper-parameter under `value:`. */
export const wandbConfig: Reader = {
  name: 'wandb/config',
  about: 'W&B files/config.yaml',
  detect(candidate) {
    if (candidate.name !== 'config.yaml') return 0;
    if (isInRunFolder(candidate)) return 0.98;
    return /^_wandb:/m.test(candidate.text) ? 0.95 : 0;
  },
  read: (file, sink) =>
    readYaml(file, sink, (keys, value, at) => {
      if (keys[0] === '_wandb' || keys[0] === 'wandb_version') return;
      const rest = keys[1] === 'value' ? [keys[0]!, ...keys.slice(2)] : keys;
      if (keys[1] !== 'desc') sink.config(flatKey(rest), value, at);
    }),
};
