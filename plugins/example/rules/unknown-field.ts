import { defineRule, type YamlPath } from '../../../src/api';
import { isForeign, isUnknownField, mismatchesOf } from '../mismatches';
import { recordFields } from '../verification';

interface Options {
  readonly allow: readonly string[];
  readonly instead: { readonly [field: string]: string };
}

/** More unknown fields than this in one file are counted, not listed. */
const listed = 20;

export default defineRule<'metadata', Options>({
  name: 'unknown-field',
  scope: 'metadata',
  docs: {
    summary: 'The metadata has no fields that no tool reads',
    why: 'A field that no tool reads looks like a setting, but has no effect. What it says is lost, and no one notices when it is out of date.',
    bad: [
      { wrong: 'The field is called `image`.', sample: 'name: demo\ndocker: my-image\n' },
      { wrong: 'Presets take no `args`.', sample: 'presets:\n  train: {script: train.sh, args: [--epochs, "1"]}\n' },
      { wrong: 'No tool reads `owner`.', sample: 'name: demo\nowner: vision team\n' },
    ],
    good: 'image: my-image\nx-owner: vision team\n',
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        allow: {
          type: 'array',
          items: { type: 'string' },
          description: 'further fields, by their path, such as `resources.tpu`; `*` is any step of the path',
        },
        instead: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description: 'for fields by their path, a sentence that says what to write instead',
        },
      },
    },
    defaults: { allow: [] },
    tables: { instead: 'metadata.instead' },
  },
  messages: {
    unknown:
      '"{{field}}" isn\'t a metadata field, so tools ignore it. Delete it, or rename it to `{{note}}` to keep it as a note.',
    replaced: '"{{field}}" isn\'t a metadata field, so tools ignore it. {{instead}}',
    more: "{{count}} more fields aren't metadata fields, so tools ignore them. Delete them, or begin their names with `x-`.",
  },
  fixes: {
    unknown: { replace: '{{field}}', by: '{{note}}', unsafe: true },
  },
  *check({ data, yaml }, { options }) {
    if (!data || isForeign(data)) return;
    const unknown = mismatchesOf(data).filter(
      (mismatch) =>
        isUnknownField(mismatch) &&
        !isMisplacedRecord(mismatch.path) &&
        !String(mismatch.path.at(-1)).startsWith('x-') &&
        !options.allow.some((name) => matches(name, mismatch.path)),
    );
    const placeOfKey = (path: YamlPath) => yaml.keySpan(path) ?? yaml.nearestSpan(path);
    for (const { path } of unknown.slice(0, listed)) {
      const [, instead] = Object.entries(options.instead).find(([name]) => matches(name, path)) ?? [];
      const data = { field: path.join('.'), instead, note: `x-${path.at(-1)}` };
      yield { message: instead === undefined ? 'unknown' : 'replaced', data, at: placeOfKey(path) };
    }
    const rest = unknown[listed];
    if (rest) yield { message: 'more', data: { count: unknown.length - listed }, at: placeOfKey(rest.path) };
  },
});

/** `example/verification` reports these. */
const isMisplacedRecord = (path: YamlPath): boolean => path.length === 1 && recordFields.some((field) => field === path[0]);

function matches(name: string, path: YamlPath): boolean {
  const steps = name.split('.');
  return steps.length === path.length && steps.every((step, index) => step === '*' || step === String(path[index]));
}
