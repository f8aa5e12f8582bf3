/** JSON Schema as ajv 8 compiles it: draft 7. */
export type JsonSchema = { readonly [keyword: string]: unknown };
