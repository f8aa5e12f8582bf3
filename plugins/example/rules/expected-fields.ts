import { defineRule, type Example, type Mismatch, type Report } from '../../../src/api';
import { type ExpectedFields, expectedFields } from '../expected';
import { illustrate } from '../illustrate';
import { isMapping } from '../mapping';
import { exampleSchema, isForeign, type MetadataFields, mismatchesOf } from '../mismatches';
import { listInWords } from '../words';

type Message = 'field' | 'several' | 'entry';

export default defineRule<'metadata', ExpectedFields, Message>({
  name: 'expected-fields',
  scope: 'metadata',
  docs: {
    summary: 'The metadata has the fields by which people find and judge an example',
    why: 'An example can run without them, but searches miss it, and people cannot judge whether it is what they need.',
    bad: [
      { wrong: 'Several fields are missing.', sample: 'name: demo\n' },
      {
        wrong: 'The tags are missing.',
        sample: `description: A detector
modalities: [vision]
resources: {gpu: 1}
tasks: [object_detection]
frameworks: [pytorch]
presets: {}
`,
      },
      { wrong: 'The preset has no description.', sample: 'presets:\n  build: {script: build.sh}\n' },
    ],
    good: `description: Fine-tune a detector
modalities: [vision]
resources: {gpu: 1}
tags: [detection]
tasks: [object_detection]
frameworks: [pytorch]
datasets: [coco]
presets:
  build: {script: build.sh, description: Build the Docker image}
`,
  },
  options: expectedFields,
  messages: {
    field: '{{field}} is missing, and people find and judge examples by it. Add it, for example `{{example}}`.',
    several: '{{fields}} are missing, and people find and judge examples by them. Add them, for example `{{example}}`.',
    entry: '"{{path}}.{{key}}" is missing, so listings can\'t say what "{{name}}" is for. Add `{{key}}: …`.',
  },
  *check({ data, yaml, example }, { options: { fields } }) {
    if (!data || isForeign(data)) return;
    const mismatches = mismatchesOf(data);
    yield* incompleteEntries({ data, yaml }, fields, mismatches);
    const missing = missingFields(data, fields, mismatches, example);
    const [first] = missing;
    if (first === undefined) return;
    const quoted = listInWords(missing.map((field) => `"${field}"`));
    const shown = { example: illustrate(exampleSchema, first) };
    const at = yaml.nearestSpan([first]);
    if (missing.length > 1) yield { message: 'several', data: { ...shown, fields: quoted }, at };
    else yield { message: 'field', data: { ...shown, field: quoted }, at };
  },
});

/** Top-level fields that are expected of this kind of example. `example/schema` reports a misspelled one. */
function missingFields(
  data: MetadataFields['data'],
  fields: ExpectedFields['fields'],
  mismatches: readonly Mismatch[],
  { kind }: Example,
): readonly string[] {
  const misspelled = new Set(mismatches.map(({ suggestion }) => suggestion));
  return fields
    .filter(({ field, kinds }) => !field.includes('.') && !(field in data) && (!kinds || kinds.includes(kind)))
    .map(({ field }) => field)
    .filter((field) => !misspelled.has(field));
}

/** Entries of a mapping without an expected field, such as `presets.*.description`. */
function* incompleteEntries(
  { data, yaml }: MetadataFields,
  fields: ExpectedFields['fields'],
  mismatches: readonly Mismatch[],
): Iterable<Report<Message>> {
  for (const { field } of fields) {
    const [, mapping, key] = /^(\w+)\.\*\.(\w+)$/.exec(field) ?? [];
    const entries = mapping === undefined ? undefined : data[mapping];
    if (mapping === undefined || key === undefined || !isMapping(entries)) continue;
    for (const [name, value] of Object.entries(entries)) {
      const isMisspelled = mismatches.some((other) => other.suggestion === key && other.path[1] === name);
      if (!isMapping(value) || key in value || isMisspelled) continue;
      const path = [mapping, name];
      const at = yaml.keySpan(path) ?? yaml.nearestSpan(path);
      yield { message: 'entry', data: { path: path.join('.'), key, name }, at };
    }
  }
}
