import { defineRule, type Example, quoteForShell, type Span } from '../../../src/api';

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
      {
        wrong: 'People call `./build.sh`.',
        sample: { 'build.sh': { text: '#!/bin/bash\ndocker build .\n', executable: false } },
      },
      {
        wrong: 'The README calls the script.',
        sample: { 'README.md': 'Run `./download.sh` first.\n', 'download.sh': { text: '#!/bin/bash\n', executable: false } },
      },
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
            'scripts that people call directly if there is a metadata file; other scripts count if the README calls them, as in `./get.sh`',
        },
      },
    },
    tables: { names: 'files.called' },
  },
  messages: {
    mode: "`{{script}}` isn't executable, so `{{call}}` fails in every clone. Run `{{command}}` in the example's folder.",
  },
  *check(example, { options }) {
    const { repository, folder } = example;
    // `example/preset-executable` reports these at the preset.
    const presets = new Set(example.presets.map(({ script: named }) => named));
    for (const entry of example.files) {
      const script = folder === '' ? entry.path : entry.path.slice(folder.length + 1);
      if (entry.type !== 'file' || entry.executable || !script.endsWith('.sh') || presets.has(script)) continue;
      const called = callInReadme(example, script);
      const isRunnable = example.metadata !== undefined && options.names.includes(script);
      if (!isRunnable && !called) continue;
      const command = repository.git && entry.tracked ? ['git', 'update-index', '--chmod=+x'] : ['chmod', '+x'];
      yield {
        message: 'mode',
        data: { script, call: quoteForShell([`./${script}`]), command: quoteForShell([...command, script]) },
        at: { file: entry.path },
        related: called ? [{ message: 'The README calls it here.', at: called }] : [],
      };
    }
  },
});

/** Where the README calls the script: at the start of a line, after a prompt, at the start of inline code, or after `&&`. */
function callInReadme({ readme }: Example, script: string): Span | undefined {
  if (!readme) return undefined;
  const path = `./${script}`;
  for (let start = readme.text.indexOf(path); start >= 0; start = readme.text.indexOf(path, start + 1)) {
    const line = readme.text.slice(readme.text.lastIndexOf('\n', start - 1) + 1, start);
    const isCommand = /(?:^|[`;&|]|(?:^|\s)[$>%])\s*(?:sudo\s+)?(?:\w+=\S{0,100}\s+){0,8}$/.test(line.slice(-200));
    const isWhole = !/^(?:[\w/-]|\.\w)/.test(readme.text.slice(start + path.length, start + path.length + 2));
    if (isCommand && isWhole) return { file: readme.path, start, end: start + path.length };
  }
  return undefined;
}
