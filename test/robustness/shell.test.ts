import { exampleWith, type Files, lintFiles } from './subject';

const numbers = (size: number): number[] => Array.from({ length: size }, (_, index) => index);
const script = (body: string): string => `#!/usr/bin/env bash\nset -euo pipefail\n${body}`;
const train = (body: string): Files => exampleWith({ 'train.sh': script(body) });

const deep: { readonly [name: string]: string } = {
  'substitutions that never end': `X=${'$('.repeat(300)}`,
  substitutions: `X=${'$('.repeat(300)}echo a${')'.repeat(300)}`,
  'quoted substitutions': `X="${'$(echo "'.repeat(250)}a${'")'.repeat(250)}"`,
  'quoted substitutions that never end': `${'"$(echo '.repeat(250)}`,
  backticks: `X=${'`echo \\'.repeat(200)}`,
  'defaults in defaults': `X=${'${A:-'.repeat(2000)}b${'}'.repeat(2000)}`,
  subshells: `${'('.repeat(2000)}echo${')'.repeat(2000)}`,
  groups: `${'{ '.repeat(2000)}echo; ${'}; '.repeat(2000)}`,
  conditions: `${'if true; then '.repeat(2000)}echo; ${'fi; '.repeat(2000)}`,
  loops: `${'while true; do '.repeat(2000)}echo; ${'done; '.repeat(2000)}`,
  cases: `${'case a in a) '.repeat(1000)}echo ${';; esac'.repeat(1000)}`,
  functions: `${'f() { '.repeat(1000)}echo; ${'}; '.repeat(1000)}`,
  'process substitutions': `cat ${'<(cat '.repeat(500)}a${')'.repeat(500)}`,
  arithmetic: `X=$((${'('.repeat(3000)}1${')'.repeat(3000)}))`,
  'long sums': `X=$((${'1+'.repeat(20_000)}1))`,
  'arithmetic in indices': `X=${'${A['.repeat(1000)}0${']}'.repeat(1000)}`,
  'conditions in brackets': `[[ ${'( '.repeat(3000)}a == b ${') '.repeat(3000)} ]]`,
  'here-documents in substitutions': `${'X=$(cat <<EOF\n'.repeat(200)}a\n${'EOF\n)\n'.repeat(200)}`,
  braces: `echo ${'{a,'.repeat(2000)}b${'}'.repeat(2000)}`,
  negations: `${'! '.repeat(5000)}true`,
};

describe('deep nesting ends no rule', () => {
  test.each(Object.keys(deep))('%s', async (name) => {
    for (const body of [`${deep[name]}\ndocker run --rm demo python train.py\n`, `docker run --rm demo ${deep[name]}\n`]) {
      const { findings } = await lintFiles(train(body));
      expect(findings.filter(({ rule }) => rule === 'internal/rule-crashed').map(({ message }) => message)).toEqual([]);
    }
  });

  test.each(['substitutions', 'conditions', 'long sums', 'quoted substitutions'])(
    '%s: what is not judged is reported',
    async (name) => {
      const { findings } = await lintFiles(train(`${deep[name]}\ndocker run --rm demo python train.py\n`));
      const [limit] = findings.filter(({ rule }) => rule === 'internal/limit');
      expect(limit).toMatchObject({ severity: 'info', at: { file: 'examples/demo/train.sh' } });
      expect(limit?.message).toContain('nested deeper than');
    },
  );
});

const endless: { readonly [name: string]: Files } = {
  'a value that doubles in a loop with a launch': train('X=a\nwhile true; do X=$X$X; docker run $X; done\n'),
  'a value that doubles in an until loop': train('X=a\nuntil false; do X="$X$X"; docker run -e "A=$X" demo; done\n'),
  'words that double in a loop with a launch': train(
    'A=(a)\nfor ((;;)); do A=("${A[@]}" "${A[@]}"); docker run demo "${A[@]}"; done\n',
  ),
  'launches of a function that calls itself': train('f() { docker run demo "$@"; f "$@" "$@"; }\nf a\n'),
  'scripts that source the next one twice': exampleWith({
    'train.sh': script('source "$(dirname "$0")/s0.sh"\n'),
    ...Object.fromEntries(
      numbers(12).map((n) => [
        `s${n}.sh`,
        n === 11 ? 'docker run demo\n' : `source "$(dirname "$0")/s${n + 1}.sh"\nsource "$(dirname "$0")/s${n + 1}.sh"\n`,
      ]),
    ),
  }),
  'scripts that run the next one twice': exampleWith({
    'train.sh': script('bash "$(dirname "$0")/s0.sh"\n'),
    ...Object.fromEntries(
      numbers(12).map((n) => [
        `s${n}.sh`,
        script(n === 11 ? 'docker run demo\n' : `bash "$(dirname "$0")/s${n + 1}.sh"\nbash "$(dirname "$0")/s${n + 1}.sh"\n`),
      ]),
    ),
  }),
  'scripts that all source all others': exampleWith(
    Object.fromEntries(
      numbers(12).map((n) => [
        n === 0 ? 'train.sh' : `s${n}.sh`,
        script(
          `${numbers(12)
            .map((m) => `source "$(dirname "$0")/s${m}.sh"`)
            .join('\n')}\ndocker run demo\n`,
        ),
      ]),
    ),
  ),
  'text that evaluates itself': train(`X='docker run demo; eval "$X; $X"'\neval "$X"\n`),
  'a long list of options in a loop': train(
    'for a in {1..300}; do for b in {1..300}; do docker run -e A=$a -e B=$b demo; done; done\n',
  ),
  'a here-document that grows': train('X=a\nwhile true; do X=$(cat <<E\n$X$X\nE\n); docker run -i demo <<< "$X"; done\n'),
  'a value that is replaced by itself': train('X=aaaaaaaa\nwhile true; do X=${X//a/aaaa}; docker run $X; done\n'),
};

describe('what has no end is followed to a limit, which is reported', () => {
  test.each(Object.keys(endless))('%s', async (name) => {
    const { findings, crashed } = await lintFiles(endless[name]!);
    expect(crashed).toBe(false);
    expect(findings.filter(({ rule }) => rule === 'internal/limit').length).toBeGreaterThan(0);
  });
});
