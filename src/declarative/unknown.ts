/**
 * What is not known, for an evaluator that has no word for it: whatever looks at it throws. CEL's `&&`, `||`, `all` and `exists`
 * pass over a failure where the other side decides, so that an expression fails exactly where its value depends on what is unknown.
 */
class UnknownValue extends Error {}

/** A field whose value can't be told. */
export const unknown = Symbol('unknown');

let touched = false;

function touch(): never {
  touched = true;
  throw new UnknownValue('unknown');
}

/** Runs something and tells whether it has looked at anything unknown; what it throws is passed on after that. */
export function watched<T>(run: () => T): { readonly value?: T; readonly error?: unknown; readonly touched: boolean } {
  touched = false;
  try {
    return { value: run(), touched };
  } catch (error) {
    return { error, touched };
  }
}

/** Stands where an unknown value is handed on: it fails as soon as anything is asked of it. */
export const unknownThing: object = new Proxy(
  {},
  { get: touch, has: touch, ownKeys: touch, getPrototypeOf: touch, getOwnPropertyDescriptor: touch },
);

/**
 * A list of which some entries are known: more may be there. The evaluator takes a Set for a list; its size is not known, and
 * behind the known entries comes one that is unknown.
 */
export class OpenList<T> extends Set<T> {
  constructor(readonly known: readonly T[]) {
    super();
  }
  override get size(): number {
    return touch();
  }
  override has(value: T): boolean {
    return this.known.includes(value) || touch();
  }
  override *values(): SetIterator<T> {
    yield* this.known;
    yield unknownThing as T;
  }
  override [Symbol.iterator](): SetIterator<T> {
    return this.values();
  }
}

/** A mapping of which some entries are known. An entry may be there with an unknown value. */
class OpenMap<V> extends Map<string, V | typeof unknown> {
  constructor(
    entries: Iterable<readonly [string, V | typeof unknown]>,
    private readonly mayHoldMore: boolean,
  ) {
    super(entries);
  }
  override get size(): number {
    return this.mayHoldMore ? touch() : super.size;
  }
  override get(key: string): V | undefined {
    const value = super.get(key);
    if (value === unknown || (value === undefined && this.mayHoldMore)) return touch();
    return value as V | undefined;
  }
  override *keys(): MapIterator<string> {
    yield* super.keys();
    if (this.mayHoldMore) yield unknownThing as unknown as string;
  }
  override *entries(): MapIterator<[string, V]> {
    for (const key of super.keys()) yield [key, this.get(key) as V];
    if (this.mayHoldMore) touch();
  }
  override [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
}

// The evaluator tells lists and maps by their constructor.
Object.defineProperty(OpenList.prototype, 'constructor', { value: Set });
Object.defineProperty(OpenMap.prototype, 'constructor', { value: Map });

/** A list as the evaluator sees it; `open` where it may hold more than what is known. */
export const listOf = <T>(known: readonly T[], open: boolean): readonly T[] | ReadonlySet<T> =>
  open ? new OpenList(known) : known;

export const mapOf = <V>(known: Iterable<readonly [string, V | typeof unknown]>, open: boolean): ReadonlyMap<string, unknown> =>
  new OpenMap(known, open);

/** For the getters of objects. */
export const touchUnknown = touch;
