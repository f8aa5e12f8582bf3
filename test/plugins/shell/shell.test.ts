import flags from '../../../plugins/docker/rules/flags';
import mounts from '../../../plugins/docker/rules/mounts';
import buildFolder from '../../../plugins/shell/rules/build-folder';
import continuation from '../../../plugins/shell/rules/continuation';
import lineEndings from '../../../plugins/shell/rules/line-endings';
import pipefail from '../../../plugins/shell/rules/pipefail';
import quoting from '../../../plugins/shell/rules/quoting';
import scriptDirectory from '../../../plugins/shell/rules/script-directory';
import shebang from '../../../plugins/shell/rules/shebang';
import strictMode from '../../../plugins/shell/rules/strict-mode';
import syntax from '../../../plugins/shell/rules/syntax';
import variables from '../../../plugins/shell/rules/variables';
import type { Rule, Sample } from '../../../src/api';
import { findings } from '../../../src/testing';
import { report, script } from '../docker/report';

const words = async (rule: Rule, sample: Sample) => (await report(rule, sample)).map(([id, word]) => [id, word]);
const bash = (...lines: string[]): string => ['#!/bin/bash', ...lines, ''].join('\n');

describe('syntax', () => {
  test('the first error, once', async () => {
    expect(await report(syntax, bash('if true; then', 'echo a', 'while do', 'fi )'))).toHaveLength(1);
  });

  test.each([
    ['DATA=<path to data>', '<path to data>'],
    ['./prepare.sh <raw> <processed>', '<raw>'],
    ['az account set --subscription <subscription>', '<subscription>'],
  ])('a placeholder in %s', async (line, placeholder) => {
    const [found, ...more] = await report(syntax, bash(line, 'ls'));
    expect(more).toEqual([]);
    expect(found?.[0]).toBe('placeholder');
    expect(found?.[1]).toBe(placeholder);
  });

  test.each([
    '#!/bin/bash\nif [[ a == b && !( -v A || -v B )]]; then ls; fi\n',
    '#!/usr/bin/env python\nprint("a" if 1 else (2))\n',
    '#!/usr/bin/fish\nif true\nend\n',
    '#!/bin/bash\n',
    '',
  ])('%j is fine, or not read by Bash', async (text) => {
    expect(await report(syntax, text)).toEqual([]);
  });
});

test('a quote that is not closed is reported where it opens', async () => {
  const text = bash('docker run --rm \\', '  -v "$PWD:/workspace \\', '  --env "A=1" \\', '  demo');
  expect(await words(syntax, text)).toEqual([['quote', '"$PWD:/workspace']]);
});

describe('continuation', () => {
  test.each([
    [['docker run --rm \\ ', '  demo'], [['blank', '\\ ']]],
    [['docker run --rm \\\t', '  demo'], [['blank', '\\\t']]],
    [['docker run --rm \\ # the flags', '  demo'], [['comment', '\\ # the flags']]],
    [['docker run --rm', '  --gpus all demo'], [['missing', '--rm']]],
    [['docker run --rm \\', '  # all', '  --gpus all demo'], [['comment', '# all']]],
    [['docker run --rm \\', '  --gpus all \\', '  demo'], []],
    [['ARGS=(', '  --rm', '  --gpus all', ')', 'docker run "${ARGS[@]}" demo'], []],
    [['cat <<EOF', 'docker run \\ ', '  --rm', 'EOF'], []],
    [['case "$1" in', '  --help) echo a ;;', 'esac'], []],
    [['echo a\\ b', 'ls my\\ folder'], []],
  ])('%j', async (lines, expected) => {
    expect(await words(continuation, bash(...lines))).toEqual(expected);
  });

  test('what such a command lacks is not reported', async () => {
    const sample = { 'train.sh': bash('docker run --rm', '  --gpus all demo python train.py'), 'train.py': '' };
    for (const rule of [flags, mounts]) expect(await report(rule, sample)).toEqual([]);
  });

  test('line ends of Windows are another fault', async () => {
    expect(await report(continuation, '#!/bin/bash\r\ndocker run --rm \\\r\n  --gpus all demo\r\n')).toEqual([]);
  });
});

test.each([
  ['#!/bin/sh\nA=(a b)\n', 1],
  ['#!/bin/sh\nsource ./a.sh\n', 1],
  ['#!/usr/bin/env sh\necho "${BASH_SOURCE[0]}"\n', 1],
  ['#!/bin/sh\n. ./a.sh\necho "$0"\n', 0],
  ['#!/bin/bash\nA=(a b)\n', 0],
  ['A=(a b)\n', 0],
])('%j: what only Bash has', async (text, count) => {
  expect(await report(shebang, text)).toHaveLength(count);
});

