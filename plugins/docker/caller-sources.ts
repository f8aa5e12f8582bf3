import { posix } from 'node:path';
import { isBatchJob, isBehindLink, type Launch, query, type Script } from '../../src/api';
import { isDefaulted, type LocatedSource, locatedSources } from './mount-sources';
import { isWithin, targetOf } from './paths';

export interface CallerOptions {
  readonly caller: readonly string[];
}

export const callerTargets = {
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      caller: {
        type: 'array',
        items: { type: 'string' },
        description: "Targets that are meant to hold the caller's folder.",
      },
    },
  },
  tables: { caller: 'mounts.caller' },
} as const;

interface CallerSource extends LocatedSource {
  readonly target: string;
  /** Whether the repository or the example has the path. */
  readonly isKnown: boolean;
}

const isOfBatchJob = query('docker.batchJob', ({ shell }: Script) => isBatchJob(shell));

/** Sources below the folder that the script is started from, at targets that aren't meant for them. */
export function callerSources(launch: Launch, options: CallerOptions): readonly CallerSource[] {
  const { repository, example, script } = launch;
  if (isOfBatchJob(script)) return [];
  return locatedSources(launch, 'caller').flatMap((located) => {
    const target = targetOf(located.mount);
    const { path, above } = located.rooted;
    if (target === undefined || options.caller.includes(target) || isDefaulted(located.source) || above > 0) return [];
    const isInExample = example !== undefined && repository.kind(`${example.folder}/${path}`) !== undefined;
    return [{ ...located, target, isKnown: path !== '' && (repository.kind(path) !== undefined || isInExample) }];
  });
}

/** A folder of the repository that isn't there anymore; `now` is where it is, if that is the script's own folder. */
export function movedFolder({ repository, example }: Launch, source: CallerSource): { readonly now?: string } | undefined {
  const { path } = source.rooted;
  const first = path.split('/')[0]!;
  if (!path.includes('/') || source.isKnown || repository.kind(first) !== 'folder' || isBehindLink(repository, path))
    return undefined;
  const isNow = example !== undefined && namesFolder(path, posix.basename(example.folder));
  // In a folder that is there, the engine may create a subfolder for data.
  const isGone = isNow || repository.kind(posix.dirname(path)) === undefined;
  if (!isGone || repository.ignoredBy(path)) return undefined;
  return isNow ? { now: example.folder } : {};
}

function namesFolder(path: string, name: string): boolean {
  const plain = (text: string): string => text.replaceAll('-', '_');
  return path.split('/').map(plain).includes(plain(name));
}

/** What the launch needs of the example below a target of its container, as the command writes it. */
export function neededIn(launch: Launch, target: string): string | undefined {
  const { container, example, spec } = launch;
  const isNeeded = (path: string): boolean => isWithin(path, target) && (example?.has(posix.relative(target, path)) ?? false);
  for (const { target: file, workdir } of launch.starts) {
    const text = file.kind === 'file' ? file.part.text : undefined;
    if (text !== undefined && workdir !== undefined && isNeeded(posix.resolve(workdir, text))) return text;
  }
  return spec.command
    .flatMap(({ text }) => text ?? [])
    .find((word) => {
      const path = container.workdir === undefined ? word : posix.resolve(container.workdir, word);
      return /\.(sh|py)$/.test(word) && path.startsWith('/') && isNeeded(path);
    });
}
