/** What the rules of a plugin usually check. Default: an example. */
const scopes = {
  docker: 'launch',
  dockerfile: 'dockerfile',
  env: 'script',
  example: 'metadata',
  metrics: 'run',
  python: 'start',
  runs: 'run',
  shell: 'script',
  training: 'module',
};

const scopeOf = (plugin) => scopes[plugin] ?? 'example';

const train = `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm --volume "$DIR:/workspace" --workdir /workspace demo python train.py
`;
const metadata = { 'example.yaml': 'name: demo\npresets:\n  train: { script: train.sh }\n' };

/** For each scope, the files of a bad sample. Without the FIXME, they're a good one. */
const samples = {
  dockerfile: { ...metadata, Dockerfile: '# FIXME\nFROM python:3.12\n' },
  example: { 'example.yaml': `${metadata['example.yaml']}# FIXME\n` },
  launch: { ...metadata, 'train.sh': train.replace('\n', '\n# FIXME\n') },
  metadata: { 'example.yaml': `${metadata['example.yaml']}# FIXME\n` },
  module: { ...metadata, 'train.py': '# FIXME\nprint("training")\n' },
  run: { ...metadata, 'train.log': "{'loss': 2.3, 'epoch': 1.0}\n{'loss': 1.9, 'epoch': 2.0}\nFIXME\n" },
  start: { ...metadata, 'train.sh': '#!/bin/bash\n# FIXME\npython train.py\n', 'train.py': 'print("training")\n' },
  script: { ...metadata, 'train.sh': train.replace('\n', '\n# FIXME\n') },
};

/** The first samples of a new rule: texts by path in the example's folder. */
export function sampleOf(plugin) {
  const bad = samples[scopeOf(plugin)];
  const good = Object.fromEntries(Object.entries(bad).map(([path, text]) => [path, text.replace(/^(# )?FIXME\n/m, '')]));
  return { bad, good };
}

/** The text of a new rule's file. */
export function ruleIn(plugin, name) {
  const { bad, good } = sampleOf(plugin);
  return `import { defineRule } from '../../../src/api';

export default defineRule({
  name: '${name}',
  scope: '${scopeOf(plugin)}',
  docs: {
    summary: 'TODO: what is required, in one line without a full stop',
    why: 'TODO: what goes wrong otherwise, in a few sentences.',
    bad: [{ wrong: 'TODO: what is wrong with this sample, in a sentence.', sample: ${literal(bad)} }],
    good: ${literal(good)},
  },
  messages: { marker: 'This file has a {{word}}. Resolve it and remove the comment.' },
  *check({ path, repository }) {
    const word = 'FIXME';
    const start = repository.source(path)?.text.indexOf(word) ?? -1;
    if (start >= 0) yield { message: 'marker', data: { word }, at: { file: path, start, end: start + word.length } };
  },
});
`;
}

const literal = (files) =>
  `{ ${Object.entries(files)
    .map(([path, text]) => `${/^\w+$/.test(path) ? path : `'${path}'`}: \`${text.replace(/[`\\]|\$\{/g, '\\$&')}\``)
    .join(', ')} }`;