describe('variables', () => {
  test.each([
    [['REPO_ROOT=/x', 'echo "$REPO_ROT"'], [['unset', 'REPO_ROT']]],
    [['REPO_ROOT=/x', 'echo "${REPO_ROT}/a" "${REPO_ROOT}"'], [['unset', 'REPO_ROT']]],
    [['REPO_ROOT=/x', 'echo "${REPO_ROT:-/y}"'], []],
    [['REPO_ROOT=/x', 'read -r REPO_ROT', 'echo "$REPO_ROT"'], []],
    [['ARGS=(a b)', 'docker run "${ARG[@]}"'], []],
    [['DOCKER_ARGS=(a b)', 'docker run "${DOCKER_ARG[@]}"'], [['unset', 'DOCKER_ARG']]],
    [['IMAGE="${IMAGES:-x}"'], []],
    [['FILE1=/x', 'echo "$FILE2"'], []],
    [['BUILD_FLAGS="${build_flags}" ./configure'], []],
    [[': ${USE_BF16:=false}', 'USE_BP16=1', 'echo "$USE_BF16"'], []],
    [['echo "$HOME" "$USERNAME"'], []],
    [['precision=fp32', 'if [ "$PRECISION" == bf16 ]; then precision=bf16; fi', 'echo "$precision"'], []],
    [['RETRY_DELAY=5', 'sleep "$retry_delay"'], [['unset', 'retry_delay']]],
    [['docker run --env HTTPS_PROXY=x --env HTTP_PROXY=$https_proxy demo'], []],
    [['for stage in a b; do echo "$stgae"; done'], [['unset', 'stgae']]],
  ])('%j', async (lines, expected) => {
    expect(await words(variables, bash(...lines))).toEqual(expected);
  });

  test('what a script beside it sets', async () => {
    const sample = { 'run.sh': bash('source "config_$1.sh"', 'echo "$NGPU"', 'NGPUS=2', 'echo "$NGPUS"') };
    expect(await words(variables, sample)).toEqual([['unset', 'NGPU']]);
    expect(await words(variables, { ...sample, 'config_a.sh': 'export NGPU=4\n' })).toEqual([]);
  });

  test('what the README asks the caller for', async () => {
    const sample = { 'run.sh': bash('docker run --env "N=$CORE_COUNT" demo', 'CORES_COUNT=4'), 'README.md': 'Set CORE_COUNT.\n' };
    expect(await words(variables, sample)).toEqual([]);
  });

  test('what is passed on under another name, where the code knows only one', async () => {
    const sample = {
      'train.sh': bash('docker run --env "WARMUP=${WARMPU:-1}" demo'),
      'train.py': 'import os\nos.environ["WARMUP"]\n',
    };
    expect(await words(variables, sample)).toEqual([['passed', 'WARMPU']]);
    expect(await words(variables, { ...sample, 'README.md': 'Set WARMPU.\n' })).toEqual([]);
    const inCase = { ...sample, 'train.sh': bash('docker run --env "WARMUP=${warmup:-1}" demo') };
    expect(await words(variables, inCase)).toEqual([]);
  });
});

describe('strict-mode', () => {
  test.each([
    [['docker build -t a .', 'docker run a'], [['continues', 'docker']]],
    [['cd "$1"', 'rm -rf out'], [['continues', 'cd']]],
    [['for m in a b; do wget "$m"; done', 'python train.py'], [['continues', 'wget']]],
    [['set -e', 'docker build -t a .', 'docker run a'], []],
    [['set -o errexit', 'cd x', 'ls'], []],
    [["trap 'exit 1' ERR", 'cd x', 'ls'], []],
    [['cd x || exit', 'ls'], []],
    [['if ! cd x; then exit; fi', 'ls'], []],
    [['DIR="$(cd x && pwd)"', 'ls'], []],
    [['mkdir -p out', 'docker run a'], []],
    [['docker build -t a .'], []],
    [['source $(dirname ${BASH_SOURCE[0]})/common.sh', 'export BATCH=2 CPUS=$(nproc)', 'LR=$(cat lr)'], []],
    [['source common.sh', 'export BATCH=2', 'train'], [['continues', 'source']]],
  ])('%j', async (lines, expected) => {
    expect(await words(strictMode, bash(...lines))).toEqual(expected);
  });

  test('options of the first line count', async () => {
    expect(await words(strictMode, '#!/bin/bash -eu\ncd x\nls\n')).toEqual([]);
  });
});

test.each([
  [['set -e', 'python train.py | tee log'], [['lost', 'python']]],
  [['set -e', 'docker run a 2>&1 | grep -v noise | tee log'], [['lost', 'docker']]],
  [['set -euo pipefail', 'python train.py | tee log'], []],
  [['set -e', 'python train.py | tee log', 'exit "${PIPESTATUS[0]}"'], []],
  [['set -e', 'cat list | python train.py'], []],
  [['set -e', 'if python check.py | grep -q ok; then echo; fi'], []],
])('pipefail: %j', async (lines, expected) => {
  expect(await words(pipefail, bash(...lines))).toEqual(expected);
});

