import flags from '../../../plugins/docker/rules/flags';
import mounts from '../../../plugins/docker/rules/mounts';
import continuation from '../../../plugins/shell/rules/continuation';
import { report } from '../docker/report';
import { bash, words } from './sample';

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
