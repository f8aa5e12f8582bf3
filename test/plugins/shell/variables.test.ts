import variables from '../../../plugins/shell/rules/variables';
import { bash, words } from './sample';

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
