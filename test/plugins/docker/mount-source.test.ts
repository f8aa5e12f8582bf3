import rule from '../../../plugins/docker/rules/mount-source';
import { report, script } from './report';

const run = (flags: string): string => `docker run --rm ${flags} demo python train.py`;
const mount = (source: string, target = '/data'): string => run(`--mount "type=bind,src=${source},dst=${target}"`);

test.each([
  ['too few', '$DIR/..', '..', '<repository>/examples', 'write `../..`'],
  ['far too few', '$DIR', '$(cd "$DIR" && pwd)', '<repository>/examples/demo', 'go up 2 more'],
  ['too many', '$DIR/../../..', '../../..', '<repository>/..', 'write `../..`'],
])('%s folders up to the root', async (_, path, word, held, advice) => {
  const found = await report(rule, script(`REPO="$(cd "${path}" && pwd)"`, run('-v "$REPO:/cvlization_repo:ro"')));
  expect(found).toEqual([['depth', word, expect.stringContaining(`holds ${held}: ${advice}`)]]);
});

test.each(['$ROOT', '$(git rev-parse --show-toplevel)'])('the root by %s', async (root) => {
  expect(await report(rule, script(run(`-v "${root}:/cvlization_repo:ro"`)))).toEqual([]);
});

test('a repository that mounts its root elsewhere says so', async () => {
  const options = { options: { roots: { '/code': 'repository' } } };
  expect(await report(rule, script(run('-v "$DIR:/cvlization_repo:ro"')), options)).toEqual([]);
  expect(await report(rule, script(run('-v "$DIR:/code:ro"')), options)).toHaveLength(1);
});

describe('a source that does not exist', () => {
  test('is reported at the word that names it, far from the launch', async () => {
    const found = await report(rule, script('DATA="$DIR/dataset"', 'echo start', mount('$DATA')));
    expect(found).toEqual([['missing', '$DIR/dataset', expect.stringContaining('<repository>/examples/demo/dataset is not in')]]);
  });

  test.each([
    ['made before', ['mkdir -p "$DIR/dataset"', mount('$DIR/dataset')]],
    ['made with what is in it', ['mkdir -p "$DIR/dataset/images"', mount('$DIR/dataset')]],
    ['written before', ['date > "$DIR/dataset"', mount('$DIR/dataset')]],
    ['asked for', ['if [ ! -d "$DIR/dataset" ]; then echo no; exit 1; fi', mount('$DIR/dataset')]],
    [
      'mounted only where it is',
      ['A=()', 'if [ -d "$DIR/dataset" ]; then A+=(--mount "type=bind,src=$DIR/dataset,dst=/d"); fi', run('"${A[@]}"')],
    ],
    ['not minded', [`${mount('$DIR/dataset')} || true`]],
    ['not known', ['DATA="$(find / -name dataset)"', mount('$DATA')]],
    ['given by the caller', [mount('$1')]],
  ])('%s', async (_, lines) => {
    expect(await report(rule, script(...lines))).toEqual([]);
  });

  test('made after the launch is too late', async () => {
    const found = await report(rule, script(mount('$DIR/dataset'), 'mkdir -p "$DIR/dataset"'));
    expect(found.map(([id]) => id)).toEqual(['missing']);
  });

  test('with `-v` it is made: harmless, unless the container starts there', async () => {
    expect(await report(rule, script(run('-v "$DIR/dataset:/data"')))).toEqual([
      ['made', '$DIR/dataset', expect.stringContaining('belongs to root')],
    ]);
    const [moved] = await report(rule, script(run('-v "$DIR/dataset:/data" -w /data')));
    expect(moved?.[0]).toBe('empty');
  });

  test('names the way through the script that leads there', async () => {
    const found = await report(rule, script('if [ "$MODE" = full ]; then', mount('$DIR/dataset'), 'fi'));
    expect(found[0]?.[2]).toContain('before the launch when $MODE is full');
  });

  test('a command that is reached on two ways is reported once', async () => {
    const found = await report(
      rule,
      script(
        'SIZE=small',
        'if [ "$MODE" = full ]; then SIZE=large; fi',
        `docker run --mount "type=bind,src=$DIR/dataset,dst=/d" demo-$SIZE`,
      ),
    );
    expect(found).toEqual([['missing', '$DIR/dataset', expect.not.stringContaining('MODE')]]);
  });
});

