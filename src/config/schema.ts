import type { Plugin } from '../api/plugin';
import type { JsonSchema, Rule } from '../api/rule';
import { checkSchema } from '../declarative/form';
import { exampleKinds, levels } from './form';
import { rulesOf } from './names';
import { defaultOptions, type Tables } from './tables';

/**
 * The JSON Schema (draft 7) of `.cvlrc`, with the rules of some plugins and what their options say of themselves. Rules of other
 * plugins may be named as well: an editor can't know which are loaded.
 */
export function configurationSchema(plugins: readonly Plugin[], tables: Tables): JsonSchema {
  const rules = rulesOf(new Map(plugins.map((plugin) => [plugin.name, plugin])));
  const table = {
    type: 'object',
    description: 'Rules by id, each a severity or [severity, options].',
    properties: Object.fromEntries([...rules].map(([id, rule]) => [id, settingSchema(id, rule, tables)])),
    patternProperties: {
      [otherRules(plugins)]: { $ref: '#/definitions/setting' },
      '[*?\\[{]': { $ref: '#/definitions/severity' },
    },
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

function settingSchema(id: string, rule: Rule, tables: Tables): JsonSchema {
  const severity = { $ref: '#/definitions/severity' };
  const items = rule.options ? [severity, optionsSchema(id, rule.options.schema, defaultOptions(rule, tables))] : [severity];
  return {
    description: rule.docs.summary,
    anyOf: [severity, { type: 'array', minItems: 1, maxItems: items.length, items }],
  };
}

/** Options replace the defaults key by key, so none is required; references inside stay inside by an `$id` of their own. */
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

const string = { type: 'string', minLength: 1 };
const strings = { type: 'array', items: string };
const glob = { ...string, title: 'a glob' };
const globs = { type: 'array', items: glob, title: 'a list of globs' };
const wanted = { anyOf: [string, { type: 'number' }, { type: 'boolean' }], title: 'a string, a number, or true or false' };

const severitySchema: JsonSchema = { enum: levels, description: 'How serious a finding is.' };

/**
 * The JSON Schema of `.cvlrc` and packs without the rules: those come from the plugins that are loaded (`configurationSchema`), and
 * their names and options are checked one by one.
 */
export const structureSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'The address of this schema, for editors.' },
    extends: {
      description:
        'Packs that this configuration starts from; the last one wins. Without it, "cvl:recommended"; with [], nothing.',
      anyOf: [string, strings],
      title: 'the name of a pack or a list of names',
    },
    plugins: {
      description: 'Rules, reporters and log readers in code: npm packages or relative paths.',
      ...strings,
    },
    examples: {
      description: 'How examples are recognized.',
      type: 'object',
      additionalProperties: false,
      properties: {
        metadata: { description: 'Names of metadata files: a folder that holds one is an example.', ...strings, minItems: 1 },
        markers: {
          description:
            'Further folders that are examples: those that hold a file that fits a glob. The first that fits decides the kind.',
          type: 'array',
          items: {
            type: 'object',
            required: ['files', 'kind'],
            additionalProperties: false,
            properties: {
              files: { ...glob, description: 'A glob of files.' },
              beside: {
                description:
                  'Names of files that the folder must hold as well. Folders of examples with metadata are then left out.',
                ...strings,
              },
              kind: { enum: exampleKinds, description: 'What the example is for.' },
            },
          },
        },
        kinds: {
          description: 'What makes an example one of a kind; the first that fits wins.',
          type: 'array',
          items: {
            type: 'object',
            required: ['kind'],
            additionalProperties: false,
            properties: {
              kind: { enum: exampleKinds, description: 'What the example is for.' },
              presets: { ...globs, description: 'Names of presets.' },
              files: { ...globs, description: 'Names of files in the folder.' },
            },
          },
        },
      },
    },
    ignore: {
      description: 'Globs of files and folders to leave out, besides those that packs leave out; "!" takes one back in.',
      ...globs,
    },
    rulePages: {
      description: "The address of a rule's page, with {plugin} and {name} in it: reports link to it.",
      type: 'string',
      pattern: '^https?://\\S*\\{name\\}\\S*$',
      errorMessage: 'must be an address such as https://example.com/rules/{plugin}-{name}',
    },
    tables: {
      description:
        'Tables that rules take their defaults from, replaced key by key: a path to a YAML or JSON file, or the table itself.',
      type: 'object',
      additionalProperties: {
        anyOf: [string, { type: 'object' }, { type: 'array' }],
        title: 'a path, a mapping or a list',
      },
    },
    rules: {
      description: 'Rules by id, each a severity or [severity, options], and globs such as "docker/*", each a severity.',
      type: 'object',
    },
    checks: {
      description: 'Rules of your own by id, stated in CEL: on at their severity unless "rules" says otherwise.',
      type: 'object',
      additionalProperties: checkSchema,
    },
    overrides: {
      description: 'Rules for some files only; the last one that fits wins.',
      type: 'array',
      items: {
        type: 'object',
        required: ['rules'],
        additionalProperties: false,
        properties: {
          files: { description: 'Globs of files.', anyOf: [glob, { ...globs, minItems: 1 }], title: 'a glob or a list of globs' },
          metadata: {
            description: "Keys of the example's metadata with the value, or one of the values, that they must have.",
            type: 'object',
            minProperties: 1,
            additionalProperties: {
              anyOf: [string, { type: 'number' }, { type: 'boolean' }, { type: 'array', items: wanted, minItems: 1 }],
              title: 'a string, a number, true or false, or a list of them',
            },
          },
          kind: {
            description: 'Kinds of examples.',
            anyOf: [{ enum: exampleKinds }, { type: 'array', items: { enum: exampleKinds }, minItems: 1 }],
          },
          rules: { description: 'Rules by id, each a severity or [severity, options].', type: 'object' },
        },
      },
    },
    suppressions: {
      description: 'Findings that are accepted.',
      type: 'array',
      items: {
        type: 'object',
        required: ['rule', 'files'],
        additionalProperties: false,
        properties: {
          rule: { ...string, description: 'The id of the rule, or a family such as "docker/*".' },
          files: { ...glob, description: 'A glob of files or folders.' },
          reason: { ...string, description: 'Why the finding is accepted.' },
          until: { type: 'string', format: 'date', description: 'From this day on the finding is reported again.' },
        },
      },
    },
  },
};
