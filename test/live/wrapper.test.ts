import { programAfterSudo, rewrite } from '../../src/live/verify/wrapper';

const settings = { id: 'x', variables: { NUM_EPOCHS: '1' } };
const added = ['--label=cvl.verification=x', '--env', 'NUM_EPOCHS=1'];

test.each([
  ['run --rm demo', ['run', '--rm', '--rm=false', ...added, 'demo']],
  [
    'run --rm=true -it --name --rm demo python train.py --rm',
    ['run', '--rm=true', '-it', '--name', '--rm', '--rm=false', '--tty=false', ...added, 'demo', 'python', 'train.py', '--rm'],
  ],
  [
    '--context far container run -e NUM_EPOCHS=9 --rm demo sh -c exit',
    ['--context', 'far', 'container', 'run', '-e', 'NUM_EPOCHS=9', '--rm', '--rm=false', ...added, 'demo', 'sh', '-c', 'exit'],
  ],
  ['run --rm -- demo --rm', ['run', '--rm', '--rm=false', ...added, '--', 'demo', '--rm']],
  ['run --rm --rm=false -t=false demo', ['run', '--rm', '--rm=false', '-t=false', ...added, 'demo']],
  ['run -- --privileged demo', ['run', ...added, '--', '--privileged', 'demo']],
  ['create demo', ['create', ...added, 'demo']],
])('docker %s', (line, expected) => {
  expect(rewrite('docker', line.split(' '), settings).words).toEqual(expected);
});

test.each(['ps -a', 'run --help', 'run', 'images', 'compose up', '--version', '', 'build -t a .', 'rm --rm'])(
  'docker %s goes through as it is',
  (line) => {
    const words = line.split(' ');
    expect(rewrite('docker', words, settings).words).toEqual(words);
  },
);

test('what the script asks for is noted', () => {
  const words =
    'run -it --gpus all --user 1000 -w /w --name n -v /a:/w -v /b:/c:ro --mount type=volume,src=v,dst=/v demo:1 python x.py'.split(
      ' ',
    );
  expect(rewrite('podman', words, settings).call).toEqual({
    client: 'podman',
    verb: 'run',
    tags: [],
    asked: {
      image: 'demo:1',
      name: 'n',
      user: '1000',
      workdir: '/w',
      gpus: true,
      mounts: [
        { type: 'bind', source: '/a', target: '/w', readonly: false },
        { type: 'bind', source: '/b', target: '/c', readonly: true },
        { type: 'volume', source: 'v', target: '/v', readonly: false },
      ],
    },
  });
  expect(rewrite('docker', ['build', '-t', 'a', '--tag=b:2', '.'], settings).call).toEqual({
    client: 'docker',
    verb: 'build',
    tags: ['a', 'b:2'],
  });
});

test.each([
  ['run --rm --name n demo', ['rename', 'n']],
  ['--context far container run --rm --name n demo', ['--context', 'far', 'rename', 'n']],
  ['run --name n demo', undefined],
  ['run --rm demo', undefined],
  ['run --rm -d --name n demo', undefined],
])('after docker %s, its name is free for another', (line, expected) => {
  expect(rewrite('docker', line.split(' '), settings).afterwards).toEqual(expected);
});

test.each([
  ['docker run demo', 'docker'],
  ['-E -u root docker run demo', 'docker'],
  ['-n HTTP_PROXY=x /usr/bin/docker run demo', '/usr/bin/docker'],
  ['-- docker run demo', 'docker'],
  ['-v', undefined],
])('sudo %s starts %s', (line, program) => {
  const words = line.split(' ');
  expect(words[programAfterSudo(words)]).toBe(program);
});
