import { defineRule, type Example, type Span } from '../../../src/api';

interface Options {
  readonly names: readonly string[];
}

export default defineRule<'example', Options>({
  name: 'executable',
  scope: 'example',
  docs: {
    summary: 'Scripts that people call directly are executable',
    why: '`./train.sh` ends in “Permission denied” in every clone, because git keeps the missing executable bit.',
    bad: [
      { 'build.sh': { text: '#!/bin/bash\ndocker build .\n', executable: false } },
      { 'README.md': 'Run `./download.sh` first.\n', 'download.sh': { text: '#!/bin/bash\n', executable: false } },
    ],
    good: { 'build.sh': '#!/bin/bash\ndocker build .\n', 'lib.sh': { text: 'say() { echo "$@"; }\n', executable: false } },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        names: {
          type: 'array',
          items: { type: 'string' },
          description:
            'scripts that are always called directly where there is a metadata file; others count where the README calls them by `./`',
        },
      },
    },
    defaults: { names: ['build.sh', 'train.sh', 'predict.sh', 'test.sh', 'evaluate.sh', 'serve.sh', 'run.sh'] },
  },
  messages: {
    mode: '{{script}} is not executable, so `./{{script}}` fails in every clone; run `{{command}} {{script}}` in its folder',
  },
  *check(example, { options }) {
    const { repository, folder } = example;
    // `example/preset-script` reports these at the preset.
    const presets = new Set(example.presets.map(({ script: named }) => named));
    for (const entry of example.files) {
      const script = folder === '' ? entry.path : entry.path.slice(folder.length + 1);
      if (entry.type !== 'file' || entry.executable || !script.endsWith('.sh') || presets.has(script)) continue;
      const called = callInReadme(example, script);
      const isRunnable = example.metadata !== undefined && options.names.includes(script);
      if (!isRunnable && !called) continue;
      yield {
        message: 'mode',
        data: { script, command: repository.git && entry.tracked ? 'git update-index --chmod=+x' : 'chmod +x' },
        at: { file: entry.path },
        related: called ? [{ message: 'called here', at: called }] : [],
      };
    }
  },
});

/** A command of the README that begins with the script: at the start of a line, a prompt or inline code, or after `&&`. */
function callInReadme({ readme }: Example, script: string): Span | undefined {
  if (!readme) return undefined;
  const path = `./${script}`;
  for (let start = readme.text.indexOf(path); start >= 0; start = readme.text.indexOf(path, start + 1)) {
    const line = readme.text.slice(readme.text.lastIndexOf('\n', start - 1) + 1, start);
    const isCommand = /(?:^|[`;&|]|(?:^|\s)[$>%])\s*(?:sudo\s+)?(?:\w+=\S*\s+)*$/.test(line.slice(-200));
    const isWhole = !/^(?:[\w/-]|\.\w)/.test(readme.text.slice(start + path.length, start + path.length + 2));
    if (isCommand && isWhole) return { file: readme.path, start, end: start + path.length };
  }
  return undefined;
}
