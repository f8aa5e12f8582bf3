import { posix } from 'node:path';
import { type Mount, sameImage } from '../../languages/docker';
import { rootedPath } from '../../languages/shell';
import type { Launch, LiveContainer, LiveEngine, LiveImage, Repository } from '../targets';
import type { ContainerFacts, LiveFacts, NamedImage } from './facts';

/** What rules of the live scopes look at. */
export interface Live {
  readonly engine: LiveEngine;
  readonly images: readonly LiveImage[];
  readonly containers: readonly LiveContainer[];
}

/** Joins what an engine has with the launches that declare it. */
export function joinLive(repository: Repository, facts: LiveFacts, launches: readonly Launch[]): Live {
  const { engine, home } = facts;
  const imageOf = ({ spec }: Launch): NamedImage | undefined => {
    const name = spec.image?.text;
    return name === undefined ? undefined : facts.images.find((image) => sameImage(image.name, name));
  };
  const place = (launch: Launch) => ({ repository, path: launch.path, example: launch.example });
  const nowhere = { repository, path: '', example: undefined };
  return {
    engine: { ...nowhere, facts: engine, launches },
    images: launches.flatMap((launch) => {
      const image = imageOf(launch);
      return image ? [{ ...place(launch), launch, image, engine }] : [];
    }),
    containers: facts.containers.map((container) => {
      const launch = launchOf(container, launches, { repository, home, idOf: (each) => imageOf(each)?.facts?.id });
      return {
        ...(launch ? place(launch) : nowhere),
        launch,
        facts: container,
        engine,
        sourceOf: (mount) => sourceOf(mount, repository, home),
      };
    }),
  };
}

export interface Matching {
  readonly repository: Repository;
  readonly home: string;
  /** The id of the image that the engine has for a launch. */
  readonly idOf: (launch: Launch) => string | undefined;
}

/**
 * The launch that a container most likely comes from: of the launches with its name or its image, the one that most of it agrees with.
 * Undefined if there is none.
 */
export function launchOf(container: ContainerFacts, launches: readonly Launch[], matching: Matching): Launch | undefined {
  let best: { readonly launch: Launch; readonly agreement: number } | undefined;
  for (const launch of launches) {
    if (!hasName(container, launch) && !hasImage(container, launch, matching)) continue;
    const agreement = agreementOf(container, launch, matching);
    if (!best || agreement > best.agreement) best = { launch, agreement };
  }
  return best?.launch;
}

const hasName = ({ name }: ContainerFacts, { spec }: Launch): boolean => spec.name?.text === name;

function hasImage({ image, imageId }: ContainerFacts, launch: Launch, { idOf }: Matching): boolean {
  const named = launch.spec.image?.text;
  if (named === undefined) return false;
  const isSameName = image !== undefined && (sameImage(image, named) || sameImage(image.replace(/^localhost\//, ''), named));
  return isSameName || (imageId !== undefined && imageId === idOf(launch));
}

function agreementOf(container: ContainerFacts, launch: Launch, { repository, home }: Matching): number {
  const { spec } = launch;
  const known = spec.command.flatMap(({ text }) => text ?? []);
  const words = known.filter((word) => container.command.includes(word)).length;
  const mounts = spec.mounts.map((mount) => {
    const source = sourceOf(mount, repository, home);
    const actual = container.mounts.find(({ target }) => target === targetOf(mount));
    return actual === undefined ? -1 : source === undefined || source === actual.source ? 2 : 1;
  });
  const sum = mounts.reduce((total: number, each) => total + each, 0);
  return (hasName(container, launch) ? 100 : 0) + 4 * words - 2 * (known.length - words) + sum;
}

const targetOf = ({ target }: Mount): string | undefined =>
  target.text === undefined ? undefined : posix.normalize(target.text).replace(/(?<=.)\/$/, '');

/** The source of a bind mount on this machine. Undefined if it isn't known, as where it depends on the caller's folder. */
export function sourceOf(mount: Mount, repository: Repository, home: string): string | undefined {
  const text = mount.source?.text;
  if (mount.type !== 'bind' || text === undefined) return undefined;
  const rooted = rootedPath(text);
  if (rooted === undefined)
    return text.startsWith('/') && !/[\uE000-\uF8FF]/.test(text) ? posix.normalize(text).replace(/(?<=.)\/$/, '') : undefined;
  const root = rooted.root === 'repository' ? repository.root : rooted.root === 'home' ? home : undefined;
  return root === undefined ? undefined : posix.join(root, '../'.repeat(rooted.above), rooted.path).replace(/(?<=.)\/$/, '');
}
