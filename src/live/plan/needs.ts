import type { Example } from '../../model/targets';
import type { VerificationPolicy } from './policy';
import type { Stage } from './stages';

/** A machine, and for how long it's needed. */
export interface Demand {
  readonly gpus: number;
  /** Memory of each GPU in GB. 0 without a GPU. */
  readonly vramGb: number;
  readonly diskGb: number;
  readonly cpus: number;
  readonly ramGb: number;
  readonly minutes: number;
}

/** What an example needs. */
export interface Needs extends Demand {
  /** Whether the minutes are those of an earlier verification. */
  readonly isMeasured: boolean;
  /** What the metadata doesn't say, so that a default stands in: `vramGb`. */
  readonly assumed: readonly string[];
}

interface Options {
  readonly policy: VerificationPolicy;
  readonly quick: boolean;
  /** Minutes that an earlier verification took. */
  readonly measured?: number;
}

/** Reads the needs from the metadata. Of a range the upper end counts, so that no job fails for want of what the range promises. */
export function needsOf({ resources, launches }: Example, stages: readonly Stage[], { policy, quick, measured }: Options): Needs {
  const assumed: string[] = [];
  const assume = <Name extends 'vramGb' | 'diskGb' | 'cpus' | 'ramGb'>(name: Name, stated: number | undefined): number => {
    if (stated === undefined) assumed.push(name);
    return stated ?? policy.assumed[name];
  };
  const vram = resources.vram?.high;
  const gpus = resources.gpus?.low ?? ((vram ?? 0) > 0 || launches.some(({ spec }) => spec.gpus) ? 1 : 0);
  const diskGb = assume('diskGb', resources.disk?.high);
  const vramGb = gpus === 0 ? 0 : assume('vramGb', vram === 0 ? undefined : vram);
  return {
    gpus,
    vramGb,
    diskGb,
    cpus: resources.cpus?.high ?? policy.assumed.cpus * Math.max(1, gpus),
    ramGb: resources.ram?.high ?? policy.assumed.ramGb * Math.max(1, gpus),
    minutes: measured === undefined ? estimate(stages, diskGb, policy, quick) : Math.max(1, Math.ceil(measured)),
    isMeasured: measured !== undefined,
    assumed,
  };
}

function estimate(stages: readonly Stage[], diskGb: number, { minutes }: VerificationPolicy, quick: boolean): number {
  const each = stages.map(({ kind }) => {
    if (kind === 'build') return minutes.build + diskGb * minutes.perDiskGb;
    return kind === 'training' && quick ? minutes.quickTraining : minutes[kind];
  });
  return Math.ceil(each.reduce((sum, one) => sum + one, 0));
}
