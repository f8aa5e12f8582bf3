import { defineRule } from '../../../src/api';

interface Options {
  readonly usage: readonly string[];
}

export default defineRule<'example', Options>({
  name: 'readme',
  scope: 'example',
  docs: {
    summary: 'The README says how to run the example',
    why: 'A README without a single command leaves a newcomer to read the scripts.',
    bad: { 'README.md': '# Detector\n\nA nice detector.\n', 'train.sh': '#!/bin/bash\n' },
    good: { 'README.md': '# Detector\n\n```bash\n./build.sh\n./train.sh\n```\n', 'train.sh': '#!/bin/bash\n' },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        usage: {
          type: 'array',
          items: { type: 'string', format: 'regex' },
          description: 'regular expressions: one of them in the README is a way to run the example',
        },
      },
    },
    defaults: {
      usage: [
        '\\w\\.sh\\b',
        '\\bcvl run\\b',
        '\\b(?:python3?|torchrun|accelerate launch|uv run|docker (?:run|compose)|docker-compose|cog|make|bash|npm|pip)\\s+[\\w./-]',
        '^[ \\t]*(?:[$>][ \\t]*)?(?:sbatch|srun|mpirun|kubectl|helm|gcloud|az|aws|sky|ray|modal|conda|poetry|streamlit|jupyter)\\s+[\\w./-]',
        // A link to where the commands are: another page, a notebook, or a folder of the repository.
        '\\]\\((?!https?:|#|mailto:|LICEN[CS]E)(?:[^()\\s]*\\.(?:md|rst|ipynb)|(?:\\.{0,2}/)*[\\w-]+(?:/[\\w-]+)*/?)(?:#[^()]*)?\\)',
      ],
    },
  },
  messages: {
    empty: 'the README is empty; write what the example does and the commands that build and run it',
    usage: 'the README names no command, so a newcomer must read the scripts to run the example; add the commands{{scripts}}',
  },
  *check(example, { options }) {
    const { readme } = example;
    if (!readme) return;
    const text = readme.text.slice(0, 200_000);
    if (text.trim() === '') {
      yield { message: 'empty', at: { file: readme.path } };
      return;
    }
    if (options.usage.some((pattern) => new RegExp(pattern, 'mu').test(text))) return;
    const scripts = ['build.sh', 'train.sh', 'predict.sh'].filter((name) => example.has(name)).map((name) => `\`./${name}\``);
    const start = text.search(/\S/);
    const end = text.slice(start).search(/[\r\n]|$/) + start;
    yield {
      message: 'usage',
      data: { scripts: scripts.length > 0 ? `, such as ${scripts.join(' and ')}` : '' },
      at: { file: readme.path, start, end, anchor: 'title' },
    };
  },
});
