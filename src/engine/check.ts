import type { Context, Report, Rule } from '../api/rule';
import { printStack } from '../config/debug';
import { isPlace, isSpan } from '../text/span';
import type { Target } from './targets';

/** What came of one rule on one target: its reports, and the failure that ended it, if any. */
export interface Outcome {
  readonly reports: readonly Report[];
  readonly crash?: string;
}

/** An asynchronous check that takes longer than this is given up, in milliseconds. */
const defaultTimeoutMs = 60_000;

/** A rule that reports this often on one target does not come to an end by itself. */
const maxReports = 100_000;
const tooMany = `it reported ${maxReports} times, and was stopped`;

/** Runs one rule on one target. Whatever the rule does, this neither throws nor waits for ever on an asynchronous step. */
export async function check(
  rule: Rule,
  target: Target,
  context: Context<unknown>,
  timeoutMs = defaultTimeoutMs,
): Promise<Outcome> {
  const reports: Report[] = [];
  const take = (report: Report): void => {
    const fault = faultOf(rule, report);
    if (fault) throw new Error(fault);
    reports.push(report);
  };
  try {
    const produced = rule.check(target.value as never, context as Context<never>);
    if (isAsync(produced)) await takeAll(produced, take, timeoutMs);
    else takeSome(produced, take);
    return { reports };
  } catch (error) {
    printStack(`The rule ${rule.name} crashed on ${target.path || 'the repository'}:`, error);
    return { reports, crash: error instanceof Error ? error.message : String(error) };
  }
}

const isAsync = (produced: Iterable<Report> | AsyncIterable<Report>): produced is AsyncIterable<Report> =>
  Symbol.asyncIterator in produced;

function takeSome(produced: Iterable<Report>, take: (report: Report) => void): void {
  let count = 0;
  for (const report of produced) {
    take(report);
    if (++count >= maxReports) throw new Error(tooMany);
  }
}

async function takeAll(produced: AsyncIterable<Report>, take: (report: Report) => void, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not end within ${timeoutMs / 1000} seconds`)), timeoutMs);
  });
  const consume = async (): Promise<void> => {
    let count = 0;
    for await (const report of produced) {
      take(report);
      if (++count >= maxReports) throw new Error(tooMany);
    }
  };
  try {
    await Promise.race([consume(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Why a report can't be used; undefined where it can. */
function faultOf(rule: Rule, report: unknown): string | undefined {
  if (typeof report !== 'object' || report === null)
    return `it reported ${report === null ? 'null' : `a ${typeof report}`} instead of an object`;
  const { message, at } = report as Partial<Report>;
  if (typeof message !== 'string' || !Object.hasOwn(rule.messages, message))
    return `it reported the message "${String(message)}", which it does not define`;
  if (typeof at !== 'object' || at === null || typeof at.file !== 'string') return 'it reported a place without a file';
  if (isSpan(at) && !(Number.isInteger(at.start) && Number.isInteger(at.end) && at.start >= 0 && at.end >= at.start)) {
    return `it reported the offsets ${at.start} to ${at.end}`;
  }
  if (isPlace(at) && !(at.line >= 1 && at.column >= 1)) return `it reported line ${at.line}, column ${at.column}`;
  return undefined;
}
