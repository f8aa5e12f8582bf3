import type { JsonSchema } from '../api/rule';
import { checkSchema } from '../declarative/form';
import { exampleKinds, levels } from './form';

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text };
const glob = { ...text, title: 'a glob' };
const globs = { type: 'array', items: glob, title: 'a list of globs' };
const wanted = { anyOf: [text, { type: 'number' }, { type: 'boolean' }], title: 'a text, a number, or true or false' };

export const severitySchema: JsonSchema = { enum: levels, description: 'How serious a finding is.' };

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
        'Packs that this configuration starts from, the last one wins: "cvl:recommended" where it is left out, nothing where it is [].',
      anyOf: [text, texts],
      title: 'the name of a pack or a list of such names',
    },
    plugins: {
      description: 'Rules, reporters and log readers in code: npm packages or relative paths.',
      ...texts,
    },
    examples: {
      description: 'How examples are recognised.',
      type: 'object',
      additionalProperties: false,
      properties: {
        metadata: { description: 'Names of metadata files: a folder that holds one is an example.', ...texts, minItems: 1 },
        markers: {
          description: 'Further folders that are examples: those that hold a file that fits a glob.',
          type: 'array',
          items: {
            type: 'object',
            required: ['files', 'kind'],
            additionalProperties: false,
            properties: {
              files: { ...glob, description: 'A glob of files.' },
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
    rules: { description: 'Rules by id, each a severity or [severity, options].', type: 'object' },
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
              anyOf: [text, { type: 'number' }, { type: 'boolean' }, { type: 'array', items: wanted, minItems: 1 }],
              title: 'a text, a number, true or false, or a list of such',
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
          rule: { ...text, description: 'The id of the rule.' },
          files: { ...glob, description: 'A glob of files or folders.' },
          reason: { ...text, description: 'Why the finding is accepted.' },
          until: { type: 'string', format: 'date', description: 'From this day on the finding is reported again.' },
        },
      },
    },
    directives: {
      description: 'Comments that accept findings.',
      type: 'object',
      additionalProperties: false,
      properties: { requireReason: { type: 'boolean', description: 'Whether each must give a reason.' } },
    },
  },
};
