import type { Launch, Mount } from '../../src/api';
import { areTogether, mountConditions, targetOf } from './paths';

/** An earlier mount at the same target, given on some path together with this one. */
export function earlierMount({ spec: { mounts } }: Launch, mount: Mount): Mount | undefined {
  const target = targetOf(mount);
  if (target === undefined) return undefined;
  return mounts
    .slice(0, mounts.indexOf(mount))
    .find(
      (other) =>
        targetOf(other) === target &&
        other.flag.order !== mount.flag.order &&
        areTogether(mountConditions(other), mountConditions(mount)),
    );
}
