import {
  closest,
  compileSchema,
  defineRule,
  type JsonSchema,
  type Mismatch,
  placeOf,
  type Report,
  sentence,
} from '../../../src/api';
import { illustrate } from '../illustrate';
import { exampleSchema, isForeign, type MetadataFields, mismatchesOf } from '../mismatches';
import { isArchivedStability, isReportedElsewhere } from '../owners';
import { choiceInWords } from '../words';

interface Options {
  readonly schema: JsonSchema | null;
  readonly values: { readonly [field: string]: readonly string[] };
}

type Message = 'missing' | 'mismatch' | 'value' | 'misspelled';

export default defineRule<'metadata', Options, Message>({
  name: 'schema',
  scope: 'metadata',
  docs: {
    summary: 'The metadata has the fields, types, and values of the schema',
    why: 'Listings, runners, and people rely on the fields. A misspelled or mistyped one is dropped, or breaks what reads it.',
    bad: [
      {
        wrong: '`stabel` is misspelled.',
        sample: `name: demo
capability: perception/object_detection
stability: stabel
presets: {}
`,
      },
      {
        wrong: '`capabilty` is misspelled.',
        sample: `name: demo
capabilty: perception/object_detection
stability: stable
presets: {}
`,
      },
      {
        wrong: 'The stability is missing.',
        sample: `name: demo
capability: perception/object_detection
presets: {}
`,
      },
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
        schema: { type: ['object', 'null'], description: 'a JSON Schema (draft 7) in place of the built-in one' },
        values: {
          type: 'object',
          additionalProperties: { type: 'array', items: { type: 'string' } },
          description: "allowed words of top-level fields, in place of the schema's",
        },
      },
    },
    defaults: { schema: null, values: {} },
  },
  messages: {
    missing: '{{problem}} For example, write `{{example}}`.',
    mismatch: '{{problem}}',
    value: '"{{field}}" must be {{allowed}}, not "{{value}}".',
    misspelled: '"{{field}}" must be {{allowed}}, not "{{value}}". Did you mean "{{near}}"?',
  },
  fixes: {
    mismatch: { by: '{{near}}', unsafe: true },
    misspelled: { replace: '{{value}}', by: '{{near}}', unsafe: true },
  },
  check({ data, yaml }, { options }) {
    if (!data) return [];
    const metadata = { data, yaml };
    if (options.schema) return checkWith(options.schema, metadata, options.values);
    return isForeign(data) ? [] : faultsOf(metadata, exampleSchema, mismatchesOf(data), options.values);
  },
});

async function* checkWith(
  schema: JsonSchema,
  metadata: MetadataFields,
  values: Options['values'],
): AsyncIterable<Report<Message>> {
  const check = await compileSchema(schema);
  yield* faultsOf(metadata, schema, check(metadata.data, 'the metadata'), values);
}

function* faultsOf(
  metadata: MetadataFields,
  schema: JsonSchema,
  mismatches: readonly Mismatch[],
  values: Options['values'],
): Iterable<Report<Message>> {
  const isElsewhere = isReportedElsewhere(metadata.data, mismatches, values);
  for (const mismatch of mismatches)
    if (!isElsewhere(mismatch)) yield faultOf(metadata, schema, isDoubtful(mismatch, mismatches) ? without(mismatch) : mismatch);
  yield* valueFaults(metadata, values);
}

/** Whether another key of the same mapping seems to be a misspelling of the same one. */
const isDoubtful = ({ path, target, suggestion }: Mismatch, all: readonly Mismatch[]): boolean =>
  target === 'key' &&
  suggestion !== undefined &&
  all.filter((other) => other.target === 'key' && other.suggestion === suggestion && isBeside(other.path, path)).length > 1;

const isBeside = (one: Mismatch['path'], other: Mismatch['path']): boolean =>
  one.length === other.length && one.slice(0, -1).every((step, index) => step === other[index]);

const without = (mismatch: Mismatch): Mismatch => ({ ...mismatch, suggestion: undefined });

function faultOf({ yaml }: MetadataFields, schema: JsonSchema, mismatch: Mismatch): Report<Message> {
  const { path, property, keyword, target } = mismatch;
  const problem = sentence(mismatch.message);
  if (keyword === 'required' && property)
    return {
      message: 'missing',
      data: { problem, example: illustrate(schema, property) },
      at: yaml.nearestSpan([...path, property]),
    };
  const at = target === 'key' ? (yaml.keySpan(path) ?? yaml.nearestSpan(path)) : placeOf(yaml, path);
  return { message: 'mismatch', data: { problem, near: mismatch.suggestion }, at };
}

/** Words that a pack allows instead of the schema's. */
function* valueFaults({ data, yaml }: MetadataFields, values: Options['values']): Iterable<Report<Message>> {
  for (const [field, allowed] of Object.entries(values)) {
    const value = data[field];
    if (typeof value !== 'string' || allowed.includes(value) || isArchivedStability(field, data)) continue;
    const near = closest(value, allowed);
    yield {
      message: near === undefined ? 'value' : 'misspelled',
      data: { field, value, allowed: choiceInWords(allowed), near },
      at: placeOf(yaml, [field]),
    };
  }
}
