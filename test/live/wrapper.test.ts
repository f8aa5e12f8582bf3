import { rewrite } from '../../src/live/verify/wrapper';

const settings = { id: 'x', variables: { NUM_EPOCHS: '1' } };
const added = ['--label=cvl.verification=x', '--env', 'NUM_EPOCHS=1'];

test.each([
  ['run --rm demo', ['run', ...added, 'demo']],
  [
    'run --rm=true -it --name --rm demo python train.py --rm',
    ['run', '-it', '--name', '--rm', ...added, 'demo', 'python', 'train.py', '--rm'],
  ],
  [
    '--context far container run -e NUM_EPOCHS=9 --rm -v /a:/b demo sh -c exit',
    ['--context', 'far', 'container', 'run', '-e', 'NUM_EPOCHS=9', '-v', '/a:/b', ...added, 'demo', 'sh', '-c', 'exit'],
  ],
  ['run --rm -- demo --rm', ['run', ...added, '--', 'demo', '--rm']],
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
    'run --gpus all --user 1000 -w /w --name n -v /a:/w -v /b:/c:ro --mount type=volume,src=v,dst=/v demo:1 python x.py'.split(
      ' ',
    );
  expect(rewrite('podman', words, settings).call).toEqual({
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
  expect(rewrite('docker', ['build', '-t', 'a', '--tag=b:2', '.'], settings).call).toEqual({ verb: 'build', tags: ['a', 'b:2'] });
});
