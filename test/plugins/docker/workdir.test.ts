import workdir from '../../../plugins/docker/rules/workdir';
import { report, script } from './report';

describe('the working folder', () => {
  const check = (flags: string, dockerfile: string, command = 'python train.py') =>
    report(workdir, { 'train.sh': script(`docker run ${flags} demo ${command}`), Dockerfile: dockerfile, 'train.py': '' });
  const mount = '-v "$DIR:/work"';

  test('is set where the file is named by a relative path', async () => {
    expect(await check(mount, 'FROM python:3.12\n')).toEqual([
      ['unset', expect.stringMatching(/^docker run/), expect.stringContaining('`--workdir /work`')],
    ]);
  });

  test('is one that the container has', async () => {
    expect(await check(`${mount} -w /app`, 'FROM python:3.12\n')).toEqual([
      ['elsewhere', '/app', expect.stringContaining('`--workdir /work`')],
    ]);
    expect(await check('-w /app', 'FROM python:3.12\n')).toEqual([['absent', '/app', expect.anything()]]);
  });

  test.each([
    ['by the image', mount, 'FROM python:3.12\nWORKDIR /work\n', undefined],
    ['by the base image, perhaps', mount, 'FROM pytorch/pytorch:2.9.0\n', undefined],
    ['not needed', mount, 'FROM python:3.12\n', 'python /work/train.py'],
    ['by the command', mount, 'FROM python:3.12\n', "bash -c 'cd /work && python train.py'"],
    ['a folder of the image', `${mount} -w /app`, 'FROM python:3.12\nRUN mkdir /app\n', undefined],
    ['a mount', `${mount} -w /work`, 'FROM python:3.12\n', undefined],
    ['a folder below a mount', `${mount} -w /work/src`, 'FROM python:3.12\n', undefined],
    ['a folder above a mount', '-v "$DIR:/app/work" -w /app', 'FROM python:3.12\n', 'python work/train.py'],
    ['not known', `${mount} -w "$FOLDER"`, 'FROM python:3.12\n', undefined],
  ])('%s', async (_, flags, dockerfile, command) => {
    expect(await check(flags, dockerfile, command)).toEqual([]);
  });
});
