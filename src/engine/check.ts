import type { Context, Report, Rule } from '../api/rule';
import { printStack } from '../config/errors';
import type { Repository } from '../model/targets';
import { faultOf } from './report-fault';
import type { Target } from './targets';
import { lineOfCheck, lineOfError } from './where';

/** What came of one rule on one target: the reports that can be used, and what went wrong otherwise. */
export interface Outcome {
  readonly reports: readonly Report[];
  /** A reason for each fault, at most `maxFaults`: ends of a sentence. */
  readonly crashes: readonly string[];
}

export interface CheckOptions {
  readonly repository: Repository;
  readonly context: Context<unknown>;
  /** An asynchronous check that takes longer than this is given up, in milliseconds. */
  readonly timeoutMs?: number;
  /** The module that brings the rule, if it's a team's own. */
  readonly file?: string;
  /** Called with each report that can be used, at once. */
  readonly found?: (report: Report) => void;
}

export const defaultTimeoutMs = 60_000;

/** A rule with this many reports on one target will never end by itself. */
const maxReports = 100_000;

/** More faults of one rule on one target say nothing new. */
const maxFaults = 5;

/**
 * Runs one rule on one target. A report that can't be used is a fault, and the check goes on. Whatever the rule does, this neither throws
 * nor waits forever for an asynchronous step.
 */
export async function check(rule: Rule, target: Target, options: CheckOptions): Promise<Outcome> {
  const { repository, file, timeoutMs = defaultTimeoutMs } = options;
  const reports: Report[] = [];
  const crashes = new Set<string>();
  let count = 0;
  const take = (report: Report, produced: object): void => {
    if (++count > maxReports) throw new Misuse(`it was stopped after ${maxReports.toLocaleString('en')} reports`);
    const fault = faultOf(report, { rule, target, repository, wholly: file !== undefined });
    if (fault === undefined) {
      reports.push(report);
      options.found?.(report);
    } else if (crashes.size < maxFaults) crashes.add(fault + lineOfCheck(rule, produced, file));
  };
  try {
    const produced = rule.check(target.value as never, options.context as Context<never>);
    if (isAsync(produced)) await takeAll(produced, take, timeoutMs);
    else for (const report of produced) take(report, produced);
  } catch (error) {
    printStack(`The rule ${rule.name} crashed on ${target.path || 'the repository'}:`, error);
    crashes.add(reasonOf(error, lineOfError(error, file)));
  }
  return { reports, crashes: [...crashes] };
}

/** What was thrown, in words. Even that can throw. */
function reasonOf(error: unknown, where: string): string {
  if (error instanceof Misuse) return error.message + where;
  try {
    const message = error instanceof Error ? error.message : String(error);
    if (where !== '') return `it threw "${message}"${where}`;
    return `it threw "${/[.?!]$/.test(message) ? message : `${message}.`}"`;
  } catch {
    return `it threw something that has no text${where}`;
  }
}

/** A mistake of a rule, in words. Every other error is quoted. */
class Misuse extends Error {}

const isAsync = (produced: Iterable<Report> | AsyncIterable<Report>): produced is AsyncIterable<Report> =>
  Symbol.asyncIterator in produced;

async function takeAll(
  produced: AsyncIterable<Report>,
  take: (report: Report, produced: object) => void,
  timeoutMs: number,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Misuse(`it took longer than ${timeoutMs / 1000} seconds`)), timeoutMs);
  });
  const consume = async (): Promise<void> => {
    for await (const report of produced) take(report, produced);
  };
  try {
    await Promise.race([consume(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
