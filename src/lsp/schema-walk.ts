import type { JsonSchema } from '../api/rule';
import { isSchema, nameDemand } from '../schema/words';

/** The schemas that apply at a path: several where there are alternatives. */
export function schemasAt(root: JsonSchema, path: readonly (string | number)[]): readonly JsonSchema[] {
  let current = expand(root, root);
  for (const step of path)
    current = current.flatMap((schema) => stepInto(schema, step)).flatMap((schema) => expand(schema, root));
  return current;
}

/** A schema with what it refers to, and its alternatives. */
function expand(schema: JsonSchema, root: JsonSchema, depth = 0): readonly JsonSchema[] {
  if (depth > 8) return [];
  const target = typeof schema['$ref'] === 'string' ? referred(schema['$ref'], root) : undefined;
  const { $ref: _, ...rest } = schema;
  const whole = target ? { ...target, ...rest } : schema;
  const alternatives = [whole['anyOf'], whole['oneOf']].flatMap((each) => (Array.isArray(each) ? (each as unknown[]) : []));
  const described = typeof whole['description'] === 'string' ? { description: whole['description'] } : {};
  return [whole, ...alternatives.filter(isSchema).flatMap((each) => expand({ ...described, ...each }, root, depth + 1))];
}

function referred(reference: string, root: JsonSchema): JsonSchema | undefined {
  let found: unknown = reference.startsWith('#/') ? root : undefined;
  for (const step of reference.slice(2).split('/')) found = isSchema(found) ? found[step] : undefined;
  return isSchema(found) ? found : undefined;
}

function stepInto(schema: JsonSchema, step: string | number): readonly JsonSchema[] {
  if (typeof step === 'number') {
    const { items } = schema;
    return Array.isArray(items) ? (items as unknown[]).filter(isSchema) : isSchema(items) ? [items] : [];
  }
  const own = propertiesOf(schema).get(step);
  if (own) return [own];
  const { patternProperties, additionalProperties } = schema;
  // Which pattern fits is left to the validator: what each says is offered.
  const found = Object.values(isSchema(patternProperties) ? patternProperties : {}).filter(isSchema);
  return found.length > 0 ? found : isSchema(additionalProperties) ? [additionalProperties] : [];
}

export const propertiesOf = ({ properties }: JsonSchema): ReadonlyMap<string, JsonSchema> =>
  new Map(
    Object.entries(isSchema(properties) ? properties : {}).filter((each): each is [string, JsonSchema] => isSchema(each[1])),
  );

/** The values that a schema names. */
export function valuesOf(schema: JsonSchema): readonly unknown[] {
  if (Array.isArray(schema['enum'])) return schema['enum'] as unknown[];
  if ('const' in schema) return [schema['const']];
  return schema['type'] === 'boolean' ? [true, false] : [];
}

/** What a schema says of a value, in Markdown. Undefined if nothing. */
export function describeSchema(name: string, schemas: readonly JsonSchema[]): string | undefined {
  const [schema] = schemas;
  if (!schema) return undefined;
  const description = schemas.map((each) => each['description']).find((each) => typeof each === 'string');
  const demands = schemas
    .filter((each) => 'type' in each || 'enum' in each || 'const' in each || 'title' in each)
    .map(nameDemand);
  const examples = schemas.flatMap((each) => (Array.isArray(each['examples']) ? (each['examples'] as unknown[]) : []));
  const lines = [
    `**${name}**${description === undefined ? '' : `: ${String(description)}`}`,
    ...(demands.length > 0 ? [`Must be ${[...new Set(demands)].join(', or ')}.`] : []),
    ...('default' in schema ? [`Default: \`${JSON.stringify(schema['default'])}\``] : []),
    ...(examples.length > 0 ? [`Example: \`${JSON.stringify(examples[0])}\``] : []),
  ];
  return lines.length > 1 || description !== undefined ? lines.join('\n\n') : undefined;
}
