/** Parses JSON. Undefined if it's cut, or something else than expected. */
export function parse<Value>(
  json: string,
  isExpected: (value: unknown) => value is Value,
  revive?: (name: string, value: unknown) => unknown,
): Value | undefined {
  try {
    const value: unknown = JSON.parse(json, revive);
    return isExpected(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isListOf = (value: unknown, isExpected: (each: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isExpected);

export const isText = (value: unknown): boolean => typeof value === 'string';

export const isTexts = (value: unknown): value is readonly string[] => isListOf(value, isText);

export const isNumbers = (value: unknown): value is readonly number[] => isListOf(value, Number.isSafeInteger);
