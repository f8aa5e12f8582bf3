import rule from '../../../plugins/docker/rules/environment';
import twice from '../../../plugins/docker/rules/environment-twice';
import { report, script, words } from './report';

const example = (line: string, python = 'print(1)\n', dockerfile = 'FROM python:3.12\n') => ({
  'train.sh': script(line),
  'train.py': python,
  Dockerfile: dockerfile,
});
const run = (flags: string, command = 'python train.py'): string =>
  `docker run -v "$DIR:/workspace" -w /workspace ${flags} demo ${command}`;

describe('required variables', () => {
  test('name the path on which they are missing', async () => {
    const found = await report(rule, example(`if [ -n "\${FAST:-}" ]; then\n${run('')}\nfi`));
    expect(found).toEqual([
      ['missing', expect.stringMatching(/^docker run/), expect.stringContaining("PYTHONUNBUFFERED isn't set when FAST is set")],
    ]);
  });

  test.each([
    ['given', run('-e PYTHONUNBUFFERED=1')],
    ['passed on', run('-e PYTHONUNBUFFERED')],
    ['in a file', run('--env-file .env')],
    ['set by the command', run('', 'env PYTHONUNBUFFERED=1 python train.py')],
    ['done by python itself', run('', 'python -u train.py')],
    ['done by python itself in a shell', run('', "bash -c 'python -u train.py'")],
    ['no Python', run('', './train')],
    ['flags that are not known', run('$FLAGS')],
  ])('%s', async (_, line) => {
    expect(await report(rule, example(line))).toEqual([]);
  });

  test('may be others', async () => {
    const required = [{ name: 'ACME_HOME', value: '/acme', purpose: 'Nothing is found.' }];
    const found = await report(rule, example(run('')), { options: { required } });
    expect(found).toEqual([['missing', expect.anything(), expect.stringContaining('`--env ACME_HOME=/acme`')]]);
  });
});

describe('PYTHONUNBUFFERED', () => {
  const found = (flags: string) => words([rule, twice], example(run(flags)));

  test('of 0 has no effect', async () => {
    expect(await found('-e PYTHONUNBUFFERED=0')).toEqual([['environment off', '0']]);
  });

  test('that is misspelled is left to another rule', async () => {
    expect(await found('-e PYTHONUNBUFERED=1')).toEqual([]);
  });

  test('that is set twice, to two values', async () => {
    expect(await found('-e PYTHONUNBUFFERED=2 -e PYTHONUNBUFFERED=1')).toEqual([['environment-twice twice', 'PYTHONUNBUFFERED']]);
    expect(await found('-e PYTHONUNBUFFERED=1 -e PYTHONUNBUFFERED=1')).toEqual([]);
    expect(await found('-e PYTHONUNBUFFERED=1 ${X:+-e PYTHONUNBUFFERED=2}')).toEqual([]);
  });
});

test('what to write is quoted for the shell', async () => {
  const required = [{ name: 'ACME_HOME', value: '/my data', purpose: 'Nothing is found.' }];
  const [found] = await report(rule, example(run('')), { options: { required } });
  expect(found?.[2]).toContain("`--env 'ACME_HOME=/my data'`");
  const [again] = await report(twice, example(run("-e A=1 -e 'A=$HOME'")));
  expect(again?.[2]).toContain("`'$HOME'`");
});
