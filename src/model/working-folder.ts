import { rootedPath } from '../languages/shell';
import { isBelow } from '../text/path';
import { query } from './query';
import type { Launch } from './targets';

/**
 * Where a container should start that starts in a read-only mount of the repository, such as `/cvlization_repo`: the target of the
 * writable mount of the example's own folder. Undefined if it starts elsewhere, or there is no such mount.
 */
export const exampleTargetInstead = query('launch.exampleTarget', (launch: Launch): string | undefined => {
  const { container, example, spec } = launch;
  const started = container.workdir === undefined ? undefined : container.locate(container.workdir);
  if (started?.kind !== 'mounted' || started.readonly !== true || example === undefined) return undefined;
  if (started.path === example.folder || !isBelow(example.folder, started.path)) return undefined;
  const own = spec.mounts.find(({ type, readonly, source }) => {
    const rooted = type === 'bind' && readonly === false && source?.text ? rootedPath(source.text) : undefined;
    return rooted?.root === 'repository' && rooted.above === 0 && rooted.path === example.folder;
  });
  return own?.target.text;
});
