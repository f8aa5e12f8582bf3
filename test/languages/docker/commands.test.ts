import fc from 'fast-check';
import { readBuild } from '../../../src/languages/docker/build';
import type { Part } from '../../../src/languages/docker/part';
import { readTag } from '../../../src/languages/docker/tag';
import { line, words } from './words';

const text = (part: Part | null | undefined) => part?.text;
const messages = (spec: { readonly problems: readonly { readonly message: string }[] }) =>
  spec.problems.map((problem) => problem.message);

describe('docker build', () => {
  test('accepts flags before and after the context', () => {
    const spec = readBuild(words('-t', 'a:1', '.', '--tag=b', '-f', 'docker/Dockerfile', '--target', 'train', '--push'));
    expect(spec.tags.map(text)).toEqual(['a:1', 'b']);
    expect(text(spec.context)).toBe('.');
    expect(text(spec.dockerfile)).toBe('docker/Dockerfile');
    expect(text(spec.target)).toBe('train');
    expect(spec).toMatchObject({ push: true, load: false, problems: [] });
  });

  test('reads build arguments, secrets and platforms', () => {
    const spec = readBuild(
      words('--build-arg', 'CUDA=12', '--build-arg', 'TOKEN', '--secret', 'id=hf,src=/k', '--platform', 'linux/amd64', '.'),
    );
    expect(spec.buildArgs.map(({ name, value }) => [text(name), text(value)])).toEqual([
      ['CUDA', '12'],
      ['TOKEN', undefined],
    ]);
    expect(spec.secrets.map(({ id, source }) => [text(id), text(source)])).toEqual([['hf', '/k']]);
    expect(spec.platforms.map(text)).toEqual(['linux/amd64']);
  });

  test('leaves unknown what is unknown', () => {
    const spec = readBuild(line('-t $NAME:latest $*EXTRA_ARGS $DIR'));
    expect(spec).toMatchObject({ tags: [{ text: undefined }], context: { text: undefined }, problems: [], open: [{}] });
  });

  test.each([
    [['-t', 'IMG', '.'], 'invalid tag "IMG": invalid reference format: repository name (library/IMG) must be lowercase'],
    [['-t', 'x'], `'docker build' requires 1 argument`],
    [['a', 'b'], `'docker build' requires 1 argument`],
    [['--tga', 'x', '.'], 'unknown flag: --tga'],
  ])('refuses %j', (argv, message) => {
    expect(messages(readBuild(words(...argv)))[0]).toBe(message);
  });
});

test('docker tag', () => {
  const tag = readTag(words('a', 'b:1'));
  expect([text(tag.source), text(tag.target)]).toEqual(['a', 'b:1']);
  expect(messages(readTag(words('a')))).toEqual([`'docker tag' requires 2 arguments`]);
});

test('reading a command never throws', () => {
  const argv = fc.array(
    fc.oneof(fc.string(), fc.constantFrom('toString', '-t', '--build-arg', '-f', '--', '.', 'run', '--secret', '"')),
    {
      maxLength: 7,
    },
  );
  fc.assert(
    fc.property(argv, (texts) => {
      for (const read of [readBuild, readTag]) read(words(...texts));
    }),
    { numRuns: 200 },
  );
});
