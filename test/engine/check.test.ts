import { defineRule, type Report } from '../../src/api/index';
import { lintSample } from '../../src/testing';

const docs = { summary: 'A rule for tests', why: 'It is for tests.', bad: [], good: [] };
const at = { file: 'examples/demo/example.yaml', start: 0, end: 4 };

const only = async (check: () => Iterable<Report> | AsyncIterable<Report>, timeoutMs?: number) => {
  const rule = defineRule({ name: 'odd', scope: 'metadata', docs, messages: { found: 'Found {{what}}.' }, check });
  return lintSample(rule, 'name: demo\n', { ...(timeoutMs !== undefined && { timeoutMs }) });
};

describe('a rule that misbehaves', () => {
  test('by throwing is reported once by name, keeps its earlier findings, and makes the run a crash', async () => {
    const result = await only(function* () {
      yield { message: 'found', data: { what: 'one' }, at };
      throw new Error('no such thing');
    });
    expect(result.findings.map(({ rule, message }) => [rule, message])).toEqual([
      [
        'internal/rule-crashed',
        'The rule sample/odd crashed on examples/demo/example.yaml. It threw "no such thing." Its other findings there may be missing. This is a bug in the rule, not in your files.',
      ],
      ['sample/odd', 'Found one.'],
    ]);
    expect(result.crashed).toBe(true);
  });

  test('by never ending is stopped', async () => {
    const result = await only(async function* () {
      await new Promise(() => {});
      yield { message: 'found', at };
    }, 20);
    expect(result.findings[0]?.message).toContain('. It took longer than 0.02 seconds. Its other');
  });

  test('by reporting forever is stopped', async () => {
    const result = await only(function* () {
      for (let count = 0; ; count++) yield { message: 'found', data: { what: count }, at };
    });
    expect(result.findings.at(-1)?.rule).toBe('sample/odd');
    expect(result.findings[0]?.message).toContain('. It was stopped after 100,000 reports. Its other');
  });

  test.each([
    ['null', null, '. It reported null instead of an object. Its'],
    ['an unknown message', { message: 'lost', at }, '. It reported the message "lost", which isn\'t one of its messages. Its'],
    ['no place', { message: 'found' }, '. It reported a place without a file. Its'],
    [
      'an inverted range',
      { message: 'found', at: { file: 'x', start: 3, end: 1 } },
      '. It reported an invalid range, from offset 3 to 1. Its',
    ],
    ['line 0', { message: 'found', at: { file: 'x', line: 0, column: 1 } }, '. It reported line 0, column 1. Both'],
  ])('by reporting %s is a crash', async (_, report, words) => {
    const result = await only(() => [report as unknown as Report]);
    expect(result.findings[0]?.message).toContain(words);
  });
});

describe('DEBUG', () => {
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const printed = (): string => stderr.mock.calls.map(([text]) => String(text)).join('');
  afterEach(() => {
    delete process.env['DEBUG'];
    stderr.mockClear();
  });
  afterAll(() => stderr.mockRestore());

  const crash = () =>
    only(function* () {
      yield { message: 'found', at };
      throw new Error('no such \u001b[31mthing');
    });

  test.each(['cvl', '*', 'oclif:*, cvl'])('=%s prints where a rule crashed', async (names) => {
    process.env['DEBUG'] = names;
    await crash();
    expect(printed()).toMatch(
      /^The rule odd crashed on examples\/demo\/example\.yaml:\n {2}Error: no such \\u\{1b\}\[31mthing\n(?: +at .*\n)* +at .*check\.test\.ts:/,
    );
  });

  test.each([undefined, 'express:*', 'cvlization'])('=%s prints nothing about a crash', async (names) => {
    if (names !== undefined) process.env['DEBUG'] = names;
    await crash();
    expect(printed()).toBe('');
  });
});

test('a finding that is reported twice appears once', async () => {
  const result = await only(function* () {
    yield { message: 'found', data: { what: 'twice' }, at };
    yield { message: 'found', data: { what: 'twice' }, at };
  });
  expect(result.findings).toHaveLength(1);
});

test('fingerprints stay the same when lines move, and differ between equal findings', async () => {
  const rule = defineRule({
    name: 'tags',
    scope: 'metadata',
    docs,
    messages: { tag: 'A tag.' },
    *check({ yaml }) {
      for (const index of [0, 1]) {
        const span = yaml.valueSpan(['tags', index]);
        if (span) yield { message: 'tag', at: { file: span.file, start: span.start, end: span.end } };
      }
    },
  });
  const before = await lintSample(rule, 'tags:\n  - a\n  - a\n');
  const after = await lintSample(rule, '# moved\n\nname: x\ntags:\n  - a\n  - a\n');
  expect(new Set(before.findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  expect(after.findings.map(({ fingerprint }) => fingerprint)).toEqual(before.findings.map(({ fingerprint }) => fingerprint));
});