describe('the folder of the caller', () => {
  const files = (line: string) => ({ 'train.sh': script(line), 'train.py': '', '/data/labels.csv': '' });

  test.each([
    ['where the code lies', '-v "$(pwd):/workspace" -w /workspace', '$(pwd)', '/workspace holds `train.py`'],
    ['where data of the repository lies', '-v "$(pwd)/data:/data"', '$(pwd)/data', '/data holds `data`'],
    ['by a variable', '-v "$PWD:/workspace" -w /workspace', '$PWD', '/workspace holds `train.py`'],
  ])('%s', async (_, flags, word, text) => {
    expect(await report(rule, files(run(flags)))).toEqual([['caller', word, expect.stringContaining(text)]]);
  });

  test.each([
    ['at the target that is meant for it', '-v "$(pwd):/mnt/cvl/workspace"'],
    ['that the caller can replace', '-v "${WORK:-$(pwd)}:/workspace" -w /workspace'],
    ['for outputs', '-v "$(pwd)/out:/out"'],
  ])('%s', async (_, flags) => {
    expect(await report(rule, files(run(flags)))).toEqual([]);
  });

  test('after a change into the script’s own folder it is the caller’s no more', async () => {
    expect(await report(rule, files(`cd "$DIR"\n${run('-v "$(pwd):/workspace" -w /workspace')}`))).toEqual([]);
  });

  test('a folder that has moved is told with its new place', async () => {
    const sample = { 'train.sh': script(run('-v $(pwd)/examples/vision/demo:/workspace')), 'train.py': '' };
    expect(await report(rule, sample)).toEqual([
      ['moved', '$(pwd)/examples/vision/demo', expect.stringContaining('has it moved to examples/demo?')],
    ]);
  });
});

test.each([
  ['$(pwd)/${CACHE:-$HOME/.cache}', '<caller>/~/.cache'],
  ['$DIR/$ROOT/data', '<repository>/examples/demo/<repository>/data'],
])('two absolute paths glued together: %s', async (source, shown) => {
  const found = await report(rule, script(run(`-v "${source}:/cache"`)));
  expect(found).toEqual([['doubled', expect.anything(), expect.stringContaining(`glued together to ${shown}`)]]);
});

test('a path that the script makes absolute itself', async () => {
  const lines = ['IN="$DIR/data"', 'while [[ $# -gt 0 ]]; do case $1 in --input) IN="$2"; shift 2;; *) shift;; esac; done'];
  const sample = {
    'train.sh': script(...lines, 'if [[ ! "$IN" = /* ]]; then IN="$DIR/$IN"; fi', mount('$IN')),
    'data/a.csv': '',
  };
  expect(await report(rule, sample)).toEqual([]);
});

test('a folder below the caller’s that lies where one is, has not moved', async () => {
  const files = (source: string) => ({
    'run.sh': `#!/bin/bash\ndocker run -v $PWD/${source}:/data demo\n`,
    '/tools/ssd/net.py': '',
  });
  expect(await report(rule, files('tools/ssd/data'))).toEqual([]);
  expect((await report(rule, files('tools/yolo/data'))).map(([id]) => id)).toEqual(['moved']);
});

test('the home folder of one user', async () => {
  expect(await report(rule, script(run('-v /home/ubuntu/.cache:/root/.cache')))).toEqual([
    ['home', '/home/ubuntu/.cache', expect.stringContaining('write `$HOME`')],
  ]);
});

test('a folder that is made on neither of two ways is told once', async () => {
  const lines = ['if [ "$1" = gpu ]; then GPUS="--gpus all"; else GPUS=""; fi', run('$GPUS -v "$DIR/models:/models"')];
  expect((await report(rule, script(...lines))).map(([id]) => id)).toEqual(['made']);
});

test('a folder of the user’s home has to be made for --mount', async () => {
  expect(await report(rule, script(mount('${HOME}/.cache/torch')))).toEqual([
    ['unmade', '${HOME}/.cache/torch', expect.stringContaining('mkdir -p "$HOME/.cache/torch"')],
  ]);
  expect(await report(rule, script('mkdir -p "$HOME/.cache/torch"', mount('${HOME}/.cache/torch')))).toEqual([]);
  expect(await report(rule, script(run('-v "$HOME/.cache/torch:/data"')))).toEqual([]);
  expect(await report(rule, script(mount('$HOME/.cache/torch')), { options: { home: false } })).toEqual([]);
});
