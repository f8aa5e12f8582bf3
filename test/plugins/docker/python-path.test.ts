import pythonPath from '../../../plugins/docker/rules/python-path';
import pythonPathMount from '../../../plugins/docker/rules/python-path-mount';
import { report, script, words } from './report';

const example = (line: string, python = 'print(1)\n', dockerfile = 'FROM python:3.12\n') => ({
  'train.sh': script(line),
  'train.py': python,
  Dockerfile: dockerfile,
});
const run = (flags: string, command = 'python train.py'): string =>
  `docker run -v "$DIR:/workspace" -w /workspace ${flags} demo ${command}`;

describe('PYTHONPATH', () => {
  const path = (value: string, flags = '', dockerfile?: string) =>
    report([pythonPath, pythonPathMount], example(run(`-e PYTHONPATH=${value} ${flags}`), undefined, dockerfile));

  test("names a folder that a mount of the repository doesn't have", async () => {
    const sample = (folder: string) => ({
      ...example(run(`-e PYTHONPATH=${folder}`)),
      'source/net.py': '',
      '.gitignore': 'build/\n',
    });
    expect(await report(pythonPath, sample('/workspace/sources'))).toEqual([
      ['similar', '/workspace/sources', expect.stringContaining('`/workspace/source`')],
    ]);
    expect(await words(pythonPath, sample('/workspace/packages'))).toEqual([['absent', '/workspace/packages']]);
    expect(await report(pythonPath, sample('/workspace/source'))).toEqual([]);
    expect(await report(pythonPath, sample('/workspace/build'))).toEqual([]);
  });

  test('and the mount are spelled alike', async () => {
    const found = async (value: string, target: string) =>
      (await path(value, `-v "$ROOT:${target}:ro"`, 'FROM python:3.12\n')).map(([id, word]) => [id, word]);
    expect(await found('/cvlization', '/cvlization_repo')).toEqual([['python-path-mount path', '/cvlization']]);
    expect(await found('/cvlization_repo', '/cvlizaton_repo')).toEqual([['python-path-mount target', '/cvlizaton_repo']]);
  });

  test('names a folder that nothing mounts', async () => {
    expect(await path('/workspace:/cvlization_repo')).toEqual([
      ['python-path unmounted', '/workspace:/cvlization_repo', expect.stringContaining('names /cvlization_repo,')],
    ]);
  });

  test.each([
    ['a mount', '/cvlization_repo', '-v "$ROOT:/cvlization_repo:ro"', undefined],
    [
      'a folder that the image makes',
      '/cvlization_repo',
      '',
      'FROM python:3.12\nRUN git clone https://x.org/y /cvlization_repo\n',
    ],
    ['a folder of the image', '/opt/lib', '', undefined],
    ['an unknown mount', '/cvlization_repo', '-v "$ROOT:$TARGET"', undefined],
  ])('%s', async (_, value, flags, dockerfile) => {
    expect(await path(value, flags, dockerfile)).toEqual([]);
  });
});
