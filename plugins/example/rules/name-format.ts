import { configuredPattern, defineRule } from '../../../src/api';

interface Options {
  readonly pattern: string;
  readonly description: string;
}

export default defineRule<'metadata', Options>({
  name: 'name-format',
  scope: 'metadata',
  docs: {
    summary: 'The name consists of lowercase words joined by hyphens',
    why: 'People type the name on command lines, and it becomes part of image names, which allow no capital letters or spaces.',
    bad: [
      { wrong: "An image name can't have spaces or capital letters.", sample: 'name: My Detector\n' },
      { wrong: 'Other examples join words by hyphens.', sample: 'name: object_detection\n' },
      { wrong: 'The name has no Latin letters.', sample: 'name: 探\n' },
    ],
    good: 'name: object-detection-torchvision\n',
    references: ['Training Pipeline Verification, “Expected example.yaml Structure”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        pattern: { type: 'string', format: 'regex', description: 'a regular expression for the whole name' },
        description: { type: 'string', description: 'the pattern in words, to complete “The name should be …”' },
      },
    },
    tables: { pattern: 'metadata.names.pattern', description: 'metadata.names.description' },
  },
  messages: {
    format: '"{{name}}" should be {{description}}, to be easy to type and to use in image names. Write `{{better}}`.',
    plain: '"{{name}}" should be {{description}}, to be easy to type and to use in image names. Choose such a name.',
  },
  fixes: {
    format: { replace: '{{name}}', by: '{{better}}', unsafe: true },
  },
  *check(metadata, { options: { pattern, description } }) {
    if (!metadata.name) return;
    const { text: name, at } = metadata.name;
    const allowed = configuredPattern(`^(?:${pattern})$`, 'u');
    if (allowed.test(name)) return;
    const lower = name.toLowerCase();
    const hyphenated = lower.replace(/[^a-z0-9.]+/g, '-').replace(/^-+|(?<!-)-+$/g, '');
    const better = [lower, hyphenated].find((candidate) => allowed.test(candidate));
    yield { message: better ? 'format' : 'plain', data: { name, better, description }, at };
  },
});
