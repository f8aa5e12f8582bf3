import type { Condition, Launch, Report } from '../../src/api';
import { whenText } from './paths';

/** Says under which conditions something is so: those of the launch, and those given. */
export type When = (more?: readonly Condition[]) => string;

/**
 * One command of a script can be evaluated several times, once for each way that a script can go, and so make several launches. What is
 * found on all ways is reported once, without their conditions; anything else with the conditions of the first way it is found on.
 */
export function* onAllWays<Found extends Report>(
  launch: Launch,
  check: (launch: Launch, when: When) => Iterable<Found>,
): Iterable<Found> {
  const ways = launch.script.launches.filter((other) => sameCommand(other, launch));
  if (ways[0] !== launch) return;
  const common = launch.command.when.filter((one) =>
    ways.every((way) => way.command.when.some(({ key, holds }) => key === one.key && holds === one.holds)),
  );
  const counts = new Map<string, { count: number; plain: Found; full: Found }>();
  for (const way of ways) {
    const plain = [...check(way, (more = []) => whenText([...common, ...more]))];
    const full = [...check(way, (more = []) => whenText([...way.command.when, ...more]))];
    for (const [index, found] of plain.entries()) {
      const key = JSON.stringify([found.message, found.at, found.data]);
      const known = counts.get(key);
      if (known) known.count += 1;
      else counts.set(key, { count: 1, plain: found, full: full[index] ?? found });
    }
  }
  const told = new Set<string>();
  for (const { count, plain, full } of counts.values()) {
    // The same word may be wrong under several conditions: the first says enough.
    const { when, ...data } = plain.data ?? {};
    const key = JSON.stringify([plain.message, plain.at, data]);
    if (!told.has(key)) yield count >= ways.length ? plain : full;
    told.add(key);
  }
}

const sameCommand = (a: Launch, b: Launch): boolean =>
  a.span.file === b.span.file &&
  a.span.start === b.span.start &&
  a.command.calls.length === b.command.calls.length &&
  a.command.calls.every((call, index) => call.start === b.command.calls[index]?.start);
