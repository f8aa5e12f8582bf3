import type { Launch, Mount } from '../../src/api';
import { holdsRepository, isSlipOf, type RequiredMount, targetsOf } from './mount-demands';
import { isWithin, mayBe, mountConditions, repositorySource, sourceOf, targetOf } from './paths';
import { type Presence, presenceOf } from './presence';

/** Whether a launch mounts something that meets a demand. */
export function mountPresence(launch: Launch, demand: RequiredMount): Presence {
  const targets = targetsOf(launch, demand);
  if (mayBeMounted(launch, targets) || (demand.source === 'example' && mayHoldOutputs(launch))) return { is: 'unknown' };
  const covering = launch.spec.mounts.filter((mount) => covers(mount, targets));
  return presenceOf(
    covering.map(({ flag }) => flag),
    launch.command.when,
  );
}

/** Flags, volumes of other containers or targets that aren't known may mount one of the targets. */
const mayBeMounted = ({ spec }: Launch, targets: readonly string[]): boolean =>
  spec.open.length > 0 ||
  spec.volumesFrom.length > 0 ||
  spec.mounts.some(({ target }) => target.text === undefined && targets.some((each) => mayBe(target, each)));

/** The folder that the program works in isn't known, and something of the example is mounted. */
const mayHoldOutputs = (launch: Launch): boolean =>
  launch.container.workdir === undefined &&
  launch.spec.mounts.some((mount) => isWithin(repositorySource(launch, mount) ?? '', launch.example?.folder || '/'));

/** A mount above a target provides it as well, and a bind mount below it provides what the work needs of it. */
const covers = (mount: Mount, targets: readonly string[]): boolean => {
  const own = targetOf(mount);
  return own !== undefined && targets.some((target) => isWithin(target, own) || (isWithin(own, target) && mount.type === 'bind'));
};

/** The mount that was meant: its target is misspelled, or it holds what should be at the target. */
export function misplacedMount(launch: Launch, { target, source }: RequiredMount): Mount | undefined {
  const binds = launch.spec.mounts.filter((mount) => mount.type === 'bind' && mountConditions(mount).length === 0);
  const shared = target.slice(target.indexOf('/.cache/'));
  const holds = (mount: Mount): boolean => {
    if (source === 'example') return repositorySource(launch, mount) === launch.example?.folder;
    if (source === 'repository') return holdsRepository(launch, mount);
    return source === 'cache' && shared.startsWith('/') && (sourceOf(launch, mount)?.endsWith(shared) ?? false);
  };
  return binds.find((mount) => {
    const own = targetOf(mount);
    return own !== undefined && holds(mount) && (source !== 'example' || isSlipOf(own, target));
  });
}
