import fc from 'fast-check';
import { conditionsOf } from '../../../src/languages/docker/arguments';
import { readRun } from '../../../src/languages/docker/run';
import { specJson } from '../../../src/languages/docker/spec-json';
import type { Word } from '../../../src/languages/shell/values/word';
import { line, words } from './words';

/** The text of a span in the line that the words were made of. */
const at = (text: string, span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end);

describe('a mount that is partly unknown', () => {
  const text = '--mount type=bind,src=$DIR/x,dst=/workspace,readonly img';
  const [mount] = readRun(line(text)).mounts;

  test('has the parts that are known', () => {
    expect(mount).toMatchObject({
      type: 'bind',
      readonly: true,
      from: '--mount',
      target: { text: '/workspace' },
      source: { text: undefined },
    });
  });

  test('points at the words where source and target are written', () => {
    expect(at(text, mount!.sourceSpan)).toBe('$DIR/x');
    expect(at(text, mount!.targetSpan)).toBe('/workspace');
    expect(at(text, mount!.span)).toBe('type=bind,src=$DIR/x,dst=/workspace,readonly');
  });

  test('has no type where -v starts with something unknown', () => {
    const [volume] = readRun(line('-v $DIR:/data img')).mounts;
    expect(volume).toMatchObject({ type: undefined, target: { text: '/data' }, readonly: false });
  });

  test('is open where the whole value is unknown, and has no problem', () => {
    const spec = readRun(line('--mount $SPEC img'));
    expect(spec.mounts).toMatchObject([{ open: true, type: undefined, target: { text: undefined }, readonly: undefined }]);
    expect(spec.problems).toEqual([]);
  });

  test('is refused at the word to change', () => {
    const command = '--mount type=bind,src=/a,dts=/w img';
    expect(at(command, readRun(line(command)).problems[0]!.span)).toBe('dts=/w');
  });

  test('is refused if the known parts are enough to refuse it', () => {
    const command = '--mount type=bind,src=$DIR,dts=/w img';
    const { problems } = readRun(line(command));
    expect(problems.map((problem) => problem.message)).toEqual([
      `invalid argument "type=bind,src=…,dts=/w" for "--mount" flag: unexpected key 'dts' in 'dts=/w'`,
    ]);
  });
});

describe('environment', () => {
  test('has the name where the value is unknown', () => {
    const spec = readRun(line('-e TOKEN=$HF_TOKEN --env HOME -e A=b img'));
    expect(spec.env.map(({ name, value }) => [name.text, value === null ? null : value.text])).toEqual([
      ['TOKEN', undefined],
      ['HOME', null],
      ['A', 'b'],
    ]);
  });
});

describe('which word is the image', () => {
  const imageOf = (text: string) => {
    const { image, command, open, ambiguous } = readRun(line(text));
    return {
      image: image === null ? null : image.masked,
      command: command.map((part) => part.text),
      open: open.length,
      ambiguous,
    };
  };

  test('is a quoted unknown word', () => {
    expect(imageOf('--rm $NAME python train.py')).toMatchObject({ image: '\uF8FF', command: ['python', 'train.py'], open: 0 });
  });

  test("isn't an unknown word before another flag, which holds flags", () => {
    expect(imageOf('$X --rm img cmd')).toEqual({ image: 'img', command: ['cmd'], open: 1, ambiguous: false });
  });

  test('may be decided by the name of the variable', () => {
    expect(imageOf('$*DOCKER_OPTS img cmd')).toMatchObject({ image: 'img', open: 1 });
    expect(imageOf('--rm $*IMAGE cmd')).toMatchObject({ image: '\uF8FF', command: ['cmd'] });
  });

  test("isn't known where an unknown word may split and its name says nothing", () => {
    expect(imageOf('--rm $*X python train.py')).toEqual({ image: null, command: [], open: 0, ambiguous: true });
  });

  test('is the last before the command, whose flags are its own', () => {
    const spec = readRun(words('--rm', 'img', '-v', '/a:/b', '--gpus', 'all'));
    expect(spec).toMatchObject({ mounts: [], gpus: null });
    expect(spec.command.map((part) => part.text)).toEqual(['-v', '/a:/b', '--gpus', 'all']);
  });
});

describe('flags', () => {
  test('keep what is written and where', () => {
    const text = '-itd --name=x -v /a:/b img';
    const { flags } = readRun(line(text));
    expect(flags.map((use) => [use.name, use.written, at(text, use.span)])).toEqual([
      ['interactive', '-i', '-i'],
      ['tty', '-t', 't'],
      ['detach', '-d', 'd'],
      ['name', '--name', '--name=x'],
      ['volume', '-v', '-v /a:/b'],
    ]);
  });

  test('are neither on nor off where they are there only sometimes', () => {
    const condition = {
      words: 'CI is set',
      key: 'CI',
      holds: true,
      otherwise: 'CI is not set',
      span: { file: 'run.sh', start: 0, end: 2 },
    };
    const [tty, ...rest] = words('-t', '--rm', 'img');
    expect(readRun([{ ...tty!, when: [condition] }, ...rest])).toMatchObject({
      tty: undefined,
      remove: true,
      interactive: false,
    });
  });

  test('of other engines are accepted', () => {
    const podman = readRun(words('--replace', '--userns=keep-id', '--device', 'nvidia.com/gpu=all', 'img', 'cmd'), {
      engine: 'podman',
    });
    expect(podman).toMatchObject({ problems: [], image: { text: 'img' }, gpus: { count: 'all' } });
    expect(readRun(words('--replace', 'img')).problems).toMatchObject([{ message: 'unknown flag: --replace' }]);
  });
});

