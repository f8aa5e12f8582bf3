import type { Launch } from '../../src/api';
import { type Presence, presenceOf } from './presence';

/** Whether a launch gets GPUs: by `--gpus`, devices, or the runtime that provides them all. */
export const gpuPresence = ({ spec, command }: Launch): Presence =>
  presenceOf(
    spec.flags.filter(({ name, value }) => isGpuFlag(name, value?.masked ?? '')),
    command.when,
  );

function isGpuFlag(name: string, value: string): boolean {
  if (name === 'gpus') return true;
  if (name === 'runtime') return value !== 'runc';
  return name === 'device' && /nvidia|gpu|kfd|dri|davinci|dxg/.test(value);
}

/** Whether it may get GPUs by something that isn't known, or by another client. */
export const mayHaveGpus = ({ spec, command }: Launch): boolean =>
  spec.open.length > 0 || spec.privileged !== false || command.engine === 'nvidia-docker';
