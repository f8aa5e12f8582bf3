/**
 * Unknown values, for an evaluator that has no such concept: using one throws. CEL's `&&`, `||`, `all`, and `exists` ignore a failure
 * if the other side decides, so an expression fails exactly if its value depends on something unknown.
 */
class UnknownValueError extends Error {}

/** The value of a field that isn't known. */
export const unknown = Symbol('unknown');

let used = false;

/** Throws in place of an unknown value. */
export function readUnknown(): never {
  used = true;
  throw new UnknownValueError('unknown');
}

/** Runs something and reports whether it used anything unknown. The error is what it threw. */
export function watched<T>(run: () => T): { readonly value?: T; readonly error?: unknown; readonly usedUnknown: boolean } {
  used = false;
  try {
    return { value: run(), usedUnknown: used };
  } catch (error) {
    return { error, usedUnknown: used };
  }
}

/** An unknown value that is passed on. It throws as soon as anything reads it. */
export const unknownValue: object = new Proxy(
  {},
  {
    get: readUnknown,
    has: readUnknown,
    ownKeys: readUnknown,
    getPrototypeOf: readUnknown,
    getOwnPropertyDescriptor: readUnknown,
  },
);

/**
 * A list that can have more entries than those that are known. The evaluator accepts a Set as a list. Its size is unknown, and an
 * unknown entry follows the known ones.
 */
export class OpenList<T> extends Set<T> {
  constructor(readonly known: readonly T[]) {
    super();
  }
  override get size(): number {
    return readUnknown();
  }
  override has(value: T): boolean {
    return this.known.includes(value) || readUnknown();
  }
  override *values(): SetIterator<T> {
    yield* this.known;
    yield unknownValue as T;
  }
  override [Symbol.iterator](): SetIterator<T> {
    return this.values();
  }
}

/** A mapping with values that can be unknown, and possibly more keys than those that are known. */
class OpenMap<V> extends Map<string, V | typeof unknown> {
  constructor(
    entries: Iterable<readonly [string, V | typeof unknown]>,
    private readonly mayHoldMore: boolean,
  ) {
    super(entries);
  }
  override get size(): number {
    return this.mayHoldMore ? readUnknown() : super.size;
  }
  override get(key: string): V | undefined {
    const value = super.get(key);
    if (value === unknown || (value === undefined && this.mayHoldMore)) return readUnknown();
    return value as V | undefined;
  }
  override *keys(): MapIterator<string> {
    yield* super.keys();
    if (this.mayHoldMore) yield unknownValue as unknown as string;
  }
  override *entries(): MapIterator<[string, V]> {
    for (const key of super.keys()) yield [key, this.get(key) as V];
    if (this.mayHoldMore) readUnknown();
  }
  override [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
}

// The evaluator recognizes lists and maps by their constructor.
Object.defineProperty(OpenList.prototype, 'constructor', { value: Set });
Object.defineProperty(OpenMap.prototype, 'constructor', { value: Map });

/** A list as the evaluator sees it. `open` if it can have more entries than those that are known. */
export const listOf = <T>(known: readonly T[], open: boolean): readonly T[] | ReadonlySet<T> =>
  open ? new OpenList(known) : known;

/** A mapping as the evaluator sees it. `open` if it can have more keys than those that are known. */
export const mapOf = <V>(known: Iterable<readonly [string, V | typeof unknown]>, open: boolean): ReadonlyMap<string, unknown> =>
  new OpenMap(known, open);
