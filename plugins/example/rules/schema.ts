import { compileSchema, defineRule, type JsonSchema, type Metadata } from '../../../src/api';
import { exampleSchema, isForeign, mismatchesOf } from '../mismatches';
import { type SchemaFault, type SchemaOptions, schemaFaults } from '../schema-faults';

export default defineRule<'metadata', SchemaOptions>({
  name: 'schema',
  scope: 'metadata',
  docs: {
    summary: 'The metadata has the fields, types and values of the schema',
    why: 'Listings, runners and people rely on the fields: a misspelt or mistyped one is dropped or breaks whatever reads it.',
    bad: [
      'name: demo\ncapability: perception/object_detection\nstability: stabel\npresets: {}\n',
      'name: demo\ncapabilty: perception/object_detection\nstability: stable\npresets: {}\n',
      'name: demo\ncapability: perception/object_detection\nstability: stable\npresets: {}\nresources: {vram_gb: 24-8}\n',
    ],
    good: `name: demo
capability: perception/object_detection
modalities: [vision]
datasets: [coco]
stability: experimental
resources: {gpu: 1, vram_gb: 8-24, disk_gb: 10}
presets:
  build: {script: build.sh, description: Build the Docker image}
tags: [detection]
tasks: [object_detection]
frameworks: [pytorch]
description: Fine-tune a detector
`,
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        schema: { type: ['object', 'null'], description: 'a JSON Schema (draft 7) in place of the shipped one' },
        values: {
          type: 'object',
          additionalProperties: { type: 'array', items: { type: 'string' } },
          description: 'allowed words of top-level fields, in place of the schema’s',
        },
        expected: {
          type: 'array',
          description: 'fields that may be missing but should not; reported as warnings',
          items: {
            type: 'object',
            required: ['field'],
            additionalProperties: false,
            properties: {
              field: { type: 'string' },
              kinds: { type: 'array', items: { enum: ['training', 'inference', 'service', 'library'] } },
            },
          },
        },
      },
    },
    defaults: { schema: null, values: {}, expected: [] },
  },
  messages: {
    missing: '{{problem}}; write for example `{{example}}`',
    mismatch: '{{problem}}',
    value: '"{{field}}" must be {{allowed}}, not "{{value}}"{{suggestion}}',
    descending: '"{{path}}" counts down from {{low}} to {{high}}, so no machine fits; write `{{high}}-{{low}}`',
    expected: '{{fields}} {{verb}} missing, by which people find and judge an example; add for instance `{{example}}`',
  },
  check(metadata, { options }) {
    const { data } = metadata;
    if (!data) return [];
    if (!options.schema && isForeign(data)) return [];
    if (!options.schema) return schemaFaults(metadata, data, mismatchesOf(data), exampleSchema, options);
    return checkWith(options.schema, metadata, data, options);
  },
});

async function* checkWith(
  schema: JsonSchema,
  metadata: Metadata,
  data: NonNullable<Metadata['data']>,
  options: SchemaOptions,
): AsyncIterable<SchemaFault> {
  const check = await compileSchema(schema);
  yield* schemaFaults(metadata, data, check(data, 'the metadata'), schema, options);
}
