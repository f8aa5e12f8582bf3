import { type ContainerFacts, type Engine, readContainer, removeContainer, stopContainer } from '../engine';
import { verificationLabel } from './wrapper';

/** The containers that one verification started, by their label. */
export interface OwnContainers {
  /** As last seen, in the order in which they were made. */
  readonly seen: ReadonlyMap<string, ContainerFacts>;
  /** Looks again. Returns false if the engine gave no answer. */
  look(): Promise<boolean>;
  /** Looks until all of them have ended and been seen, but not for long: some engines need a moment after the client ends. */
  settle(): Promise<void>;
  /** Stops those that run. */
  stop(): Promise<void>;
  /** Removes all, and what they have of unnamed volumes. Returns the names of those that stay. */
  remove(): Promise<readonly string[]>;
  /** What a container changed outside of its mounts: paths that were added or changed. Undefined if it isn't known. */
  changes(id: string): Promise<readonly string[] | undefined>;
}

/** Looks after the end, and milliseconds between two. */
const mostTries = 10;
const betweenMs = 300;
/** Seconds that a container has to end. */
const graceSeconds = 3;

export function ownContainers(engine: Engine, id: string): OwnContainers {
  const seen = new Map<string, ContainerFacts>();
  const known = new Set<string>();
  /** Asks for ids first: those that are gone by the time of `inspect` are left as they were seen. */
  async function look(): Promise<boolean> {
    const listed = await engine.call(['ps', '--all', '--quiet', '--no-trunc', '--filter', `label=${verificationLabel}=${id}`]);
    if (listed.code !== 0) return false;
    const ids = listed.stdout.split('\n').filter((line) => line !== '');
    if (ids.length === 0) return true;
    for (const each of ids) known.add(each);
    const { stdout } = await engine.call(['container', 'inspect', ...ids]);
    const found = valuesIn(stdout).flatMap((value) => readContainer(value) ?? []);
    for (const facts of found.toSorted((a, b) => ((a.created ?? '') < (b.created ?? '') ? -1 : 1))) seen.set(facts.id, facts);
    return true;
  }
  return {
    seen,
    look,
    async settle() {
      for (let tries = 0; tries < mostTries; tries++) {
        const isAnswered = await look();
        const isWhole = known.size === seen.size && [...seen.values()].every(({ isRunning }) => !isRunning);
        if (isAnswered && isWhole) return;
        await new Promise((resolve) => setTimeout(resolve, betweenMs));
      }
    },
    async stop() {
      await look();
      await Promise.all(
        [...seen.values()].filter((each) => each.isRunning).map((each) => stopContainer(engine, each.id, graceSeconds)),
      );
    },
    async remove() {
      const stay: string[] = [];
      await look();
      for (const container of known) {
        const removed = await removeContainer(engine, container);
        if (!removed.ok && removed.fault.kind !== 'absent') stay.push(seen.get(container)?.name ?? container);
      }
      return stay;
    },
    async changes(container) {
      const { code, stdout } = await engine.call(['diff', container]);
      return code === 0 ? stdout.split('\n').flatMap((line) => (/^[AC] /.test(line) ? line.slice(2) : [])) : undefined;
    },
  };
}

/** What `inspect` prints, also where some of the containers are gone. */
function valuesIn(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
