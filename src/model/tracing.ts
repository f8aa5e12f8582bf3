/**
 * What answers rest on. Each answer records the answers that were asked for while it was computed. In a later revision, an answer holds
 * if all that it rests on still does; otherwise it's computed again, and if that gives an equal answer, nothing above it is disturbed.
 */

import { newBill } from './bills';

/** A query: its name, and how an answer is computed. */
export interface Asked {
  readonly name: string;
  /** Whether answers are plain data, the same in every process that sees the same files: results on disk rest on these. */
  readonly isGround: boolean;
  /** Whether finding out that what it rests on is the same is faster than computing it. */
  readonly isCostly?: boolean;
  compute(subject: object, key: string): unknown;
}

/** A remembered answer. */
export class Answer {
  value: unknown;
  /** The revision in which the value last became another one, and the one in which it was last found to hold. 0: never computed. */
  changedAt = 0;
  verifiedAt = 0;
  /** What was asked for while it was computed, in order. */
  rests: Answer[] = [];
  /** An input has changed, whatever else it rests on. */
  isStale = false;
  isRunning = false;
  isBeingVerified = false;
  /** The number of the last computation that relied on it, so that a loop records it once. 0: none. */
  lastReader = 0;
  constructor(
    readonly asked: Asked,
    readonly subject: object,
    readonly key: string,
  ) {}
}

/** Whoever is asking: a computation, with the answer that it's for, or something else. */
interface Reader {
  readonly id: number;
  readonly rests: Answer[];
  readonly of?: Answer;
}

let readers = 0;
const newReader = (of?: Answer): Reader => ({ id: ++readers, rests: [], ...(of && { of }) });

let revision = 1;

/** The computation that runs now. While none does, what runs continues an asynchronous one: each of those records what is asked for. */
let reader: Reader | undefined;
const waiting = new Set<Reader>();

/** The value of an answer, computed if it doesn't hold. Whoever asks rests on it from now on. Throws what the computation throws. */
export function answerTo(answer: Answer): unknown {
  if (answer.verifiedAt !== revision) verify(answer);
  record(answer);
  return answer.value;
}

function record(answer: Answer): void {
  if (reader) {
    if (answer.lastReader === reader.id) return;
    answer.lastReader = reader.id;
    reader.rests.push(answer);
    return;
  }
  for (const each of waiting) {
    if (answer.lastReader === each.id || each.of === answer) continue;
    answer.lastReader = each.id;
    each.rests.push(answer);
  }
}

function verify(answer: Answer): void {
  if (holds(answer)) answer.verifiedAt = revision;
  else compute(answer);
}

/** Answers that are computed or verified now, outermost first. */
const underWay: Answer[] = [];

/** Runs something that may be stopped in the middle, without a `finally`: what it computed then counts as never begun. */
export function recovering<Value>(act: () => Value): Value {
  const asking = reader;
  const outer = underWay.length;
  try {
    return act();
  } finally {
    reader = asking;
    for (const answer of underWay.splice(outer)) {
      answer.verifiedAt = 0;
      answer.isRunning = false;
      answer.isBeingVerified = false;
    }
  }
}

function holds(answer: Answer): boolean {
  const { verifiedAt } = answer;
  if (verifiedAt === 0 || answer.isStale || answer.isRunning) return false;
  answer.isBeingVerified = true;
  underWay.push(answer);
  try {
    return answer.rests.every((each) => isUnchanged(each, verifiedAt));
  } finally {
    underWay.pop();
    answer.isBeingVerified = false;
  }
}

/** Of two that waited at the same time, each may rest on the other: then both are computed again. */
function isUnchanged(answer: Answer, since: number): boolean {
  if (answer.isBeingVerified) return false;
  if (answer.verifiedAt !== revision) {
    const asking = reader;
    reader = newReader();
    try {
      verify(answer);
    } catch {
      return false; // whoever asks meets the error
    } finally {
      reader = asking;
    }
  }
  return answer.changedAt <= since;
}

