import redirect from '../../../plugins/dockerfile/rules/redirect';
import { findings } from '../../../src/testing';
import { run, words } from './sample';

describe('redirect', () => {
  test.each([
    ['pip install torch>=2.1 timm', ['torch>=2.1']],
    ['pip install "a" b[x]>=1,<2 c==1', ['b[x]>=1,<2']],
    ['uv pip install numpy<2', ['numpy<2']],
    ['pip install \\\n    # why\n    a>=1 \\\n    b', ['a>=1']],
    ['set -e; if true; then pip install a>=1; fi', ['a>=1']],
    ['pip install "torch>=2.1" \'a<2\' a\\>1', []],
    ['pip install torch >/tmp/log 2>&1', []],
    ['pip install torch 2>/dev/null >>log </dev/null', []],
    ['echo a>b', []],
    ['apt-get install -y git>/dev/null', []],
  ])('%s', async (command, expected) => {
    expect((await words(redirect, run(command))).map(([, word]) => word)).toEqual(expected);
  });

  test('the fix quotes', async () => {
    const [found] = await findings(redirect, run('pip install torch>=2.1'));
    expect(found?.fix).toEqual([expect.objectContaining({ text: "'torch>=2.1'" })]);
  });
});
