import type { JsonSchema, RuleOptions } from '../../src/api';

/** An option, and the entry of `rules/tables/metric-ranges.yaml` that gives its default. */
export interface OptionSource {
  readonly schema: JsonSchema;
  readonly table: string;
}

type Sources<Options> = { readonly [name in keyof Options]: OptionSource };
/** A schema for each option. */
export type Schemas<Options> = { readonly [name in keyof Options]: JsonSchema };

/** The options of a rule that takes all defaults from tables. */
export function optionsFrom<Options extends object>(sources: Sources<Options>): RuleOptions<Options> {
  const entries = Object.entries<OptionSource>(sources);
  return {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
    },
    tables: Object.fromEntries(entries.map(([name, { table }]) => [name, table])) as RuleOptions<Options>['tables'] & object,
  };
}

/** An option for each entry of one group of the table. */
export const groupOf = <Figures extends object>(group: string, schemas: Schemas<Figures>): Sources<Figures> =>
  Object.fromEntries(
    Object.entries<JsonSchema>(schemas).map(([name, schema]) => [name, { schema, table: `metric-ranges.${group}.${name}` }]),
  ) as unknown as Sources<Figures>;

/** One option that holds a whole group, for rules that are silent where the rule of that group reports. */
export const wholeGroup = <Figures extends object>(
  group: string,
  schemas: Schemas<Figures>,
  description: string,
): OptionSource => ({
  schema: {
    type: 'object',
    description,
    additionalProperties: false,
    required: Object.keys(schemas),
    properties: { ...schemas },
  },
  table: `metric-ranges.${group}`,
});

export const integer = (minimum: number, description: string): JsonSchema => ({ type: 'integer', minimum, description });

export const number = (
  description: string,
  limits: { readonly minimum?: number; readonly maximum?: number } = {},
): JsonSchema => ({
  type: 'number',
  minimum: 0,
  ...limits,
  description,
});

export const names = (description: string): JsonSchema => ({ type: 'array', items: { type: 'string' }, description });