function compute(answer: Answer): void {
  const { asked, key } = answer;
  const bill = newBill();
  if (answer.isRunning) throw new Error(`The query "${asked.name}" needs its own answer${key === '' ? '' : ` for ${key}`}.`);
  const asking = reader;
  const own = newReader(answer);
  reader = own;
  answer.isRunning = true;
  underWay.push(answer);
  try {
    const value = asked.compute(answer.subject, key);
    if (isPromise(value)) {
      waiting.add(own);
      const close = (): boolean => waiting.delete(own);
      value.then(close, close);
    }
    if (answer.verifiedAt === 0 || !isSame(answer.value, value)) {
      answer.value = value;
      answer.changedAt = revision;
    }
    answer.rests = own.rests;
    answer.verifiedAt = revision;
    answer.isStale = false;
  } catch (error) {
    answer.verifiedAt = 0;
    if (asking) asking.rests.push(...own.rests);
    else for (const each of waiting) each.rests.push(...own.rests);
    throw error;
  } finally {
    underWay.pop();
    answer.isRunning = false;
    reader = asking;
    bill?.close(asked.name);
  }
}

const isPromise = (value: unknown): value is Promise<unknown> => value instanceof Promise;

/** Whether two answers are equal, where that's cheap to see: the same object, or plain data and lists of the same. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one))
    return Array.isArray(other) && one.length === other.length && one.every((each, index) => isSame(each, other[index]));
  if (!isTable(one) || !isTable(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && isData(one[key], other[key]))
  );
}

/** Objects inside of objects, such as a script's repository, are compared by identity: they can be large, or refer to each other. */
const isData = (one: unknown, other: unknown): boolean => Object.is(one, other);

type Table = { readonly [key: string]: unknown };

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype && !hasGetters(value);
}

const hasGetters = (value: object): boolean =>
  Object.values(Object.getOwnPropertyDescriptors(value)).some(({ get }) => get !== undefined);

/** Begins a revision: answers hold if what they rest on isn't among the stale ones. */
export function revise(stale: Iterable<Answer>): void {
  revision++;
  for (const answer of stale) answer.isStale = true;
}

/** The number of the revision. Each change begins another one. */
export const currentRevision = (): number => revision;

/** Whether answers have been the same since a revision. What doesn't hold any more is computed again for that. */
export const areSame = (answers: readonly Answer[], since: number): boolean =>
  since === revision || answers.every((answer) => isUnchanged(answer, since));

/** Runs something that may wait, and gives what it asked for meanwhile. */
export async function traced<Value>(
  act: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly rests: readonly Answer[] }> {
  const own = newReader();
  waiting.add(own);
  try {
    return { value: await act(), rests: own.rests };
  } finally {
    waiting.delete(own);
  }
}

/** Runs something whose questions nobody rests on, such as a report while rules are waiting. */
export function untraced<Value>(act: () => Value): Value {
  const asking = reader;
  reader = newReader();
  try {
    return act();
  } finally {
    reader = asking;
  }
}

/** The answers of plain data that others rest on, each once. */
export function groundOf(rests: readonly Answer[]): readonly Answer[] {
  const seen = new Set<Answer>(rests);
  const ground: Answer[] = [];
  for (const answer of seen) {
    if (answer.asked.isGround) ground.push(answer);
    else for (const each of answer.rests) seen.add(each);
  }
  return ground;
}

/** What answers of plain data rest on that isn't plain data itself, each once. */
export function support(ground: Iterable<Answer>): ReadonlySet<Answer> {
  const seen = new Set<Answer>();
  for (const { rests } of ground) for (const answer of rests) if (!answer.asked.isGround) seen.add(answer);
  for (const { rests } of seen) for (const answer of rests) if (!answer.asked.isGround) seen.add(answer);
  return seen;
}
