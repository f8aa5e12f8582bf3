import { type ContainerFacts, type Engine, killContainer, readContainer, removeContainer, stopContainer } from '../engine';
import { verificationLabel } from './wrapper';

/** The containers that one verification started, by their label. */
export interface OwnContainers {
  /** As last seen, in the order in which they were made. */
  readonly seen: ReadonlyMap<string, ContainerFacts>;
  /** Looks again. Returns false if the engine gave no answer. */
  look(): Promise<boolean>;
  /** Looks until all of them have ended and been seen, but not for long: some engines need a moment after the client ends. */
  settle(): Promise<void>;
  /** Stops those that run: kills them at once if there is no time. */
  stop(): Promise<void>;
  /** Removes all, and what they have of unnamed volumes. Returns the names of those that stay, or that may be there unseen. */
  remove(): Promise<readonly string[]>;
  /** What a container changed outside of its mounts: paths that were added or changed. Undefined if it isn't known. */
  changes(id: string): Promise<readonly string[] | undefined>;
}

/** Looks after the end, and milliseconds between two. */
const mostTries = 10;
const betweenMs = 300;
/** Seconds that a container has to end. */
const graceSeconds = 3;
/** Milliseconds that an engine has to answer, and that all answers together have once there is no time to wait. */
const answerMs = 10_000;

export const labelOf = (id: string): string => `${verificationLabel}=${id}`;

/** `hurry`: aborted when there is no time to wait for containers that end by themselves. */
export function ownContainers(engine: Engine, id: string, hurry: AbortSignal): OwnContainers {
  const tooLate = new AbortController();
  hurry.addEventListener('abort', () => setTimeout(() => tooLate.abort(), answerMs).unref());
  const quick = { timeoutMs: answerMs, signal: tooLate.signal };
  const seen = new Map<string, ContainerFacts>();
  const known = new Set<string>();
  const nameOf = (container: string): string => seen.get(container)?.name ?? container.slice(0, 12);
  const running = () => [...seen.values()].filter(({ isRunning }) => isRunning);
  const kill = (): void => running().forEach((each) => void killContainer(engine, each.id, 'KILL', quick));
  /** Asks for ids first: those that are gone by the time of `inspect` are left as they were seen. */
  async function look(): Promise<boolean> {
    const listed = await engine.call(['ps', '--all', '--quiet', '--no-trunc', '--filter', `label=${labelOf(id)}`], quick);
    if (listed.code !== 0) return false;
    const ids = listed.stdout.split('\n').filter((line) => line !== '');
    for (const gone of running().filter((each) => !ids.includes(each.id))) seen.set(gone.id, { ...gone, isRunning: false });
    if (ids.length === 0) return true;
    for (const each of ids) known.add(each);
    const { stdout } = await engine.call(['container', 'inspect', ...ids], quick);
    const found = valuesIn(stdout).flatMap((value) => readContainer(value) ?? []);
    for (const facts of found.toSorted((a, b) => ((a.created ?? '') < (b.created ?? '') ? -1 : 1))) seen.set(facts.id, facts);
    return true;
  }
  return {
    seen,
    look,
    async settle() {
      let silent = 0;
      for (let tries = 0; tries < mostTries && silent < 2; tries++) {
        const isAnswered = await look();
        if (isAnswered && known.size === seen.size && running().length === 0) return;
        if (!isAnswered) silent += 1;
        await new Promise((resolve) => setTimeout(resolve, betweenMs));
      }
    },
    async stop() {
      if (!(await look())) return;
      const ending = Promise.all(
        running().map((each) => stopContainer(engine, each.id, hurry.aborted ? 0 : graceSeconds, quick)),
      );
      hurry.addEventListener('abort', kill);
      await ending;
      hurry.removeEventListener('abort', kill);
    },
    async remove() {
      const stay: string[] = [];
      if (!(await look())) return [...known].map(nameOf);
      for (const container of known) {
        const removed = await removeContainer(engine, container, { signal: tooLate.signal });
        if (!removed.ok && removed.fault.kind !== 'absent') stay.push(nameOf(container));
      }
      return stay;
    },
    async changes(container) {
      const { code, stdout } = await engine.call(['diff', container], { signal: tooLate.signal });
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
