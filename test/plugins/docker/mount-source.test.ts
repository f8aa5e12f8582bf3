import root from '../../../plugins/docker/rules/mount-root';
import source from '../../../plugins/docker/rules/mount-source';
import caller from '../../../plugins/docker/rules/mount-source-caller';
import created from '../../../plugins/docker/rules/mount-source-created';
import empty from '../../../plugins/docker/rules/mount-source-empty';
import home from '../../../plugins/docker/rules/mount-source-home';
import joined from '../../../plugins/docker/rules/mount-source-joined';
import moved from '../../../plugins/docker/rules/mount-source-moved';
import outside from '../../../plugins/docker/rules/mount-source-outside';
import user from '../../../plugins/docker/rules/mount-source-user';
import { report, script, words } from './report';

/** All rules on sources: what one of them reports, none of the others does. */
const rules = [root, source, caller, created, empty, home, joined, moved, outside, user];

const run = (flags: string): string => `docker run --rm ${flags} demo python train.py`;
const mount = (source: string, target = '/data'): string => run(`--mount "type=bind,src=${source},dst=${target}"`);

test.each([
  ['too few', '$DIR/..', '..', 'steps', '`../..`'],
  ['far too few', '$DIR', '$(cd "$DIR" && pwd)', 'more', '2 levels more'],
  ['too many', '$DIR/../../..', '../../..', 'steps', '`../..`'],
])('%s folders up to the root', async (_, path, word, id, advice) => {
  const found = await report(rules, script(`REPO="$(cd "${path}" && pwd)"`, run('-v "$REPO:/cvlization_repo:ro"')));
  expect(found).toEqual([[`mount-root ${id}`, word, expect.stringContaining(advice)]]);
});

test.each(['$ROOT', '$(git rev-parse --show-toplevel)'])('the root by %s', async (root) => {
  expect(await report(rules, script(run(`-v "${root}:/cvlization_repo:ro"`)))).toEqual([]);
});

test('a repository that mounts its root elsewhere says so', async () => {
  const options = { options: { roots: { '/code': 'repository' } } };
  expect(await report(root, script(run('-v "$DIR:/cvlization_repo:ro"')), options)).toEqual([]);
  expect((await words(root, script(run('-v "$DIR:/code:ro"')), options)).map(([id]) => id)).toEqual(['more']);
});

describe('a source that does not exist', () => {
  test('is reported at the word that names it, far from the launch', async () => {
    const found = await report(rules, script('DATA="$DIR/dataset"', 'echo start', mount('$DATA')));
    expect(found).toEqual([['mount-source missing', '$DIR/dataset', expect.stringContaining("examples/demo/dataset isn't in")]]);
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
    expect(await report(rules, script(...lines))).toEqual([]);
  });

  test('made after the launch is too late', async () => {
    const found = await words(rules, script(mount('$DIR/dataset'), 'mkdir -p "$DIR/dataset"'));
    expect(found).toEqual([['mount-source missing', '$DIR/dataset']]);
  });

  test('that git ignores is missing in a fresh clone', async () => {
    const sample = { 'train.sh': script(mount('$DIR/out')), '.gitignore': 'out/\n' };
    expect(await words(rules, sample)).toEqual([['mount-source ignored', '$DIR/out']]);
  });

  test('with `-v` it is made: harmless, unless the container starts there', async () => {
    expect(await words(rules, script(run('-v "$DIR/dataset:/data"')))).toEqual([
      ['mount-source-created created', '$DIR/dataset'],
    ]);
    expect(await words(rules, script(run('-v "$DIR/dataset:/data" -w /data')))).toEqual([
      ['mount-source-empty empty', '$DIR/dataset'],
    ]);
  });

  test('names the path through the script that leads there', async () => {
    const [found] = await report(source, script('if [ "$MODE" = full ]; then', mount('$DIR/dataset'), 'fi'));
    expect(found?.[2]).toContain(' when $MODE is full');
  });

  test('a command that is reached on two paths is reported once', async () => {
    const found = await report(
      rules,
      script(
        'SIZE=small',
        'if [ "$MODE" = full ]; then SIZE=large; fi',
        `docker run --mount "type=bind,src=$DIR/dataset,dst=/d" demo-$SIZE`,
      ),
    );
    expect(found).toEqual([['mount-source missing', '$DIR/dataset', expect.not.stringContaining('MODE')]]);
  });
});

