import type { Context, Report, Rule } from '../api/rule';
import { printStack } from '../config/debug';
import { isPlace, isSpan } from '../text/span';
import type { Target } from './targets';

/** What one rule did on one target: its reports and, if it crashed, a sentence that says how. */
export interface Outcome {
  readonly reports: readonly Report[];
  readonly crash?: string;
}

/** How long an asynchronous check may take. */
const defaultTimeoutMs = 60_000;

/** A rule with this many reports on one target will never end by itself. */
const maxReports = 100_000;

/** A mistake of a rule, in a full sentence. Every other error is quoted. */
class Misuse extends Error {}

/** Runs one rule on one target. Whatever the rule does, this neither throws nor waits forever for an asynchronous step. */
export async function check(
  rule: Rule,
  target: Target,
  context: Context<unknown>,
  timeoutMs = defaultTimeoutMs,
): Promise<Outcome> {
  const reports: Report[] = [];
  const take = (report: Report): void => {
    const fault = faultOf(rule, report);
    if (fault) throw new Misuse(fault);
    reports.push(report);
    if (reports.length >= maxReports) throw new Misuse(`It was stopped after ${maxReports.toLocaleString('en')} reports.`);
  };
  try {
    const produced = rule.check(target.value as never, context as Context<never>);
    if (isAsync(produced)) await takeAll(produced, take, timeoutMs);
    else for (const report of produced) take(report);
    return { reports };
  } catch (error) {
    printStack(`The rule ${rule.name} crashed on ${target.path || 'the repository'}:`, error);
    return { reports, crash: crashOf(error) };
  }
}

function crashOf(error: unknown): string {
  if (error instanceof Misuse) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `It threw "${/[.?!]$/.test(message) ? message : `${message}.`}"`;
}

const isAsync = (produced: Iterable<Report> | AsyncIterable<Report>): produced is AsyncIterable<Report> =>
  Symbol.asyncIterator in produced;

async function takeAll(produced: AsyncIterable<Report>, take: (report: Report) => void, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Misuse(`It took longer than ${timeoutMs / 1000} seconds.`)), timeoutMs);
  });
  const consume = async (): Promise<void> => {
    for await (const report of produced) take(report);
  };
  try {
    await Promise.race([consume(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Why a report can't be used. Undefined if it can. */
function faultOf(rule: Rule, report: unknown): string | undefined {
  if (typeof report !== 'object' || report === null)
    return `It reported ${report === null ? 'null' : `a ${typeof report}`} instead of an object.`;
  const { message, at } = report as Partial<Report>;
  if (typeof message !== 'string' || !Object.hasOwn(rule.messages, message))
    return `It reported the message "${String(message)}", which isn't one of its messages.`;
  if (typeof at !== 'object' || at === null || typeof at.file !== 'string') return 'It reported a place without a file.';
  if (isSpan(at) && !(Number.isInteger(at.start) && Number.isInteger(at.end) && at.start >= 0 && at.end >= at.start)) {
    return `It reported an invalid range, from offset ${at.start} to ${at.end}.`;
  }
  if (isPlace(at) && !(at.line >= 1 && at.column >= 1))
    return `It reported line ${at.line}, column ${at.column}. Both are counted from 1.`;
  return undefined;
}
