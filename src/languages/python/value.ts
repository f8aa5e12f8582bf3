import type { Span } from '../../text/span';

/** The part of a Python value that can be known. `None` is null; tuples and sets are arrays. */
export type Literal = string | number | boolean | null | readonly Literal[] | { readonly [key: string]: Literal };

/** What can set a value without a change to the code. */
export type Setter = (
  | { readonly kind: 'option'; readonly name: string; readonly span: Span }
  | { readonly kind: 'variable'; readonly name: string; readonly span: Span }
  | ConfigurationKey
) & {
  /** The value is computed from what is set, so the two differ. */
  readonly derived?: true;
};

/** A key of a YAML or JSON file that the code loads. */
export interface ConfigurationKey {
  readonly kind: 'configuration';
  /** The function that reads the file, such as `yaml.safe_load`. */
  readonly reader: string;
  /** Relative to the working folder; undefined if it isn't known. */
  readonly file: string | undefined;
  readonly keys: readonly (string | number)[];
  readonly span: Span;
}

/**
 * A value as far as the code alone shows it. A known value with setters is a default: the code uses it if none of them is given.
 * `via` are the places that the value came through, from the use to the origin.
 */
export type Value =
  | {
      readonly kind: 'known';
      readonly value: Literal;
      readonly via: readonly Span[];
      readonly setters: readonly Setter[];
      /** A number that may be a `float`, or a value that may hold one. Python prints it differently: `4.0` or `1e-05`. */
      readonly float?: boolean;
    }
  | { readonly kind: 'unknown'; readonly setters: readonly Setter[] };

export const unknown: Value = { kind: 'unknown', setters: [] };

export const unknownSetBy = (setters: readonly Setter[]): Value => ({ kind: 'unknown', setters });

export const known = (value: Literal, via: readonly Span[] = [], setters: readonly Setter[] = []): Value => ({
  kind: 'known',
  value,
  via,
  setters,
});

/** The same value, which these can set as well. */
export const alsoSetBy = (value: Value, ...setters: readonly Setter[]): Value => ({
  ...value,
  setters: [...value.setters, ...setters],
});

/** The setters of a value that is computed from theirs. */
export const derivedFrom = (setters: readonly Setter[]): readonly Setter[] =>
  setters.map((setter) => ({ ...setter, derived: true }));

/** Known, and nothing outside the code can change it. */
export const isFixed = (value: Value | undefined): value is Extract<Value, { kind: 'known' }> =>
  value?.kind === 'known' && value.setters.length === 0;

/** The value if it is a known string, else undefined. */
export const stringValue = (value: Value | undefined): string | undefined =>
  value?.kind === 'known' && typeof value.value === 'string' ? value.value : undefined;

/** The value if it is a known number, else undefined. */
export const numberValue = (value: Value | undefined): number | undefined =>
  value?.kind === 'known' && typeof value.value === 'number' ? value.value : undefined;

/** The value if it is a known boolean, else undefined. */
export const booleanValue = (value: Value | undefined): boolean | undefined =>
  value?.kind === 'known' && typeof value.value === 'boolean' ? value.value : undefined;

export const isMapping = (value: Literal): value is { readonly [key: string]: Literal } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As Python's `str()` of a text or a number; undefined if the result depends on whether the number is a `float`. */
export function textOf({ value, float }: Extract<Value, { kind: 'known' }>): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number' || (float && (Number.isInteger(value) || Math.abs(value) < 1e-4))) return undefined;
  return String(value);
}

/** As Python's `bool()`. */
export function truthy(value: Literal): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isMapping(value) ? Object.keys(value).length > 0 : Boolean(value);
}
