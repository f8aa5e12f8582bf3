import { type Condition, type Launch, query, type Report, type Script } from '../../src/api';
import { whenText } from './paths';

/** The conditions of the launch and those given in words, as ` when A and B`; empty where there are none. */
export type When = (more?: readonly Condition[]) => string;

type Check<Found extends Report> = (launch: Launch, when: When) => Iterable<Found>;

interface Finding<Found extends Report> {
  /** On how many paths it is found. */
  count: number;
  /** With the conditions that all paths share. */
  readonly everywhere: Found;
  /** With all conditions of the first path that it is found on. */
  readonly onFirst: Found;
}

/**
 * A command is evaluated once for each path through its script, so one `docker run` can be several launches. What is found on every
 * path is reported once and without conditions; anything else once, with the conditions of the first path that it is found on.
 */
export function* onEveryPath<Found extends Report>(launch: Launch, check: Check<Found>): Iterable<Found> {
  const paths = pathsOf(launch.script).get(placeOf(launch)) ?? [];
  if (paths[0] !== launch) return;
  const reported = new Set<string>();
  for (const { count, everywhere, onFirst } of findingsOn(paths, check)) {
    // The same word may be wrong under several conditions: the first is enough.
    const { when, ...data } = everywhere.data ?? {};
    const key = JSON.stringify([everywhere.message, everywhere.at, data]);
    if (!reported.has(key)) yield count >= paths.length ? everywhere : onFirst;
    reported.add(key);
  }
}

function findingsOn<Found extends Report>(paths: readonly Launch[], check: Check<Found>): Iterable<Finding<Found>> {
  const shared = sharedConditions(paths);
  const findings = new Map<string, Finding<Found>>();
  for (const path of paths) {
    const checkUnder = (conditions: readonly Condition[]): readonly Found[] => [
      ...check(path, (more = []) => whenText([...conditions, ...more])),
    ];
    const everywhere = checkUnder(shared);
    const onFirst = paths.length === 1 || everywhere.length === 0 ? everywhere : checkUnder(path.command.when);
    for (const [index, found] of everywhere.entries()) {
      const key = JSON.stringify([found.message, found.at, found.data]);
      const known = findings.get(key);
      if (known) known.count += 1;
      else findings.set(key, { count: 1, everywhere: found, onFirst: onFirst[index] ?? found });
    }
  }
  return findings.values();
}

const sharedConditions = (paths: readonly Launch[]): readonly Condition[] =>
  paths[0]?.command.when.filter((one) =>
    paths.every(({ command }) => command.when.some(({ key, holds }) => key === one.key && holds === one.holds)),
  ) ?? [];

/** The launches of a script by the place of their command, and of the calls that led there. */
const pathsOf = query('docker.paths', ({ launches }: Script): ReadonlyMap<string, readonly Launch[]> => {
  const found = new Map<string, Launch[]>();
  for (const launch of launches) {
    const place = placeOf(launch);
    const known = found.get(place);
    if (known) known.push(launch);
    else found.set(place, [launch]);
  }
  return found;
});

const placeOf = ({ span, command }: Launch): string =>
  [span.file, span.start, ...command.calls.map(({ start }) => start)].join(':');
