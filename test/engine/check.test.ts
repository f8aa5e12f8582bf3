import { defineRule, type Report } from '../../src/api/index';
import { lintSample } from '../../src/testing';

const docs = { summary: 'A rule for tests', why: 'It is for tests.', bad: [], good: [] };
const at = { file: 'examples/demo/example.yaml', start: 0, end: 4 };

const only = async (check: () => Iterable<Report> | AsyncIterable<Report>, timeoutMs?: number) => {
  const rule = defineRule({ name: 'odd', scope: 'metadata', docs, messages: { found: 'Found {{what}}.' }, check });
  return lintSample(rule, 'name: demo\n', { ...(timeoutMs !== undefined && { timeoutMs }) });
};

describe('a rule that misbehaves', () => {
  test('and throws is one finding that names it, its earlier reports stay, and the exit code is that of a crash', async () => {
    const result = await only(function* () {
      yield { message: 'found', data: { what: 'one' }, at };
      throw new Error('no such thing');
    });
    expect(result.findings.map(({ rule, message }) => [rule, message])).toEqual([
      ['internal/rule-crashed', expect.stringContaining('sample/odd crashed on examples/demo/example.yaml: no such thing')],
      ['sample/odd', 'Found one.'],
    ]);
    expect(result.crashed).toBe(true);
  });

  test('and never ends is given up', async () => {
    const result = await only(async function* () {
      await new Promise(() => {});
      yield { message: 'found', at };
    }, 20);
    expect(result.findings[0]?.message).toContain('did not end within 0.02 seconds');
  });

  test('and never stops reporting is stopped', async () => {
    const result = await only(function* () {
      for (let count = 0; ; count++) yield { message: 'found', data: { what: count }, at };
    });
    expect(result.findings.at(-1)?.rule).toBe('sample/odd');
    expect(result.findings[0]?.message).toContain('it reported 100000 times, and was stopped');
  });

  test.each([
    ['null', null, 'reported null'],
    ['an unknown message', { message: 'lost', at }, 'the message "lost", which it does not define'],
    ['no place', { message: 'found' }, 'a place without a file'],
    ['offsets the wrong way round', { message: 'found', at: { file: 'x', start: 3, end: 1 } }, 'the offsets 3 to 1'],
  ])('and reports %s is a crash', async (_, report, words) => {
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

  test.each([undefined, 'express:*', 'cvlization'])('=%s prints nothing', async (names) => {
    if (names !== undefined) process.env['DEBUG'] = names;
    await crash();
    expect(printed()).toBe('');
  });
});

test('one finding is told once, however often it is reported', async () => {
  const result = await only(function* () {
    yield { message: 'found', data: { what: 'twice' }, at };
    yield { message: 'found', data: { what: 'twice' }, at };
  });
  expect(result.findings).toHaveLength(1);
});

test('fingerprints do not change when lines move, and tell like findings apart', async () => {
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
