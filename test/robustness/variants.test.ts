import { exampleWith, lintFiles } from './subject';

const script = (body: string) => ({ 'train.sh': `#!/bin/bash\nset -e\n${body}` });
const launch = 'docker run --rm demo python train.py\n';
const python = (text: string) => ({
  ...script('cd "$(dirname "$0")"\ndocker run -v "$PWD:/app" -w /app demo python train.py\n'),
  'train.py': text,
});
const doubled = (line: string): string => line.repeat(60);

/** Small texts that ask for much: each is what another kind of file, or another construct, makes of one that once hung or crashed. */
const inputs = {
  'a doubled word in eval': script(`X="docker run demo;"\n${doubled('X="$X$X"\n')}eval "$X"\nbash -c "$X"\n`),
  'a doubled array': script(`A=(x)\n${doubled('A+=("${A[@]}")\n')}docker run "\${A[@]}" demo\n`),
  'a word that grows in a loop': script('X=a\nuntil false; do X="${X/a/aa}"; docker run $X; done\n'),
  'functions that call the one before twice': script(
    `f0() { ${launch.trim()}; }\n${Array.from({ length: 40 }, (_, index) => `f${index + 1}() { f${index}; f${index}; }\n`).join('')}f40\n`,
  ),
  'loops in loops': script(
    `${[...'abcdefgh'].map((name) => `for ${name} in 1 2 3 4 5 6 7 8; do `).join('')}${launch}${'done; '.repeat(8)}\n`,
  ),
  'braces in a row': script(`docker run ${'{a,b}'.repeat(30)} demo\n`),
  'patterns in an expansion': script(
    `X=${'a'.repeat(3000)}\nY=\${X//+(a|aa|+(a))b/}\nZ=\${X##+(*a*a*a*a)b}\ndocker run $Y $Z demo\n`,
  ),
  'a nested condition': script(`if [[ ${'( '.repeat(3000)}a == b${' )'.repeat(3000)} ]]; then ${launch}fi\n`),
  'nested groups': script(`${'{ '.repeat(3000)}${launch}${'}; '.repeat(3000)}\n`),
  'nested case': script(`${'case a in a) '.repeat(1500)}${launch.trim()}${' ;; esac'.repeat(1500)}\n`),
  'a doubled build argument': {
    ...script(launch),
    Dockerfile: `FROM python:3.12\nARG A=x\n${doubled('ARG A=$A$A\n')}${doubled('ENV B=${B:-$B}${B:+$B}\n')}CMD $B\n`,
  },
  'a doubled make variable': {
    ...script(launch),
    Makefile: `B:=x\n${doubled('B:=$(B)$(B)\n')}A=$(A)$(A)\ntrain:\n\tdocker run $(A) $(B) demo\n`,
  },
  'aliases of aliases': {
    ...script(launch),
    'example.yaml': `name: demo\na0: &a0 [x]\n${Array.from({ length: 60 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`).join('')}`,
  },
  'merges of merges': {
    ...script(launch),
    'example.yaml': `name: demo\na0: &a0 {x: 1}\n${Array.from({ length: 60 }, (_, index) => `a${index + 1}: &a${index + 1} {<<: [*a${index}, *a${index}]}\n`).join('')}`,
  },
  'a compose file that includes and extends itself': {
    ...script(launch),
    'compose.yaml':
      'include: [compose.yaml, compose.yaml]\nservices:\n  a: {extends: {service: b}, image: x}\n  b: {extends: {service: a}}\n',
  },
  'requirements that include each other': {
    ...python('import torch\n'),
    'requirements.txt': '-r more.txt\n-r requirements.txt\n',
    'more.txt': '-r requirements.txt\n-c more.txt\n',
  },
  'a doubled Python text': python(`x = "a"\n${doubled('x = x + x\n')}open(x)\ny = [x]\n${doubled('y = [y, y]\n')}open(y)\n`),
  'operators in a row': python(`a = ${'not '.repeat(5000)}b\nc = ${'-'.repeat(5000)}1\nd = ${'a if b else '.repeat(3000)}c\n`),
  'a chain of calls': python(`x = a${'.b()'.repeat(8000)}\ny = a${'[0]'.repeat(8000)}\n`),
  'nested Markdown': { ...script(launch), 'README.md': `${'> '.repeat(5000)}a\n${'* '.repeat(5000)}b\n${'<!--'.repeat(3000)}\n` },
  'nested JSON in a log': { ...script(launch), 'logs/metrics.jsonl': `${'{"a":'.repeat(20_000)}\n${'['.repeat(100_000)}\n` },
  'stars in ignore files': {
    ...script(launch),
    '.gitignore': `${'*a'.repeat(100)}b\n${'**/'.repeat(200)}x\n`,
    '.dockerignore': `${'*a'.repeat(60)}b\n`,
    Dockerfile: `FROM a\nCOPY ${'?*'.repeat(30)} /y\nADD [^a]*[!b]*${'*'.repeat(100)}c /z\n`,
    ['a'.repeat(200)]: 'x',
  },
  'names that are no patterns': {
    ...python(
      'from helpers import *\nimport argparse, os\np = argparse.ArgumentParser()\np.add_argument("--a**")\nos.environ["A(["]\n',
    ),
    'train.sh':
      '#!/bin/bash\ndocker build -t "a(b+[" .\ndocker run --name "x)y" -e "A[=1" -v "(/a:/b[" "a(b+[" python "tr(ain.py" --a** "*+"\n',
    'example.yaml': 'name: "a(b["\npresets: {"*+(": {script: "tr(ain.sh"}}\n',
    'requirements.txt': 'torch[==1\na(b>=2\n*+\n',
  },
};

test.each(Object.entries(inputs))('%s: the lint ends, and no rule crashes', async (_, files) => {
  const { crashed, findings, text } = await lintFiles(exampleWith(files));
  expect(findings.filter(({ rule }) => rule === 'internal/rule-crashed')).toEqual([]);
  expect(crashed).toBe(false);
  for (const { at } of findings) if ('end' in at) expect(at.end).toBeLessThanOrEqual(text(at.file)?.length ?? 0);
});