describe('the folder of the caller', () => {
  const files = (line: string) => ({ 'train.sh': script(line), 'train.py': '', '/data/labels.csv': '' });

  test.each([
    ['where the code is', '-v "$(pwd):/workspace" -w /workspace', '$(pwd)', '`train.py`'],
    ['where data of the repository is', '-v "$(pwd)/data:/data"', '$(pwd)/data', '`data`'],
    ['by a variable', '-v "$PWD:/workspace" -w /workspace', '$PWD', '`train.py`'],
  ])('%s', async (_, flags, word, text) => {
    expect(await report(rules, files(run(flags)))).toEqual([['mount-source-caller caller', word, expect.stringContaining(text)]]);
  });

  test.each([
    ['at the target that is meant for it', '-v "$(pwd):/mnt/cvl/workspace"'],
    ['that the caller can replace', '-v "${WORK:-$(pwd)}:/workspace" -w /workspace'],
    ['for outputs', '-v "$(pwd)/out:/out"'],
  ])('%s', async (_, flags) => {
    expect(await report(rules, files(run(flags)))).toEqual([]);
  });

  test("after a change into the script's own folder it is the caller's no more", async () => {
    expect(await report(rules, files(`cd "$DIR"\n${run('-v "$(pwd):/workspace" -w /workspace')}`))).toEqual([]);
  });

  test('the new place of a folder that has moved is given', async () => {
    const sample = { 'train.sh': script(run('-v $(pwd)/examples/vision/demo:/workspace')), 'train.py': '' };
    expect(await report(rules, sample)).toEqual([
      ['mount-source-moved moved', '$(pwd)/examples/vision/demo', expect.stringContaining('is in examples/demo')],
    ]);
  });
});

test.each([
  ['$(pwd)/${CACHE:-$HOME/.cache}', '<caller>/~/.cache'],
  ['$DIR/$ROOT/data', '<repository>/examples/demo/<repository>/data'],
])('two absolute paths glued together: %s', async (source, shown) => {
  const found = await report(rules, script(run(`-v "${source}:/cache"`)));
  expect(found).toEqual([['mount-source-joined joined', expect.anything(), expect.stringContaining(shown)]]);
});

test('a path that the script makes absolute itself', async () => {
  const lines = ['IN="$DIR/data"', 'while [[ $# -gt 0 ]]; do case $1 in --input) IN="$2"; shift 2;; *) shift;; esac; done'];
  const sample = {
    'train.sh': script(...lines, 'if [[ ! "$IN" = /* ]]; then IN="$DIR/$IN"; fi', mount('$IN')),
    'data/a.csv': '',
  };
  expect(await report(rules, sample)).toEqual([]);
});

test("a folder below the caller's, in a folder that is there, hasn't moved", async () => {
  const files = (source: string) => ({
    'run.sh': `#!/bin/bash\ndocker run -v $PWD/${source}:/data demo\n`,
    '/tools/ssd/net.py': '',
  });
  expect(await report(rules, files('tools/ssd/data'))).toEqual([]);
  expect((await words(rules, files('tools/yolo/data'))).map(([id]) => id)).toEqual(['mount-source-moved gone']);
});

test('the home folder of one user', async () => {
  expect(await words(rules, script(run('-v /home/ubuntu/.cache:/root/.cache')))).toEqual([
    ['mount-source-user user', '/home/ubuntu/.cache'],
  ]);
});

test('a folder that is created on neither of two paths is reported once', async () => {
  const lines = ['if [ "$1" = gpu ]; then GPUS="--gpus all"; else GPUS=""; fi', run('$GPUS -v "$DIR/models:/models"')];
  expect((await words(rules, script(...lines))).map(([id]) => id)).toEqual(['mount-source-created created']);
});

test("a folder of the user's home has to be made for --mount", async () => {
  expect(await report(rules, script(mount('${HOME}/.cache/torch')))).toEqual([
    ['mount-source-home missing', '${HOME}/.cache/torch', expect.stringContaining('mkdir -p "$HOME/.cache/torch"')],
  ]);
  expect(await report(rules, script('mkdir -p "$HOME/.cache/torch"', mount('${HOME}/.cache/torch')))).toEqual([]);
  expect(await report(rules, script(run('-v "$HOME/.cache/torch:/data"')))).toEqual([]);
});

test.each([
  ['one', '$DIR/../../../data'],
  ['many', '$DIR/../../../../data'],
])('a folder outside the repository: %s', async (id, path) => {
  const found = await words(rules, script(run(`-v "${path}:/data"`)));
  expect(found.map(([each]) => each)).toEqual([`mount-source-outside ${id}`]);
});