describe('alternatives of words', () => {
  const gpu = (holds: boolean) => ({
    words: 'GPU is set',
    otherwise: 'GPU is not set',
    key: 'GPU',
    holds,
    span: { file: 'run.sh', start: 0, end: 1 },
  });
  const either = (both: string, yes: string, no: string) => [
    ...line(both),
    ...line(yes).map((word) => ({ ...word, when: [gpu(true)] })),
    ...line(no).map((word) => ({ ...word, when: [gpu(false)] })),
  ];

  test('are read separately: flags, images and commands', () => {
    const spec = readRun(either('--rm --gpus', 'all -v /a:/b gpu:1 train', '1 --ipc=host cpu:1 train --small'));
    expect(spec.problems).toEqual([]);
    expect(spec.flags.map((use) => [use.name, use.value?.text])).toEqual([
      ['rm', undefined],
      ['gpus', 'all'],
      ['volume', '/a:/b'],
      ['gpus', '1'],
      ['ipc', 'host'],
    ]);
    expect(spec.images.map((image) => image.text)).toEqual(['gpu:1', 'cpu:1']);
    expect(spec.command.map((part) => part.text)).toEqual(['train', 'train', '--small']);
    expect(conditionsOf(spec.mounts[0]!.flag)).toEqual([gpu(true)]);
  });
});

describe('what only the engine refuses', () => {
  const reasons = (...argv: string[]) => readRun(words(...argv, 'img')).engineProblems.map((problem) => problem.message);

  test.each([
    [['--gpus', 'device=0,1'], 'cannot set both Count and DeviceIDs on device request'],
    [['--mount', 'type=bnd,src=/a,dst=/b'], 'mount type unknown: "bnd"'],
    [
      ['--mount', 'type=bind,src=a,dst=/b'],
      `invalid mount config for type "bind": invalid mount path: 'a' mount path must be absolute`,
    ],
    [['-v', '/a:b'], `invalid mount path: 'b' mount path must be absolute`],
    [['-v', '/a:/b:readonly'], 'invalid mode: readonly'],
    [['-v', 'a/b:/c'], expect.stringContaining('includes invalid characters for a local volume name')],
    [['-w', 'src'], `the working directory 'src' is invalid, it needs to be an absolute path`],
  ])('refuses %j', (argv, reason) => {
    expect(reasons(...argv)).toEqual([reason]);
  });

  test.each([
    [['-v', '/a:/b:ro,z']],
    [['-v', 'data:/b']],
    [['-w', '/src']],
    [['--gpus', '"device=0,1"']],
    [['--mount', 'type=bind,src=./a,dst=/b']],
  ])('accepts %j', (argv) => {
    expect(reasons(...argv)).toEqual([]);
  });
});

test('plain data names the flag of each mount and reads what the client takes from its environment', () => {
  const spec = readRun(words('-v', './data:/data:ro', '-e', 'HOME', '-e', 'NO', '--gpus', 'all', '--shm-size', '8g', 'img'));
  const json = specJson(spec, { origin: (use) => use.written, cwd: '/home/u', environment: { HOME: '/home/u' } });
  expect(json).toMatchObject({
    mounts: [{ type: 'bind', source: '/home/u/data', target: '/data', readonly: true, origin: '-v' }],
    env: { HOME: '/home/u', NO: null },
    gpus: { count: 'all', ids: [] },
    shmSize: 8 * 2 ** 30,
  });
});

test.each([
  ['--constructor', 'x', 'img'],
  ['--mount', 'constructor=1,dst=/x', 'img'],
  ['-e', 'toString', '-e', '__proto__=1', 'img'],
  ['--health-interval', '5constructor', 'img'],
])('names of object properties are ordinary values: %j', (...argv) => {
  expect(() => specJson(readRun(words(...argv)), { origin: () => 0, environment: {} })).not.toThrow();
});

test('never throws', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '-v',
      '--mount',
      '-e',
      '--gpus',
      '--network',
      '-p',
      '--',
      '-it',
      'type=bind,src=/a,dst=/b',
      '/a:/b:ro',
      '"',
      ',',
      '=',
      ':',
    ),
  );
  const segment = fc
    .oneof(text, fc.constant(null))
    .map((each) => ({ text: each, span: { file: 'a.sh', start: 0, end: each?.length ?? 1 } }));
  const word: fc.Arbitrary<Word> = fc
    .array(segment, { maxLength: 4 })
    .map((segments) => ({ segments, span: { file: 'a.sh', start: 0, end: 5 } }));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (argv) => {
      specJson(readRun(argv), { origin: () => 0, cwd: '/x' });
    }),
    { numRuns: 300 },
  );
});
