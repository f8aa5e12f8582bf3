import strictMode from '../../../plugins/shell/rules/strict-mode';
import { report } from '../docker/report';
import { bash, words } from './sample';

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

  test('a table of the team says which steps count', async () => {
    const tables = { scripts: { steps: ['terraform apply'], programs: [], pathNames: [] } };
    const script = bash('cd "$1"', 'terraform apply', 'python train.py');
    expect((await report(strictMode, script, { tables })).map(([, word]) => word)).toEqual(['terraform']);
  });
});
