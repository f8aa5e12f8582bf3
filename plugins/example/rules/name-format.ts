import { defineRule } from '../../../src/api';

interface Options {
  readonly pattern: string;
  readonly description: string;
}

export default defineRule<'metadata', Options>({
  name: 'name-format',
  scope: 'metadata',
  docs: {
    summary: 'The name is lower case with hyphens',
    why: 'The name is typed on command lines and becomes part of image tags and container names, which allow no capital letters or spaces.',
    bad: ['name: My Detector\n', 'name: object_detection\n'],
    good: 'name: object-detection-torchvision\n',
    references: ['Training Pipeline Verification, “Expected example.yaml Structure”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        pattern: { type: 'string', format: 'regex', description: 'a regular expression for the whole name' },
        description: { type: 'string', description: 'that expression in words, after “names are …”' },
      },
    },
    defaults: { pattern: '[a-z0-9]+(?:[.-][a-z0-9]+)*', description: 'lower case with hyphens' },
  },
  messages: {
    format:
      'names are {{description}}, so that they can be typed and used in image tags; write `{{better}}` instead of "{{name}}"',
    plain: 'names are {{description}}, so that they can be typed and used in image tags; "{{name}}" is not',
  },
  *check(metadata, { options }) {
    if (!metadata.name) return;
    const { text: name, at } = metadata.name;
    const allowed = new RegExp(`^(?:${options.pattern})$`, 'u');
    if (allowed.test(name)) return;
    const candidates = [
      name.toLowerCase(),
      name
        .toLowerCase()
        .replace(/[^a-z0-9.]+/g, '-')
        .replace(/^-+|-+$/g, ''),
    ];
    const better = candidates.find((candidate) => allowed.test(candidate));
    yield { message: better ? 'format' : 'plain', data: { name, better, description: options.description }, at };
  },
});
