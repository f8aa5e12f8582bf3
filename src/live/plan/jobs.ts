import { groupBy } from '../../text/group-by';
import type { Demand, Needs } from './needs';
import type { VerificationPolicy } from './policy';

/** An example to verify, with what it needs. */
export interface Planned {
  /** The folder, from the root. */
  readonly folder: string;
  readonly needs: Needs;
}

/**
 * Examples that one machine verifies, one after the other. Its GPU memory is that of the smallest common card that is large enough, and its
 * disk holds all examples together, because images and caches stay.
 */
export interface Job extends Demand {
  /** Unique in the plan, and a DNS label: `gpu1-24gb-01`, `cpu-02`. */
  readonly name: string;
  readonly examples: readonly string[];
  /** After which the job is stopped: estimates are rough. */
  readonly timeoutMinutes: number;
  /** Whether a hosted runner of GitHub is enough. */
  readonly isSmall: boolean;
}

/** Packs examples into jobs of one class of machine each: the longest first, each into the first job that has room. */
export function packJobs(planned: readonly Planned[], policy: VerificationPolicy): readonly Job[] {
  return [...groupBy(planned, ({ needs }) => classOf(needs, policy))]
    .sort(([a], [b]) => natural.compare(a, b))
    .flatMap(([name, members]) =>
      pack(members, policy).map((bin, index) => jobOf(`${name}-${String(index + 1).padStart(2, '0')}`, bin, policy)),
    );
}

const natural = new Intl.Collator('en', { numeric: true });

function classOf({ gpus, vramGb, diskGb }: Needs, policy: VerificationPolicy): string {
  if (gpus === 0) return diskGb <= policy.hostedDiskGb ? 'cpu' : 'cpu-disk';
  return `gpu${gpus}-${cardFor(vramGb, policy)}gb`;
}

/** The smallest common card with that much memory. A larger need than any card's is kept. */
const cardFor = (vramGb: number, { cards }: VerificationPolicy): number =>
  cards.find((card) => card >= vramGb) ?? Math.ceil(vramGb);

function pack(members: readonly Planned[], { jobs, hostedDiskGb }: VerificationPolicy): readonly (readonly Planned[])[] {
  const bins: { items: Planned[]; minutes: number; diskGb: number }[] = [];
  const isHosted = members.every(({ needs }) => needs.gpus === 0 && needs.diskGb <= hostedDiskGb);
  const mostDisk = isHosted ? hostedDiskGb : jobs.diskGb;
  const longestFirst = members.toSorted((a, b) => b.needs.minutes - a.needs.minutes || natural.compare(a.folder, b.folder));
  for (const item of longestFirst) {
    const { minutes, diskGb } = item.needs;
    const bin = bins.find((each) => each.minutes + minutes <= jobs.minutes && each.diskGb + diskGb <= mostDisk);
    if (!bin) bins.push({ items: [item], minutes, diskGb });
    else {
      bin.items.push(item);
      bin.minutes += minutes;
      bin.diskGb += diskGb;
    }
  }
  return bins.map(({ items }) => items);
}

function jobOf(name: string, items: readonly Planned[], policy: VerificationPolicy): Job {
  const needs = items.map((item) => item.needs);
  const sum = (of: (each: Needs) => number): number => needs.reduce((total, each) => total + of(each), 0);
  const most = (of: (each: Needs) => number): number => Math.max(...needs.map(of));
  const minutes = sum((each) => each.minutes);
  const gpus = most((each) => each.gpus);
  const diskGb = Math.ceil(sum((each) => each.diskGb));
  return {
    name,
    examples: items.map(({ folder }) => folder).sort(natural.compare),
    gpus,
    vramGb:
      gpus === 0
        ? 0
        : cardFor(
            most((each) => each.vramGb),
            policy,
          ),
    diskGb,
    cpus: most((each) => each.cpus),
    ramGb: most((each) => each.ramGb),
    minutes,
    timeoutMinutes: 2 * minutes + 15,
    isSmall: gpus === 0 && diskGb <= policy.hostedDiskGb,
  };
}
