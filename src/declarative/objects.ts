import type { Location } from '../text/span';
import { touchUnknown, unknown } from './unknown';
import type { TypeName } from './vocabulary';

/** Undefined: there is none. */
export type Field = string | boolean | bigint | number | object | undefined | typeof unknown;

/** Where a value and its parts were written. */
export interface Places {
  readonly self: Location;
  /** Undefined where nothing wrote it: the value's own place, or that of what holds it, is then the nearest. */
  readonly part?: (key: string) => Location | undefined;
}

const places = new WeakMap<object, Places>();

export const placesOf = (value: unknown): Places | undefined =>
  typeof value === 'object' && value !== null ? places.get(value) : undefined;

/** Remembers where a value was written. */
export function placed<T extends object>(value: T, at: Places): T {
  places.set(value, at);
  return value;
}

const classes = new Map<TypeName, new () => object>();

/** The class by which the evaluator knows objects of a type. */
export function classOf(type: TypeName): new () => object {
  let made = classes.get(type);
  if (!made) {
    made = class {};
    classes.set(type, made);
  }
  return made;
}

/** An object of a type of the vocabulary. Fields are computed when they are first asked for, and fail where they are unknown. */
export function objectOf(type: TypeName, fields: { readonly [name: string]: () => Field }, at?: Places): object {
  const made = new (classOf(type))();
  for (const [name, compute] of Object.entries(fields)) {
    let known = false;
    let value: Field;
    Object.defineProperty(made, name, {
      enumerable: true,
      get() {
        if (!known) {
          value = compute();
          known = true;
        }
        return value === unknown ? touchUnknown() : value;
      },
    });
  }
  return at ? placed(made, at) : made;
}

export const integer = (value: number | undefined): bigint | undefined =>
  value === undefined || !Number.isSafeInteger(value) ? undefined : BigInt(value);