describe('script-directory', () => {
  const own = { 'example.yaml': 'name: demo\n', Dockerfile: 'FROM python:3.12\n', 'common.sh': '', 'net.py': '' };
  const build = (...lines: string[]): Sample => ({ ...own, 'build.sh': bash(...lines) });

  test.each([
    [['docker build -t a .'], [['ownFolder', '.']]],
    [['docker build -t a examples/demo'], [['root', 'examples/demo']]],
    [['docker build -t a examples/old/demo'], []],
    [['cd "$(dirname "$0")"', 'docker build -t a .'], []],
    [['cd "$(git rev-parse --show-toplevel)"', 'docker build -t a examples/demo'], []],
    [['docker build -t a "$(dirname "$0")"'], []],
    [['docker build -t a "$1"'], []],
    [['docker build -t a https://e.org/a.git'], []],
    [['source common.sh'], [['file', 'common.sh']]],
    [['python -u net.py "$@"'], [['file', 'net.py']]],
    [['./common.sh'], [['file', './common.sh']]],
    [['python elsewhere.py', 'docker run demo python net.py'], []],
    [['cd "$HERE"', 'python net.py'], []],
    [['if [ -f ./common.sh ]; then . ./common.sh; fi'], []],
    [['git clone https://e.org/net', 'cd net', 'docker build -t a .'], []],
    [['#SBATCH --nodes 2', 'source common.sh', 'docker build -t a .'], []],
  ])('%j', async (lines, expected) => {
    expect(await words(scriptDirectory, build(...lines))).toEqual(expected);
  });

  test('the folder above that has the Dockerfile is the one to call a build from', async () => {
    const sample = { Dockerfile: 'FROM python:3.12\n', 'scripts/docker/build.sh': bash('docker build . --rm -t demo') };
    const [found] = await report(scriptDirectory, sample);
    expect(found?.slice(0, 2)).toEqual(['folder', '.']);
    expect(found?.[2]).toMatch(/ from examples\/demo\. .* `"\$SCRIPT_DIR\/\.\.\/\.\."`/);
  });

  test('a folder that is nowhere is another matter than the folder of the caller', async () => {
    expect(await words(buildFolder, build('docker build -t a examples/old/demo'))).toEqual([['moved', 'examples/old/demo']]);
    expect(await words(buildFolder, build('docker build -t a examples/demo'))).toEqual([]);
    expect(await words(buildFolder, build('docker build -t a .', 'docker build -t a examples/old/demo'))).toEqual([]);
  });

  test('where no runner calls them, scripts are called from their own folder', async () => {
    expect(await words(scriptDirectory, { '/tools/train.sh': bash('python net.py'), '/tools/net.py': '' })).toEqual([]);
  });
});

describe('line-endings', () => {
  test('one finding at the first line, and a fix that takes off all CR', async () => {
    const text = '#!/bin/bash\r\nif true; then\r\n  ls\r\nfi\r\n';
    const [found, ...more] = await findings(lineEndings, { 'train.sh': text });
    expect(more).toEqual([]);
    expect(found?.at).toMatchObject({ start: 0, end: '#!/bin/bash'.length });
    expect(found?.fix).toHaveLength(4);
  });

  test.each(['#!/bin/bash\nls\n', '#!/bin/bash\ncat <<E\na\r\nE\nls\npwd\n', ''])('%j', async (text) => {
    expect(await findings(lineEndings, { 'train.sh': text })).toEqual([]);
  });
});

describe('quoting', () => {
  test.each([
    ['docker run -v $DIR:/w demo', ['$DIR:/w']],
    ['docker run -v ${DIR}/a:/w -v $HOME/.cache:/c demo', ['${DIR}/a:/w', '$HOME/.cache:/c']],
    ['docker build $DIR', ['$DIR']],
    ['docker run --env-file=$CONFIG_FILE demo', ['--env-file=$CONFIG_FILE']],
    ['docker run -v "$DIR:/w" --user $(id -u):$(id -g) $EXTRA "$@" demo', []],
    ['docker run ${TOKEN:+-e TOKEN=$TOKEN} demo', []],
    ['RUN="docker run -v $DIR:/w"\n$RUN demo', []],
    ['cp $DIR/a b', []],
    ['S=($DIR/a b)\nM=("-v ${S[0]}:/a")\ndocker run "${M[*]}" demo', []],
  ])('%s', async (line, expected) => {
    expect((await words(quoting, script(line))).map(([, word]) => word)).toEqual(expected);
  });

  test('the fix quotes the whole word', async () => {
    const [found] = await findings(quoting, script('docker run -v $DIR:/w demo'));
    expect(found?.fix).toEqual([expect.objectContaining({ text: '"$DIR:/w"' })]);
  });
});
