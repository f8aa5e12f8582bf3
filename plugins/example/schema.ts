import {
  compileSchema,
  defineRule,
  didYouMean,
  type ExampleKind,
  type JsonSchema,
  type Metadata,
  type Mismatch,
  type Report,
} from '../../src/api';
import { illustrate } from './illustrate';
import { exampleSchema, isUnknownField, mismatchesOf } from './mismatches';
import { placeOf } from './place';
import { isOwnedByPresetScript } from './preset-shape';

interface Options {
  /** A JSON Schema in place of the shipped one. */
  readonly schema: JsonSchema | null;
  /** Allowed words of top-level fields, in place of the schema's. */
  readonly values: { readonly [field: string]: readonly string[] };
  /** Fields that may be missing but should not, for all kinds of examples or some. */
  readonly expected: readonly { readonly field: string; readonly kinds?: readonly ExampleKind[] }[];
}

type Found = Report<'missing' | 'mismatch' | 'value' | 'descending' | 'expected'>;

export default defineRule<'metadata', Options>({
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
    if (!options.schema) return report(metadata, data, mismatchesOf(data), exampleSchema, options);
    return checkWith(options.schema, metadata, data, options);
  },
});

async function* checkWith(
  schema: JsonSchema,
  metadata: Metadata,
  data: NonNullable<Metadata['data']>,
  options: Options,
): AsyncIterable<Found> {
  const check = await compileSchema(schema);
  yield* report(metadata, data, check(data, 'the metadata'), schema, options);
}

function* report(
  metadata: Metadata,
  data: NonNullable<Metadata['data']>,
  mismatches: readonly Mismatch[],
  schema: JsonSchema,
  options: Options,
): Iterable<Found> {
  const { yaml } = metadata;
  for (const mismatch of mismatches) {
    const { path, property, message: problem } = mismatch;
    if (isUnknownField(mismatch) || isOwnedByVerification(mismatch) || isOwnedByPresetScript(mismatch, data)) continue;
    if (mismatch.keyword === 'enum' && (options.values[path.join('.')] || isArchivedStability(path.join('.'), data))) continue;
    if (mismatch.keyword === 'required' && property) {
      yield {
        message: 'missing',
        data: { problem, example: illustrate(schema, property) },
        at: yaml.nearestSpan([...path, property]),
      };
    } else {
      yield {
        message: 'mismatch',
        data: { problem },
        at: mismatch.target === 'key' ? (yaml.keySpan(path) ?? yaml.nearestSpan(path)) : placeOf(yaml, path),
      };
    }
  }
  for (const [field, allowed] of Object.entries(options.values)) {
    const value = data[field];
    if (typeof value !== 'string' || allowed.includes(value) || isArchivedStability(field, data)) continue;
    yield {
      message: 'value',
      data: { field, value, allowed: listed(allowed, 'or'), suggestion: didYouMean(value, allowed) },
      at: placeOf(yaml, [field]),
    };
  }
  yield* descendingRanges(metadata, data);
  const expected = options.expected.filter(
    ({ field, kinds }) => !(field in data) && (!kinds || kinds.includes(metadata.example.kind)),
  );
  const misspelt = new Set(mismatches.map(({ suggestion }) => suggestion));
  const missing = expected.map(({ field }) => field).filter((field) => !misspelt.has(field));
  const first = missing[0];
  if (first === undefined) return;
  yield {
    message: 'expected',
    severity: 'warning',
    data: {
      fields: listed(
        missing.map((field) => `"${field}"`),
        'and',
      ),
      verb: missing.length > 1 ? 'are' : 'is',
      example: illustrate(schema, first),
    },
    at: yaml.nearestSpan([first]),
  };
}

/** JSON Schema cannot say that a range counts upwards. */
function* descendingRanges(metadata: Metadata, data: NonNullable<Metadata['data']>): Iterable<Found> {
  const resources = data['resources'];
  if (typeof resources !== 'object' || resources === null) return;
  for (const [key, value] of Object.entries(resources)) {
    const range = typeof value === 'string' ? /^(\d{1,6})-(\d{1,6})$/.exec(value) : null;
    if (!range || Number(range[1]) <= Number(range[2])) continue;
    const path = ['resources', key];
    yield {
      message: 'descending',
      data: { path: path.join('.'), low: range[1], high: range[2] },
      at: placeOf(metadata.yaml, path),
    };
  }
}

/** `example/verification` judges the record's values; a misspelt key is this rule's. */
const isOwnedByVerification = ({ path, keyword }: Mismatch): boolean =>
  path[0] === 'verification' && keyword !== 'additionalProperties';

/** `example/archived` tells what to write instead. */
const isArchivedStability = (field: string, data: NonNullable<Metadata['data']>): boolean =>
  field === 'stability' && data[field] === 'archived';

const listed = (words: readonly string[], conjunction: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
