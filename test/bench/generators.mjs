/** Inputs of any size for `scaling.bench.mjs`: `size` is the count at 1×, `files` the example's files for a count. */

const numbers = (count) => Array.from({ length: count }, (_, index) => index);
const lines = (count, line) => `${numbers(count).map(line).join('\n')}\n`;
const script = (body) => `#!/usr/bin/env bash\nset -euo pipefail\n${body}`;
const launch = 'docker run --rm demo python train.py\n';
const started = { 'train.sh': script(launch) };
const dockerfile = (body) => ({ ...started, Dockerfile: `FROM python:3.12\nWORKDIR /app\n${body}` });
const python = (body, others = {}) => ({
  'train.sh': script(
    'cd "$(dirname "$0")"\ndocker run --rm -v "$(cd "$(dirname "$0")" && pwd):/app" -w /app demo python train.py\n',
  ),
  'train.py': body,
  ...others,
});
const log = (text, path = 'logs/train.log') => ({ ...started, [path]: text });

/** Files with one long line in them, by kind. */
const longLines = {
  shell: (line) => ({ 'train.sh': script(`${line}\n${launch}`) }),
  'shell word': (line) => ({ 'train.sh': script(`docker run demo '${line.replaceAll("'", '')}'\n`) }),
  dockerfile: (line) => dockerfile(`RUN ${line}\n`),
  python: (line) => python(`${line}\n`),
  'python text': (line) =>
    python(`x = """${line.replaceAll('\\', '')} """\nimport torch\nfor x in loader:\n    loss.backward()\n`),
  metadata: (line) => ({ ...started, 'example.yaml': `name: demo\ndescription: ${line}\n` }),
  readme: (line) => ({ ...started, 'README.md': `${line}\n` }),
  requirements: (line) => ({ ...python('import torch\n'), 'requirements.txt': `${line}\n` }),
  gitignore: (line) => ({ ...started, '.gitignore': `${line}\n`, 'a.txt': '' }),
  log: (line) => log(`${line}\n`),
  JSON: (line) => log(`${line}\n`, 'logs/metrics.jsonl'),
  CSV: (line) => log(`epoch,step,loss\n${line}\n`, 'lightning_logs/version_0/metrics.csv'),
};

/** What a long line is made of: what a regular expression without an end may try again and again. */
const fillers = {
  spaces: ' ',
  letters: 'a',
  digits: '1',
  hyphens: '-',
  slashes: '/',
  backslashes: '\\',
  quotes: '"',
  apostrophes: "'",
  dollars: '$',
  'open brackets': '[',
  'open braces': '{',
  'open parentheses': '(',
  dots: 'a.',
  commas: 'a, ',
  colons: 'a: ',
  equals: 'a=',
  words: 'for x in y ',
  options: '--a b ',
  addresses: 'http://a/',
  backticks: '`a` ',
  marks: '# a ',
  stars: '*a',
  'scientific numbers': '1e5.',
};

const lineGenerators = Object.fromEntries(
  Object.entries(longLines).flatMap(([kind, files]) =>
    Object.entries(fillers).map(([name, filler]) => [
      `line: ${kind} of ${name}`,
      { size: 8000, files: (n) => files(filler.repeat(n / filler.length)) },
    ]),
  ),
);

