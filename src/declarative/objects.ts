import { remembered } from '../model/query';
import type { Location } from '../text/span';
import { readUnknown, unknown } from './unknown';
import type { TypeName } from './vocabulary';

/** The value of a field. Undefined if it's absent. */
export type Field = string | boolean | bigint | number | object | undefined | typeof unknown;

/** Where a value and its parts are written. */
export interface Places {
  readonly self: Location;
  /** Undefined if the part isn't written anywhere. */
  readonly part?: (key: string) => Location | undefined;
}

const places = new WeakMap<object, Places>();

export const placesOf = (value: unknown): Places | undefined =>
  typeof value === 'object' && value !== null ? places.get(value) : undefined;

/** Attaches the places to a value. */
export function placed<T extends object>(value: T, at: Places): T {
  places.set(value, at);
  return value;
}

/** The class by which the evaluator recognizes objects of a type. */
export const classOf = remembered<TypeName, new () => object>('declarative.class', () => class {});

/** An object of a type of the vocabulary. A field is computed when it's first read, and throws if it's unknown. */
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
        return value === unknown ? readUnknown() : value;
      },
    });
  }
  return at ? placed(made, at) : made;
}

export const integer = (value: number | undefined): bigint | undefined =>
  value === undefined || !Number.isSafeInteger(value) ? undefined : BigInt(value);
