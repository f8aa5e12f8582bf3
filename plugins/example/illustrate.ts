import type { JsonSchema } from '../../src/api';

/** How to write a field, in YAML's one-line form, from the schema's first example: `stability: experimental`. */
export function illustrate(schema: JsonSchema, field: string): string {
  const properties = schema['properties'] as { readonly [name: string]: JsonSchema | undefined } | undefined;
  const examples = properties?.[field]?.['examples'];
  return `${field}: ${Array.isArray(examples) && examples.length > 0 ? inline(examples[0]) : '…'}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}: ${inline(item)}`)
    .join(', ')}}`;
}
