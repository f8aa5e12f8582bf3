/** What all code of a process shares: whoever changes these changes how everybody else's code works. */
const shared: readonly (readonly [name: string, object])[] = [
  ...[
    Object,
    Function,
    Array,
    String,
    Number,
    Boolean,
    BigInt,
    Symbol,
    RegExp,
    Date,
    Promise,
    Map,
    Set,
    WeakMap,
    WeakSet,
    Error,
    Uint8Array,
  ].flatMap((each): (readonly [string, object])[] => [
    // `Error` itself holds how stacks are written, which loaders set.
    ...(each === Error ? [] : [[each.name, each] as const]),
    [`${each.name}.prototype`, each.prototype as object],
  ]),
  ['JSON', JSON],
  ['Math', Math],
  ['Reflect', Reflect],
  ['Iterator.prototype', Object.getPrototypeOf(Object.getPrototypeOf([].values())) as object],
  ['Generator.prototype', Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())) as object],
  ['Array iterator', Object.getPrototypeOf([].values()) as object],
];

const { ownKeys, getOwnPropertyDescriptor, defineProperty, deleteProperty } = Reflect;
const { is } = Object;

/**
 * Notes how the built-in objects are, and gives a function that names what has changed since ("Array.prototype.push") and puts it back.
 * New properties that nobody sees in passing, as a polyfill adds them, are no change, except on `Object.prototype`, where each one is a key
 * of every table.
 */
export function watchIntrinsics(): () => string | undefined {
  const before = shared.map(([name, object]) => ({ name, object, keys: ownKeys(object), known: descriptorsOf(object) }));
  return () => {
    let found: string | undefined;
    for (let index = 0; index < before.length; index++) {
      const { name, object, keys, known } = before[index] as (typeof before)[number];
      const changed = (key: string | symbol): void => {
        found ??= typeof key === 'symbol' ? name : `${name}.${key}`;
        const original = known[key];
        if (original) defineProperty(object, key, original);
        else deleteProperty(object, key);
      };
      const present = ownKeys(object);
      for (let at = 0; at < present.length; at++) {
        const key = present[at] as string | symbol;
        const now = getOwnPropertyDescriptor(object, key);
        const original = known[key];
        if (original ? !isSame(original, now) : object === Object.prototype || now?.enumerable) changed(key);
      }
      for (let at = 0; at < keys.length; at++)
        if (!getOwnPropertyDescriptor(object, keys[at] as string | symbol)) changed(keys[at] as string | symbol);
    }
    return found;
  };
}

/** In a table without a prototype: the comparison itself may rest on nothing that could be changed. */
function descriptorsOf(object: object): { [key: string | symbol]: PropertyDescriptor | undefined } {
  const known = Object.create(null) as { [key: string | symbol]: PropertyDescriptor | undefined };
  for (const key of ownKeys(object)) known[key] = getOwnPropertyDescriptor(object, key);
  return known;
}

const isSame = (a: PropertyDescriptor, b: PropertyDescriptor | undefined): boolean =>
  b !== undefined && is(a.value, b.value) && a.get === b.get && a.set === b.set && a.enumerable === b.enumerable;
