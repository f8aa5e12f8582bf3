/** An error of an ajv validator that was made with `verbose: true`. Declared here, because ajv isn't installed with cvl. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON Pointer to the value. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: { readonly [name: string]: unknown };
  /** In an error of a key's name: that name. */
  readonly propertyName?: string;
  readonly message?: string;
  /** The value of the keyword. */
  readonly schema?: unknown;
  /** The schema that holds the keyword. */
  readonly parentSchema?: unknown;
  readonly data?: unknown;
}
