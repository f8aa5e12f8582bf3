import { configuredPattern, defineRule, escapeRegExp, type JsonSchema, query } from '../../../src/api';

interface Commands {
  readonly anywhere: readonly string[];
  readonly atLineStart: readonly string[];
  readonly suggested: readonly string[];
}

interface Options {
  readonly commands: Commands;
  /** Regular expressions. */
  readonly usage: readonly string[];
}

const inWords = new Intl.ListFormat('en');

const words: JsonSchema = { type: 'array', items: { type: 'string' } };

export default defineRule<'example', Options>({
  name: 'readme',
  scope: 'example',
  docs: {
    summary: 'The README says how to run the example',
    why: 'A README without a single command leaves newcomers to read the scripts.',
    bad: [
      {
        wrong: "The README doesn't name the script.",
        sample: {
          'README.md': `# Detector

A nice detector.
`,
          'train.sh': '#!/bin/bash\n',
        },
      },
      {
        wrong: 'The README names no command.',
        sample: {
          'README.md': `# Detector

A nice detector.
`,
        },
      },
      { wrong: 'The README is empty.', sample: { 'README.md': '' } },
    ],
    good: {
      'README.md': `# Detector

\`\`\`bash
./build.sh
./train.sh
\`\`\`
`,
    },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        commands: {
          type: 'object',
          description: 'commands that show how to run an example',
          additionalProperties: false,
          required: ['anywhere', 'atLineStart', 'suggested'],
          properties: {
            anywhere: { ...words, description: 'commands that count anywhere in the README' },
            atLineStart: { ...words, description: 'commands that count at the start of a line' },
            suggested: { ...words, description: 'scripts to suggest if the README names no command' },
          },
        },
        usage: {
          type: 'array',
          items: { type: 'string', format: 'regex' },
          description: 'regular expressions for further ways to say how to run an example',
        },
      },
    },
    defaults: { usage: [] },
    tables: { commands: 'files.usage' },
  },
  messages: {
    empty: 'The README is empty. Say what the example does, and how to build and run it.',
    usage: 'The README names no command, so newcomers must read the code to run the example. Add the commands that run it.',
    unnamed:
      'The README names no command, so newcomers must read the scripts to run the example. Add the commands, such as {{scripts}}.',
  },
  *check(example, { options: { commands, usage } }) {
    const { readme } = example;
    if (!readme) return;
    const text = readme.text.slice(0, 200_000);
    if (text.trim() === '') {
      yield { message: 'empty', at: { file: readme.path } };
      return;
    }
    if ([...patternsOf(commands), ...usage.map((pattern) => configuredPattern(pattern, 'mu'))].some((each) => each.test(text)))
      return;
    const scripts = commands.suggested.filter((name) => example.has(name)).map((name) => `\`./${name}\``);
    const start = text.search(/\S/);
    const end = text.slice(start).search(/[\r\n]|$/) + start;
    const at = { file: readme.path, start, end, anchor: 'title' };
    if (scripts.length > 0) yield { message: 'unnamed', data: { scripts: inWords.format(scripts) }, at };
    else yield { message: 'usage', at };
  },
});

/** A script, `cvl run`, a command, or a link to where the commands are: another page, a notebook, or a folder of the repository. */
const patternsOf = query('files.usage', ({ anywhere, atLineStart }: Commands): readonly RegExp[] => [
  /\w\.sh\b|\bcvl run\b/u,
  new RegExp(`\\b${anyOf(anywhere)}\\s+[\\w./-]`, 'u'),
  new RegExp(`^[ \\t]*(?:[$>][ \\t]*)?${anyOf(atLineStart)}\\s+[\\w./-]`, 'mu'),
  /\]\((?!https?:|#|mailto:|LICEN[CS]E)(?:[^()\s#]*\.(?:md|rst|ipynb)|(?:\.{0,2}\/)*[\w-]+(?:\/[\w-]+)*\/?)(?:#[^()]*)?\)/u,
]);

const anyOf = (commands: readonly string[]): string =>
  commands.length > 0 ? `(?:${commands.map(escapeRegExp).join('|')})` : '(?!)';
