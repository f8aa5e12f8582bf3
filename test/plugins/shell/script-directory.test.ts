import buildFolder from '../../../plugins/shell/rules/build-folder';
import scriptDirectory from '../../../plugins/shell/rules/script-directory';
import type { Sample } from '../../../src/api';
import { report } from '../docker/report';
import { bash, words } from './sample';

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
