import type { Span } from '../../text/span';

/** What can be known of a Python value: `None` is null, tuples and sets are arrays. */
export type Literal = string | number | boolean | null | readonly Literal[] | { readonly [key: string]: Literal };

/** From where a value can be set without changing the code. */
export type Setter = (
  | { readonly kind: 'option'; readonly name: string; readonly span: Span }
  | { readonly kind: 'variable'; readonly name: string; readonly span: Span }
  /** A key of a YAML or JSON file that the code loads; `file` is relative to the working folder, where it is known. */
  | {
      readonly kind: 'configuration';
      readonly file: string | undefined;
      readonly keys: readonly (string | number)[];
      readonly span: Span;
    }
) & {
  /** The value is worked out of what is set, and is not the same. */
  readonly derived?: true;
};

/**
 * A value as far as the code alone tells. A known value with setters is a default: what the code uses when none of them is given.
 * `via` are the places that the value came through, from the use to the origin.
 */
export type Value =
  | {
      readonly kind: 'known';
      readonly value: Literal;
      readonly via: readonly Span[];
      readonly setters: readonly Setter[];
      /** A number that may be a `float`, or what may hold one: Python writes it otherwise, `4.0` or `1e-05`. */
      readonly float?: boolean;
    }
  | { readonly kind: 'unknown'; readonly setters: readonly Setter[] };

export const unknown: Value = { kind: 'unknown', setters: [] };

export const known = (value: Literal, via: readonly Span[] = [], setters: readonly Setter[] = []): Value => ({
  kind: 'known',
  value,
  via,
  setters,
});

/** Setters of a value that is worked out of theirs. */
export const derivedFrom = (setters: readonly Setter[]): readonly Setter[] =>
  setters.map((setter) => ({ ...setter, derived: true }));

/** Known and not to be changed from outside. */
export const isFixed = (value: Value | undefined): value is Extract<Value, { kind: 'known' }> =>
  value?.kind === 'known' && value.setters.length === 0;

export const stringValue = (value: Value | undefined): string | undefined =>
  value?.kind === 'known' && typeof value.value === 'string' ? value.value : undefined;

export const numberValue = (value: Value | undefined): number | undefined =>
  value?.kind === 'known' && typeof value.value === 'number' ? value.value : undefined;

export const booleanValue = (value: Value | undefined): boolean | undefined =>
  value?.kind === 'known' && typeof value.value === 'boolean' ? value.value : undefined;

/** As Python's `str()`, of texts and numbers; undefined where that depends on what kind of number it is. */
export function textOf({ value, float }: Extract<Value, { kind: 'known' }>): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number' || (float && (Number.isInteger(value) || Math.abs(value) < 1e-4))) return undefined;
  return String(value);
}

/** As Python's `bool()`. */
export function truthy(value: Literal): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}
