import rule from '../../../plugins/docker/rules/image';
import build from '../../../plugins/docker/rules/image-build';
import runner from '../../../plugins/docker/rules/image-runner';
import type { Sample } from '../../../src/api';
import { report, script, words } from './report';

const names = (sample: Sample) => words([rule, build, runner], sample);
const files = (build: string, train: string, more: { readonly [path: string]: string } = {}): Sample => ({
  'build.sh': script(build),
  'train.sh': script(train),
  Dockerfile: 'FROM python:3.12\n',
  ...more,
});
const built = 'docker build -t demo "$DIR"';

describe('an image that nothing builds', () => {
  test('is reported where its name is written, with what the example builds', async () => {
    const found = await report(rule, files(built, 'IMG="${CVL_IMAGE:-demo_net}"\ndocker run --rm "$IMG" python train.py'));
    expect(found).toEqual([['similar', 'demo_net', expect.stringContaining('build.sh builds `demo`')]]);
  });

  test.each([
    ['tagged after the build', `${built}\ndocker tag demo net:v1`, 'docker run net:v1'],
    ['built by the script itself', built, 'docker build -t net "$DIR"\ndocker run net'],
    ['named after the folder', 'docker build -t "$(basename "$DIR")" "$DIR"', 'docker run demo'],
    ['the same default', 'docker build -t "${IMG:-net}" "$DIR"', 'docker run "${CVL_IMAGE:-net}"'],
    ['latest or no tag', 'docker build -t net:latest "$DIR"', 'docker run net'],
    ['built under a name that is not known', 'docker build -t "$1" "$DIR"', 'docker run net'],
    ['an official image', built, 'docker run ubuntu:24.04 ls'],
    ['an image with an owner', built, 'docker run acme/net'],
    ['of a registry', built, 'docker run ghcr.io/acme/net:1'],
    ['by digest', built, `docker run net@sha256:${'a'.repeat(64)}`],
    ['given by the caller', built, 'docker run "$1"'],
    ['given by the caller, and then a command', built, 'docker run --rm $1 serve'],
    ['loaded from an archive', built, 'docker load --input net.tar\ndocker run net'],
    ['only printed', built, 'echo "docker run net"'],
    ['loaded', `${built}\ndocker import net.tar net`, 'docker run net'],
  ])('%s is fine', async (_, build, train) => {
    expect(await report(rule, files(build, train))).toEqual([]);
  });

  test('a sibling example may build it', async () => {
    const sibling = {
      '/examples/base/example.yaml': 'name: base\n',
      '/examples/base/build.sh': script('docker build -t net "$DIR"'),
    };
    expect(await names(files(built, 'docker run net', sibling))).toEqual([]);
  });

  test.each([
    ['compose.yaml', 'services:\n  net:\n    image: net\n'],
    ['README.md', 'Build it: `docker build -t net .`\n'],
    ['Makefile', 'build:\n\tdocker build --tag=net .\n'],
  ])('%s may name it', async (path, text) => {
    expect(await names(files(built, 'docker run net', { [path]: text }))).toEqual([]);
  });

  test('a default that several launches share is reported once', async () => {
    expect(await names(files(built, 'IMG=net\ndocker run "$IMG" a\ndocker run "$IMG" b'))).toEqual([['image similar', 'net']]);
  });
});

describe('what the runner looks for', () => {
  const metadata = (lines: string): { 'example.yaml': string } => ({
    'example.yaml': `name: net\n${lines}presets:\n  build: {script: build.sh}\n  train: {script: train.sh}\n`,
  });
  const run = (lines: string, tag: string): Sample =>
    files(`docker build -t ${tag} "$DIR"`, `docker run ${tag}`, metadata(lines));

  test('the folder, where the metadata names no image', async () => {
    expect(await names(run('', 'demo'))).toEqual([]);
    expect(await names(run('', 'demo:latest'))).toEqual([]);
    expect(await names(run('', 'net'))).toEqual([['image-runner folder', 'net']]);
  });

  test('the image of the metadata', async () => {
    expect(await names(run('image: my-net\n', 'my-net'))).toEqual([]);
    expect(await names(run('image: my_net\n', 'my-net'))).toEqual([['image-runner named', 'my_net']]);
  });

  test('nothing for presets that run without containers', async () => {
    const local = { 'example.yaml': 'name: net\npresets:\n  train: {script: train.sh, docker: false}\n' };
    expect(await names(files('docker build -t net "$DIR"', 'python train.py', local))).toEqual([]);
  });
});

describe('a name with a slash', () => {
  const own = 'docker build -t lab/demo-sft:latest "$DIR"';
  const named = { 'example.yaml': 'name: demo\nimage: lab/demo-sft:latest\npresets:\n  train: {script: train.sh}\n' };

  test('may be an image of somebody else', async () => {
    expect(await names(files(own, 'docker run vllm/vllm-openai:v1 serve', named))).toEqual([]);
  });

  test("that is a slip away from what the example builds isn't", async () => {
    expect(await names(files(own, 'docker run lab/demo-stf python train.py', named))).toEqual([
      ['image similar', 'lab/demo-stf'],
    ]);
  });
});

test('where the scripts and the metadata agree, the build is at fault', async () => {
  const sample = files('docker build -t demo-ner "$DIR"', 'docker run demo-net python train.py', {
    'example.yaml': 'name: demo\nimage: demo-net\npresets:\n  train: {script: train.sh}\n',
  });
  expect(await names(sample)).toEqual([['image-build misnamed', 'demo-ner']]);
});
