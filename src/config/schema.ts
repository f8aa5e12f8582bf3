import type { Plugin } from '../api/plugin';
import type { JsonSchema, Rule } from '../api/rule';
import { rulesOf } from './names';
import { severitySchema, structureSchema } from './structure';

/**
 * The JSON Schema (draft 7) of `.cvlrc`, with the rules of some plugins and what their options say of themselves. Rules of other
 * plugins may be named as well: an editor cannot know which are loaded.
 */
export function configurationSchema(plugins: readonly Plugin[]): JsonSchema {
  const rules = rulesOf(new Map(plugins.map((plugin) => [plugin.name, plugin])));
  const table = {
    type: 'object',
    description: 'Rules by id, each a severity or [severity, options].',
    properties: Object.fromEntries([...rules].map(([id, rule]) => [id, settingSchema(id, rule)])),
    patternProperties: { [otherRules(plugins)]: { $ref: '#/definitions/setting' } },
    additionalProperties: false,
  };
  const { properties, ...structure } = structuredClone(structureSchema) as { properties: Table; overrides?: never };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of cvl',
    ...structure,
    properties: {
      ...properties,
      rules: { $ref: '#/definitions/rules' },
      overrides: withRules(properties['overrides'] as Overrides),
    },
    definitions: {
      rules: table,
      severity: severitySchema,
      setting: {
        anyOf: [
          { $ref: '#/definitions/severity' },
          { type: 'array', minItems: 1, maxItems: 2, items: [{ $ref: '#/definitions/severity' }, { type: 'object' }] },
        ],
      },
    },
  };
}

type Table = { [key: string]: unknown };
type Overrides = { items: { properties: Table } };

/** An override needs one condition at least. */
function withRules(overrides: Overrides): JsonSchema {
  const { items } = overrides;
  return {
    ...overrides,
    items: {
      ...items,
      properties: { ...items.properties, rules: { $ref: '#/definitions/rules' } },
      anyOf: ['files', 'metadata', 'kind'].map((key) => ({ required: [key] })),
    },
  };
}

function settingSchema(id: string, rule: Rule): JsonSchema {
  const severity = { $ref: '#/definitions/severity' };
  const items = rule.options ? [severity, optionsSchema(id, rule.options.schema, rule.options.defaults)] : [severity];
  return {
    description: rule.docs.summary,
    anyOf: [severity, { type: 'array', minItems: 1, maxItems: items.length, items }],
  };
}

/** Options replace the defaults key by key, so none is required; references inside stay inside by an identity of their own. */
function optionsSchema(id: string, schema: JsonSchema, defaults: unknown): JsonSchema {
  const { required: _, $schema: _dialect, ...partial } = schema;
  const own = JSON.stringify(partial).includes('"$ref"') && partial['$id'] === undefined ? { $id: `cvl:/rules/${id}` } : {};
  return { ...own, ...partial, properties: withDefaults(partial['properties'], defaults) };
}

function withDefaults(properties: unknown, defaults: unknown): unknown {
  if (typeof properties !== 'object' || properties === null || typeof defaults !== 'object' || defaults === null)
    return properties;
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      Object.hasOwn(defaults, name) ? { ...property, default: (defaults as Table)[name] } : property,
    ]),
  );
}

const otherRules = (plugins: readonly Plugin[]): string =>
  `^(?!(${plugins.map((plugin) => plugin.name).join('|')})/)[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$`;
