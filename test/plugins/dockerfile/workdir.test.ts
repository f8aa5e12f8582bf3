import workdir from '../../../plugins/dockerfile/rules/workdir';
import workdirAbsolute from '../../../plugins/dockerfile/rules/workdir-absolute';
import { report } from '../docker/report';
import { run, words } from './sample';

describe('workdir', () => {
  test.each([
    ['cd /opt/a', [['lost', 'cd /opt/a']]],
    ['git clone https://e.org/a && \\\n    cd a', [['lost', 'cd a']]],
    ['make && cd /app', []],
    ['git clone https://e.org/a && cd a && make && cd ..', []],
    ['cd /opt/a && make && cd -', []],
    ['cd /opt/a && make', []],
    ['(cd /opt/a && make)', []],
  ])('%s', async (command, expected) => {
    expect(await words(workdir, `${run(command)}RUN pip install .\n`)).toEqual(expected);
  });

  test('the folder that all `cd` lead to is the one to write', async () => {
    const image = 'FROM python:3.12\nWORKDIR /app\n';
    const [found] = await report(workdir, `${image}RUN cd a && make && cd b/c\nRUN make\n`);
    expect(found?.[2]).toContain('`WORKDIR /app/a/b/c`');
    expect(await words(workdir, `${image}RUN cd ~/a && cd b\nRUN make\n`)).toEqual([['unknown', 'cd b']]);
  });

  test('a folder that is set next, or nothing more to build', async () => {
    expect(await words(workdir, `${run('cd /opt/a')}ENV A=1\nWORKDIR /opt/b\nRUN make\n`)).toEqual([]);
    expect(await words(workdir, run('cd /opt/a'))).toEqual([]);
    expect(await words(workdir, `${run('cd /opt/a')}WORKDIR b\n`)).toHaveLength(1);
  });
});

test.each([
  ['WORKDIR app\n', ['app']],
  ['WORKDIR ./app\nWORKDIR tests\n', ['./app']],
  ['WORKDIR /app\nWORKDIR tests\n', []],
])('workdir-absolute: %j', async (lines, expected) => {
  const found = await words(workdirAbsolute, `FROM python:3.12\n${lines}`);
  expect(found.map(([id, word]) => [id, word?.replace('WORKDIR ', '')])).toEqual(expected.map((word) => ['relative', word]));
});
