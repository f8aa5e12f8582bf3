import { defineRule } from '../../../src/api';
import { isForeign, isUnknownField, mismatchesOf } from '../mismatches';

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
    summary: 'The metadata has no fields that nobody reads',
    why: 'A field that no tool reads looks like a setting and is none: what it says is lost, and it goes stale unnoticed.',
    bad: ['name: demo\ndocker: my-image\n', 'presets:\n  train: {script: train.sh, args: [--epochs, "1"]}\n'],
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
          description: 'further fields, with their path (`resources.tpu`); `*` stands for one step',
        },
        instead: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description: 'field → what to write instead, in words',
        },
      },
    },
    defaults: {
      allow: [],
      instead: {
        docker: 'write `image: <tag>` for the image, and `docker: false` in presets that need none',
        hardware: 'write `resources`',
        version: 'versions belong to git; delete it',
        'presets.*.args': 'the script is started without them; put them into a script of its own',
        'presets.*.env': 'the script is started without them; set them in the script',
        'verification.date': 'write `last_verified`',
        'verification.notes': 'write `last_verification_note`',
        'verification.note': 'write `last_verification_note`',
      },
    },
  },
  messages: {
    unknown: '"{{field}}" is not a field of the metadata, so tools pass over it; {{instead}}',
    more: '{{count}} further fields are not fields of the metadata, so tools pass over them',
  },
  *check(metadata, { options }) {
    const { data, yaml } = metadata;
    if (!data || isForeign(data)) return;
    const verification = new Set(['last_verified', 'last_verification_note']);
    const unknown = mismatchesOf(data).filter((mismatch) => {
      const [first] = mismatch.path;
      const misplaced = mismatch.path.length === 1 && verification.has(String(first));
      return (
        isUnknownField(mismatch) &&
        !misplaced &&
        !String(mismatch.path.at(-1)).startsWith('x-') &&
        !options.allow.some((name) => matches(name, mismatch.path))
      );
    });
    for (const { path } of unknown.slice(0, listed)) {
      const known = Object.entries(options.instead).find(([name]) => matches(name, path));
      const instead = known?.[1] ?? 'delete it, or begin its name with `x-` to keep it as a note';
      yield { message: 'unknown', data: { field: path.join('.'), instead }, at: yaml.keySpan(path) ?? yaml.nearestSpan(path) };
    }
    const rest = unknown[listed];
    if (rest)
      yield {
        message: 'more',
        data: { count: unknown.length - listed },
        at: yaml.keySpan(rest.path) ?? yaml.nearestSpan(rest.path),
      };
  },
});

function matches(name: string, path: readonly (string | number)[]): boolean {
  const steps = name.split('.');
  return steps.length === path.length && steps.every((step, index) => step === '*' || step === String(path[index]));
}
