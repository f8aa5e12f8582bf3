import { readInvocation } from '../../../src/languages/docker/invocation';
import { wordText } from '../../../src/languages/shell/values/word';
import { line, words } from './words';

test.each([
  [['run', '--rm', 'img'], 'run', ['--rm', 'img']],
  [['container', 'run', 'img'], 'run', ['img']],
  [['--context', 'gpu', '-H=tcp://x', '--debug', 'container', 'create', 'img'], 'create', ['img']],
  [['buildx', 'build', '--load', '.'], 'build', ['--load', '.']],
  [['image', 'tag', 'a', 'b'], 'tag', ['a', 'b']],
  [['compose', '-f', 'x.yml', 'up'], 'compose', ['-f', 'x.yml', 'up']],
  [['ps', '-a'], 'other', ['-a']],
  [['image', 'inspect', 'x'], 'other', ['x']],
])('docker %j is %s', (argv, verb, rest) => {
  const invocation = readInvocation(words(...argv))!;
  expect([invocation.verb, invocation.words.map(wordText)]).toEqual([verb, rest]);
});

test('an unknown command is not guessed', () => {
  expect(readInvocation(line('$VERB img'))).toBeUndefined();
  expect(readInvocation(line('image $VERB img'))).toBeUndefined();
  expect(readInvocation([])).toBeUndefined();
});
