import {
  configuredPattern,
  defineRule,
  type Example,
  firstMatch,
  type Report,
  type Span,
  variableValues,
} from '../../../src/api';

interface Options {
  readonly patterns: readonly string[];
  readonly names: string;
}

export default defineRule<'example', Options>({
  name: 'secrets',
  scope: 'example',
  precision: 'very-high',
  docs: {
    summary: 'Scripts and Dockerfiles contain no key or token',
    why: 'Everyone who can read the repository has a key that is in git, even after it is deleted from the newest commit. One in ENV or in a build argument can be read from every copy of the image.',
    bad: [
      {
        wrong: 'The image contains the key.',
        sample: { Dockerfile: 'FROM python:3.12\nENV WANDB_API_KEY=0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c\n' },
      },
      {
        wrong: 'The script contains the key.',
        sample: {
          'train.sh': `#!/bin/bash
export API_KEY=Zm9vYmFyMTIzNDU2Nzg5MHF3ZXJ0
docker run --rm --env API_KEY demo
`,
        },
      },
    ],
    good: [
      {
        'train.sh': `#!/bin/bash
docker run --rm --env WANDB_API_KEY --env HF_TOKEN="\${HF_TOKEN:-}" demo python train.py
`,
      },
      {
        'train.sh': `#!/bin/bash
docker run --rm --env OPENAI_API_KEY=not-needed-for-a-local-server demo
`,
      },
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        patterns: {
          type: 'array',
          items: { type: 'string', format: 'regex' },
          description: 'Regular expressions of keys that can be recognized by their form.',
        },
        names: {
          type: 'string',
          format: 'regex',
          description: 'A regular expression of the names of variables that hold secrets.',
        },
      },
    },
    defaults: {
      patterns: [
        '^hf_[A-Za-z0-9]{30,}$',
        '^sk-(proj-|ant-|or-)?[A-Za-z0-9_-]{24,}$',
        '^gh[pousr]_[A-Za-z0-9]{36,}$',
        '^github_pat_\\w{40,}$',
        '^glpat-[\\w-]{20,}$',
        '^AKIA[A-Z0-9]{16}$',
        '^AIza[\\w-]{35}$',
        '^gsk_[A-Za-z0-9]{40,}$',
        '^r8_[A-Za-z0-9]{30,}$',
        '^xox[abpr]-[\\w-]{20,}$',
      ],
      names: '(^|_)(TOKEN|API_KEY|SECRET|SECRET_KEY|PASSWORD|ACCESS_KEY)$',
    },
  },
  messages: {
    literal:
      "This looks like a real key for {{name}} ({{shown}}), and git keeps it forever. Revoke it, and pass on the caller's with `--env {{name}}`.",
  },
  *check(example, { options }): Iterable<Report<'literal'>> {
    const names = configuredPattern(options.names);
    const seen = new Set<string>();
    for (const { name, value, at } of valuesOf(example)) {
      const isKey = isVaried(value) && firstMatch(options.patterns, value) >= 0;
      if (!isKey && !(isRandom(value) && names.test(name))) continue;
      const key = `${at.file} ${at.start}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield { message: 'literal', data: { name, shown: `${value.slice(0, 4)}…` }, at };
    }
  },
});

interface Value {
  readonly name: string;
  readonly value: string;
  readonly at: Span;
}

function* valuesOf(example: Example): Iterable<Value> {
  for (const { shell } of example.scripts)
    for (const { name, value, valueSpan } of variableValues(shell)) if (value) yield { name, value, at: valueSpan };
  for (const { spec } of example.launches)
    for (const { name, value } of spec.env)
      if (name.text && value?.text) yield { name: name.text, value: value.text, at: value.span };
  for (const { spec } of example.builds)
    for (const { name, value } of spec.buildArgs)
      if (name.text && value?.text) yield { name: name.text, value: value.text, at: value.span };
  for (const { dockerfile } of example.dockerfiles)
    for (const assignment of dockerfile.stages.flatMap(({ env, args }) => [...env, ...args]))
      if (assignment.value && assignment.valueSpan)
        yield { name: assignment.name, value: assignment.value, at: assignment.valueSpan };
}

/** Unlike a placeholder, which repeats few characters. */
const isVaried = (value: string): boolean => new Set(value).size >= 10;

/** Long, with digits among letters and without the words of a placeholder. */
const isRandom = (value: string): boolean =>
  value.length >= 20 &&
  /^[\w+/=.-]+$/.test(value) &&
  /\d.*\d.*\d/.test(value) &&
  /[a-z].*[a-z]/i.test(value) &&
  isVaried(value) &&
  !/xxx|your|example|dummy|placeholder|changeme|token|secret|local|test|none|[/\\]/i.test(value);
