export interface Fields {
  readonly [name: string]: unknown;
}

/** A mapping as it is; anything else as an empty one. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
