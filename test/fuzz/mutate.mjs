/** Structure-aware mutation of a repository in memory. All chance comes from one number. */

/** A generator of numbers from 0 to 1 (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Pieces of each language, put in anywhere: what opens, closes, quotes, continues or repeats. */
const pieces = {
  shell: [
    '$(',
    ')',
    '"',
    "'",
    '`',
    '${',
    '}',
    '${A:-',
    '((',
    '))',
    '[[ ',
    ' ]]',
    '<<EOF\n',
    'EOF\n',
    ' \\\n',
    '; ',
    ' && ',
    ' | ',
    'if true; then ',
    '; fi',
    'for x in a b; do ',
    '; done',
    'source "$(dirname "$0")/train.sh"\n',
    'docker run --rm -it ',
    ' -v $PWD:/app ',
    ' -e A=$B ',
    'X=$X$X\n',
    'eval "$X"\n',
    'f() { ',
    '; }\n',
    '!(*a*)',
    '*a*a*a',
    'exit 1\n',
    'set -e\n',
    '\r',
    'case $x in ',
    ') ;; esac\n',
    'while true; do ',
  ],
  docker: [
    'FROM python:3.12 AS a\n',
    'RUN ',
    'COPY --from=a ',
    'COPY *a*a*b /x\n',
    'ENV A=$A$A\n',
    'ARG A=${A:-',
    ' \\\n',
    '<<EOF\n',
    'EOF\n',
    '["a", ',
    ']',
    '# syntax=docker/dockerfile:1\n',
    '# escape=`\n',
    'ENTRYPOINT ',
    'pip install ',
    'USER 0\n',
    '--mount=type=cache,target=/x ',
  ],
  python: [
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"""',
    "'",
    '\\\n',
    ': ',
    '\n    ',
    'import os\n',
    'from . import *\n',
    'def f(',
    'class A(',
    'lambda: ',
    'os.environ["A"]',
    'for x in loader:\n    loss.backward()\n',
    'f"{',
    '}"',
    ' if a else ',
    'await ',
    'parser.add_argument("--a", default=',
    'torch.save(x, "outputs/a.pt")\n',
    'async ',
    ' := ',
    '\f',
    '\t',
  ],
  yaml: [
    '? ',
    '- ',
    ': ',
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '<<: *a\n',
    '|\n',
    '>-\n',
    '"',
    "'",
    '---\n',
    '\n  ',
    '!!str ',
    '# cvl-disable-next-line docker/flags -- a\n',
    'presets:\n  train: {script: train.sh}\n',
    '~',
    '1e999',
    '0o17',
    '\t',
  ],
  log: [
    'loss: nan ',
    'loss: 0.5 ',
    'step 1 ',
    'epoch=1 ',
    '{"loss": 0.5}\n',
    '{"a":',
    '}',
    '\r',
    '\n',
    '1,2,3\n',
    '"',
    'Traceback (most recent call last):\n',
    'RuntimeError: CUDA out of memory\n',
    '\u001b[31m',
    'inf',
    '1e308',
    '-',
    '100%|███| 1/1 [00:00<00:00]',
    'loss,step\n',
    '[',
    ']',
  ],
  text: ['[a](b.md)', '`', '```bash\n', '```\n', '# a\n', '*', '!', '/', '**/', '<!--', '-->', '\\', '[', ']', '| a | b |\n'],
  any: [
    '\0',
    '\u202e',
    '\uFEFF',
    '🦓',
    '\ud800',
    '\r\n',
    '\u2028',
    '%s',
    '__proto__',
    'constructor',
    'a'.repeat(300),
    ' '.repeat(200),
    '\u001b]8;;x\u0007',
  ],
};

function languageOf(path) {
  if (/\.(sh|bash)$|Makefile$/.test(path)) return 'shell';
  if (/Dockerfile/.test(path)) return 'docker';
  if (/\.py$|requirements/.test(path)) return 'python';
  if (/\.ya?ml$/.test(path)) return 'yaml';
  return /\.(log|csv|jsonl?|wandb|safetensors)$|tfevents|log|metrics/.test(path) ? 'log' : 'text';
}

/** A changed copy of one of the repositories. */
export function mutated(seeds, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const files = { ...pick(seeds) };
  if (random() < 0.3) Object.assign(files, pick(seeds));
  const rounds = 1 + Math.floor(random() * 6);
  for (let round = 0; round < rounds; round++) {
    const path = pick(Object.keys(files));
    if (path === undefined) break;
    const change = random();
    if (change < 0.03) delete files[path];
    else if (change < 0.06)
      files[
        path.replace(/[^/]+$/, () =>
          pick([
            '*',
            'a b.sh',
            '-rf',
            "it's.py",
            '__proto__',
            'train.sh',
            'Dockerfile',
            'README.md',
            '.gitignore',
            '.dockerignore',
            'metrics.csv',
            'train.log',
          ]),
        )
      ] = files[path];
    else files[path] = changed(files[path], languageOf(path), files, { random, pick });
  }
  return files;
}

function changed(bytes, language, files, { random, pick }) {
  const text = Buffer.from(bytes).toString('latin1');
  const at = place(text, random);
  const length = Math.floor(random() ** 3 * Math.min(text.length, 400));
  const piece = Buffer.from(pick(random() < 0.85 ? pieces[language] : pieces.any)).toString('latin1');
  const middle = text.slice(at, at + length);
  const put = pick([
    () => '',
    () => piece,
    () => piece,
    () => middle + piece + middle,
    () => piece.repeat(1 + Math.floor(random() ** 4 * 400)),
    () => middle.repeat(2 + Math.floor(random() ** 4 * 40)),
    () =>
      Buffer.from(files[pick(Object.keys(files))])
        .toString('latin1')
        .slice(0, 2000),
    () => [...middle].reverse().join(''),
    () => String.fromCharCode(Math.floor(random() * 256)),
  ])();
  const result = text.slice(0, at) + put + text.slice(at + (random() < 0.5 ? length : 0));
  return Buffer.from(result.slice(0, 200_000), 'latin1');
}

/** The start of a line, a word, or any place. */
function place(text, random) {
  const at = Math.floor(random() * (text.length + 1));
  const kind = random();
  if (kind < 0.3) return text.lastIndexOf('\n', at) + 1;
  if (kind < 0.6) return text.lastIndexOf(' ', at) + 1;
  return at;
}
