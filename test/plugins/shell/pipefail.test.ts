import pipefail from '../../../plugins/shell/rules/pipefail';
import { bash, words } from './sample';

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
