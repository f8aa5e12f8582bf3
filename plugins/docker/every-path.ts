import type { Condition, Launch, Report } from '../../src/api';
import { whenText } from './paths';

/** The conditions of the launch and those given in words, as ` when A and B`; empty where there are none. */
export type When = (more?: readonly Condition[]) => string;

/**
 * A command is evaluated once for each path through its script, so one `docker run` can be several launches. What is found on every
 * path is reported once and without conditions; anything else once, with the conditions of the first path that it is found on.
 */
export function* onEveryPath<Found extends Report>(
  launch: Launch,
  check: (launch: Launch, when: When) => Iterable<Found>,
): Iterable<Found> {
  const paths = launch.script.launches.filter((other) => sameCommand(other, launch));
  if (paths[0] !== launch) return;
  const common = launch.command.when.filter((one) =>
    paths.every((path) => path.command.when.some(({ key, holds }) => key === one.key && holds === one.holds)),
  );
  const counts = new Map<string, { count: number; plain: Found; full: Found }>();
  for (const path of paths) {
    const plain = [...check(path, (more = []) => whenText([...common, ...more]))];
    const full = [...check(path, (more = []) => whenText([...path.command.when, ...more]))];
    for (const [index, found] of plain.entries()) {
      const key = JSON.stringify([found.message, found.at, found.data]);
      const known = counts.get(key);
      if (known) known.count += 1;
      else counts.set(key, { count: 1, plain: found, full: full[index] ?? found });
    }
  }
  const reported = new Set<string>();
  for (const { count, plain, full } of counts.values()) {
    // The same word may be wrong under several conditions: the first is enough.
    const { when, ...data } = plain.data ?? {};
    const key = JSON.stringify([plain.message, plain.at, data]);
    if (!reported.has(key)) yield count >= paths.length ? plain : full;
    reported.add(key);
  }
}

const sameCommand = (a: Launch, b: Launch): boolean =>
  a.span.file === b.span.file &&
  a.span.start === b.span.start &&
  a.command.calls.length === b.command.calls.length &&
  a.command.calls.every((call, index) => call.start === b.command.calls[index]?.start);