export const generators = {
  ...lineGenerators,
  'shell: launches': { size: 100, files: (n) => ({ 'train.sh': script(lines(n, () => launch.trim())) }) },
  'shell: different launches': {
    size: 100,
    files: (n) => ({
      'train.sh': script(lines(n, (i) => `docker run --rm --gpus all -v /data${i}:/d -e A${i}=1 image${i} python train.py`)),
    }),
  },
  'shell: mounts of one launch': {
    size: 100,
    files: (n) => ({
      'train.sh': script(`docker run --rm \\\n${lines(n, (i) => `  -v /data/${i}:/data/${i} \\`)}  demo python train.py\n`),
    }),
  },
  'shell: variables of one launch': {
    size: 100,
    files: (n) => ({
      'train.sh': script(`docker run --rm \\\n${lines(n, (i) => `  -e NAME_${i}=${i} \\`)}  demo python train.py\n`),
    }),
  },
  'shell: exported variables before launches': {
    size: 50,
    files: (n) => ({ 'train.sh': script(`${lines(n, (i) => `export NAME_${i}=${i}`)}${lines(n, () => launch.trim())}`) }),
  },
  'shell: assignments': {
    size: 1000,
    files: (n) => ({ 'train.sh': script(`${lines(n, (i) => `X${i}="\${X${i - 1}:-a}"`)}${launch}`) }),
  },
  'shell: words of one command': {
    size: 2000,
    files: (n) => ({ 'train.sh': script(`docker run demo ${numbers(n).join(' ')}\n`) }),
  },
  'shell: one long word': { size: 20_000, files: (n) => ({ 'train.sh': script(`docker run demo ${'a'.repeat(n)}\n`) }) },
  'shell: one long quoted word of variables': {
    size: 1000,
    files: (n) => ({ 'train.sh': script(`docker run demo "${'$x '.repeat(n)}"\n`) }),
  },
  'shell: quotes that are never closed': {
    size: 1000,
    files: (n) => ({ 'train.sh': script(`${launch}${lines(n, () => 'echo "a \\')}`) }),
  },
  'shell: functions': {
    size: 300,
    files: (n) => ({ 'train.sh': script(`${lines(n, (i) => `f${i}() { echo ${i}; }\nf${i}`)}${launch}`) }),
  },
  'shell: chained functions': {
    size: 400,
    files: (n) => ({
      'train.sh': script(`${lines(n, (i) => `f${i}() { ${i === 0 ? 'true' : `f${i - 1}`}; }`)}f${n - 1}\n${launch}`),
    }),
  },
  'shell: here-documents': {
    size: 200,
    files: (n) => ({ 'train.sh': script(`${lines(n, (i) => `cat > a${i} <<EOF\ntext ${i}\nEOF`)}${launch}`) }),
  },
  'shell: conditions': {
    size: 200,
    files: (n) => ({ 'train.sh': script(`${lines(n, (i) => `if [[ $A${i} == b ]]; then B${i}=1; fi`)}${launch}`) }),
  },
  'shell: array appends': {
    size: 200,
    files: (n) => ({
      'train.sh': script(`A=()\n${lines(n, (i) => `A+=(-e V${i}=1)`)}docker run --rm "\${A[@]}" demo python train.py\n`),
    }),
  },
  'shell: comments': { size: 5000, files: (n) => ({ 'train.sh': script(`${lines(n, (i) => `# comment ${i}`)}${launch}`) }) },
  'shell: builds and tags': {
    size: 100,
    files: (n) => ({ 'train.sh': script(`${lines(n, (i) => `docker build -t a"$X"b${i} .\ndocker tag a${i} c${i}`)}${launch}`) }),
  },
  'shell: scripts': {
    size: 40,
    files: (n) => ({ ...started, ...Object.fromEntries(numbers(n).map((i) => [`run${i}.sh`, script(launch)])) }),
  },
  'shell: scripts sourced in a row': {
    size: 30,
    files: (n) => ({
      'train.sh': script(`${lines(n, (i) => `source "$(dirname "$0")/lib${i}.sh"`)}${launch}`),
      ...Object.fromEntries(numbers(n).map((i) => [`lib${i}.sh`, `X${i}=${i}\n`])),
    }),
  },
  'directives: ids in one': {
    size: 2000,
    files: (n) => ({
      'train.sh': script(
        `# cvl-disable-next-line ${numbers(n)
          .map((i) => `docker/rule${i}`)
          .join(', ')} -- why\n${launch}`,
      ),
    }),
  },
  'directives: bare ids in one': {
    size: 2000,
    files: (n) => ({
      'train.sh': script(
        `# cvl-disable-next-line ${numbers(n)
          .map((i) => `rule${i}`)
          .join(', ')}\n${launch}`,
      ),
    }),
  },
  'directives: many': {
    size: 100,
    files: (n) => ({ 'train.sh': script(lines(n, () => `# cvl-disable-next-line docker/flags -- why\ndocker run -it demo`)) }),
  },
  'directives: with many ids before many findings': {
    size: 50,
    files: (n) => ({
      'train.sh': script(
        lines(
          n,
          () =>
            `# cvl-disable-next-line ${numbers(20)
              .map((i) => `docker/rule${i}`)
              .join(', ')} -- why\ndocker run -it demo`,
        ),
      ),
    }),
  },
  'dockerfile: instructions': { size: 500, files: (n) => dockerfile(lines(n, (i) => `ENV NAME_${i}=${i}`)) },
  'dockerfile: arguments used by the next': { size: 300, files: (n) => dockerfile(lines(n, (i) => `ARG A${i}=\${A${i - 1}}x`)) },
  'dockerfile: installs in one RUN': {
    size: 200,
    files: (n) =>
      dockerfile(
        `RUN ${numbers(n)
          .map(() => 'pip install p && apt-get install')
          .join(' && ')}\n`,
      ),
  },
  'dockerfile: installs in continued lines': {
    size: 200,
    files: (n) => dockerfile(`RUN true \\\n${lines(n, (i) => `  && pip install p${i} \\`)}  && true\n`),
  },
  'dockerfile: RUN instructions': {
    size: 200,
    files: (n) => dockerfile(lines(n, (i) => `RUN pip install p${i} && apt-get update`)),
  },
  'dockerfile: here-documents': { size: 100, files: (n) => dockerfile(lines(n, (i) => `RUN <<EOF\npip install p${i}\nEOF`)) },
  'dockerfile: here-documents of one RUN': {
    size: 50,
    files: (n) =>
      dockerfile(
        `RUN cat ${numbers(n)
          .map((i) => `<<E${i}`)
          .join(' ')}\n${lines(n, (i) => `text\nE${i}`)}`,
      ),
  },
  'dockerfile: stages': {
    size: 120,
    files: (n) => ({
      ...started,
      Dockerfile: lines(n, (i) => `FROM ${i === 0 ? 'python:3.12' : `s${i - 1}`} AS s${i}\nENV A${i}=1`),
    }),
  },
  'dockerfile: independent stages': {
    size: 120,
    files: (n) => ({
      ...started,
      Dockerfile: lines(n, (i) => `FROM python:3.12 AS s${i}\nCOPY --from=${Math.max(0, i - 1)} /a /b`),
    }),
  },
  'dockerfile: copies': { size: 100, files: (n) => dockerfile(lines(n, (i) => `COPY a${i} /b${i}`)) },
  'dockerfile: sources of one COPY': {
    size: 100,
    files: (n) =>
      dockerfile(
        `COPY ${numbers(n)
          .map((i) => `a${i}`)
          .join(' ')} /b/\n`,
      ),
  },
  'dockerfile: copies of globs': {
    size: 20,
    files: (n) => ({
      ...dockerfile(lines(n, (i) => `COPY *${i}* /b${i}/`)),
      ...Object.fromEntries(numbers(50).map((i) => [`f${i}`, ''])),
    }),
  },
  'dockerfile: one long line': { size: 20_000, files: (n) => dockerfile(`RUN echo ${'a'.repeat(n)}\n`) },
  'dockerfile: continued lines': { size: 1000, files: (n) => dockerfile(`RUN echo \\\n${lines(n, () => '  a \\')}  b\n`) },
  'dockerfile: comments': { size: 3000, files: (n) => dockerfile(`${lines(n, () => '# text')}RUN true\n`) },
  'dockerfile: labels of one instruction': {
    size: 300,
    files: (n) =>
      dockerfile(
        `LABEL ${numbers(n)
          .map((i) => `a${i}=b`)
          .join(' ')}\n`,
      ),
  },
  'dockerignore: patterns': {
    size: 100,
    files: (n) => ({
      ...dockerfile('COPY . /app\n'),
      '.dockerignore': lines(n, (i) => `**/a${i}*`),
      ...Object.fromEntries(numbers(50).map((i) => [`f${i}`, ''])),
    }),
  },
  'python: imports': { size: 400, files: (n) => python(lines(n, (i) => `import module${i}`)) },
  'python: names of one import': {
    size: 400,
    files: (n) =>
      python(
        `from helpers import ${numbers(n)
          .map((i) => `name${i}`)
          .join(', ')}\n`,
      ),
  },
  'python: imported files': {
    size: 40,
    files: (n) =>
      python(
        lines(n, (i) => `import m${i}`),
        Object.fromEntries(numbers(n).map((i) => [`m${i}.py`, `import m${i + 1 < n ? i + 1 : 0}\n`])),
      ),
  },
  'python: chain of assignments': {
    size: 400,
    files: (n) =>
      python(`import os\nx0 = os.environ.get("A")\n${lines(n, (i) => `x${i + 1} = x${i} or os.environ.get("A${i}")`)}`),
  },
  'python: chain of sums': {
    size: 400,
    files: (n) => python(`x0 = "a"\n${lines(n, (i) => `x${i + 1} = x${i} + "b"`)}open(x${n})\n`),
  },
  'python: assignments of one name': { size: 400, files: (n) => python(`x = "a"\n${lines(n, () => 'x = x + "b"')}open(x)\n`) },
  'python: chained functions': {
    size: 400,
    files: (n) =>
      python(
        `import os\ndef f0(a): return os.environ.get(a)\n${lines(n, (i) => `def f${i + 1}(a): return f${i}(a)`)}f${n}("NAME")\n`,
      ),
  },
  'python: functions': { size: 400, files: (n) => python(lines(n, (i) => `def f${i}(a):\n    return a\nf${i}(1)`)) },
  'python: classes': {
    size: 200,
    files: (n) => python(lines(n, (i) => `class C${i}(${i === 0 ? '' : `C${i - 1}`}):\n    a${i} = ${i}`)),
  },
  'python: environment reads': { size: 400, files: (n) => python(`import os\n${lines(n, (i) => `os.environ["NAME_${i}"]`)}`) },
  'python: arguments': {
    size: 200,
    files: (n) =>
      python(
        `import argparse\np = argparse.ArgumentParser()\n${lines(n, (i) => `p.add_argument("--a${i}", default=${i})`)}a = p.parse_args()\n`,
      ),
  },
  'python: loops': {
    size: 200,
    files: (n) => python(`import torch\n${lines(n, () => 'for x in loader:\n    loss.backward()\n    optimizer.step()')}`),
  },
  'python: one long list': { size: 2000, files: (n) => python(`x = [${numbers(n).join(', ')}]\n`) },
  'python: one long text': { size: 20_000, files: (n) => python(`x = "${'a'.repeat(n)}"\n`) },
  'python: downloads': {
    size: 200,
    files: (n) => python(`import torchvision\n${lines(n, (i) => `torchvision.datasets.CIFAR10("data${i}", download=True)`)}`),
  },
  'python: saved files': {
    size: 200,
    files: (n) => python(`import torch\n${lines(n, (i) => `torch.save(m, "outputs/a${i}.pt")`)}`),
  },
  'requirements: lines': {
    size: 500,
    files: (n) => ({ ...python('import torch\n'), 'requirements.txt': lines(n, (i) => `package${i}==1.0`) }),
  },
  'metadata: keys': {
    size: 300,
    files: (n) => ({ ...started, 'example.yaml': `name: demo\n${lines(n, (i) => `key${i}: ${i}`)}` }),
  },
  'metadata: presets': {
    size: 100,
    files: (n) => ({
      ...started,
      'example.yaml': `name: demo\ncapability: a/b\npresets:\n${lines(n, (i) => `  p${i}:\n    script: train.sh`)}`,
    }),
  },
  'metadata: one list': {
    size: 500,
    files: (n) => ({
      ...started,
      'example.yaml': `name: demo\ntasks: [${numbers(n)
        .map((i) => `t${i}`)
        .join(', ')}]\n`,
    }),
  },
  'metadata: one long text': {
    size: 5000,
    files: (n) => ({ ...started, 'example.yaml': `name: demo\ndescription: >\n${lines(n, () => '  text text')}` }),
  },
  'readme: links': { size: 500, files: (n) => ({ ...started, 'README.md': lines(n, (i) => `[a${i}](b${i}.md)`) }) },
  'readme: code blocks': { size: 300, files: (n) => ({ ...started, 'README.md': lines(n, () => '```bash\n./train.sh\n```') }) },
  'readme: one long line': { size: 20_000, files: (n) => ({ ...started, 'README.md': 'a `b` [c] '.repeat(n / 10) }) },
  'readme: brackets': { size: 20_000, files: (n) => ({ ...started, 'README.md': '['.repeat(n) }) },
  'gitignore: patterns': { size: 300, files: (n) => ({ ...started, '.gitignore': lines(n, (i) => `a${i}*`) }) },
  'files: scripts of one name': {
    size: 100,
    files: (n) => Object.fromEntries(numbers(n).map((i) => [`part${i}/run.sh`, script('./run.sh\n')])),
  },
  'files: in the example': {
    size: 200,
    files: (n) => ({ ...started, ...Object.fromEntries(numbers(n).map((i) => [`data/f${i}.txt`, 'a'])) }),
  },
  'files: folders': {
    size: 100,
    files: (n) => ({ ...started, ...Object.fromEntries(numbers(n).map((i) => [`d${i}/f.py`, 'x = 1\n'])) }),
  },
  'log: one line of loss': { size: 10_000, files: (n) => log('loss: 0.5 '.repeat(n)) },
  'log: one line without separators': { size: 100_000, files: (n) => log('a'.repeat(n)) },
  'log: one line of numbers': { size: 20_000, files: (n) => log('0.5 '.repeat(n)) },
  'log: one line of names': {
    size: 10_000,
    files: (n) =>
      log(
        numbers(n)
          .map((i) => `name${i}=${i}`)
          .join(' '),
      ),
  },
  'log: one line with carriage returns': {
    size: 5000,
    files: (n) =>
      log(
        numbers(n)
          .map((i) => `step ${i} loss: 0.5`)
          .join('\r'),
      ),
  },
  'log: lines': { size: 5000, files: (n) => log(lines(n, (i) => `step ${i} loss: ${1 / (i + 1)} lr: 0.1`)) },
  'log: lines of different names': { size: 1000, files: (n) => log(lines(n, (i) => `step ${i} metric${i}: 0.5`)) },
  'log: lines of different shapes': {
    size: 1000,
    files: (n) => log(lines(n, (i) => `${'x'.repeat(i % 97)} a${i}b step=${i} loss=0.5`)),
  },
  'log: dictionaries': { size: 2000, files: (n) => log(lines(n, (i) => `{'loss': 0.5, 'epoch': ${i}}`)) },
  'log: tracebacks': {
    size: 500,
    files: (n) =>
      log(lines(n, () => 'Traceback (most recent call last):\n  File "a.py", line 1\nRuntimeError: CUDA out of memory')),
  },
  'log: JSON lines': {
    size: 2000,
    files: (n) =>
      log(
        lines(n, (i) => `{"step": ${i}, "loss": 0.5}`),
        'logs/metrics.jsonl',
      ),
  },
  'log: one JSON line': {
    size: 5000,
    files: (n) =>
      log(
        `{${numbers(n)
          .map((i) => `"a${i}": ${i}`)
          .join(', ')}}\n`,
        'logs/metrics.jsonl',
      ),
  },
  'log: nested JSON': { size: 5000, files: (n) => log(`${'{"a":'.repeat(n)}1${'}'.repeat(n)}\n`, 'logs/metrics.jsonl') },
  'log: CSV rows': {
    size: 5000,
    files: (n) => log(`epoch,step,loss\n${lines(n, (i) => `0,${i},0.5`)}`, 'lightning_logs/version_0/metrics.csv'),
  },
  'log: CSV columns': {
    size: 500,
    files: (n) =>
      log(
        `${['step', ...numbers(n).map((i) => `a${i}`)].join(',')}\n${lines(3, () => numbers(n + 1).join(','))}`,
        'lightning_logs/version_0/metrics.csv',
      ),
  },
  'log: CSV with an open quote': {
    size: 5000,
    files: (n) => log(`epoch,step,loss\n"${lines(n, (i) => `0,${i},0.5`)}`, 'lightning_logs/version_0/metrics.csv'),
  },
  'log: trainer state': {
    size: 1000,
    files: (n) =>
      log(
        JSON.stringify({ log_history: numbers(n).map((i) => ({ step: i, loss: 0.5, epoch: 0 })) }),
        'outputs/trainer_state.json',
      ),
  },
  'log: summaries': {
    size: 40,
    files: (n) => ({
      ...started,
      ...Object.fromEntries(numbers(n).map((i) => [`logs/run${i}.log`, lines(20, (s) => `step ${s} loss: 0.5`)])),
    }),
  },
};
