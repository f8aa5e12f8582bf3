import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { casesIn, expectedOfCase, reportOfCase } from './case';

const update = process.env['CVL_UPDATE_CASES'] !== undefined && process.env['CI'] === undefined;

test.each(casesIn(__dirname))('%s', async (name) => {
  const actual = await reportOfCase(__dirname, name);
  expect(actual).toBe(expectedOfCase(__dirname, name, actual, update));
});

describe('a case', () => {
  const name = 'docker/workdir/new';
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cvl-case-'));
    mkdirSync(join(root, name), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('without expected.txt fails and names the command that writes it, which only that command does', () => {
    expect(() => expectedOfCase(root, name, 'No findings.\n', false)).toThrow(
      'The case docker/workdir/new has no expected.txt. Write it with `npm run cases -- docker/workdir/new --update`, then read it.',
    );
    expect(expectedOfCase(root, name, 'No findings.\n', true)).toBe('No findings.\n');
    expect(readFileSync(join(root, name, 'expected.txt'), 'utf8')).toBe('No findings.\n');
  });

  test.each([
    ['a key that case.yaml does not have', 'option: {}\n', 'case.yaml has no key "option"'],
    ['an option that the rule does not have', 'options: {requird: []}\n', 'Did you mean "required"'],
  ])('with %s fails', async (_, text, message) => {
    mkdirSync(join(root, 'docker/mounts/new'), { recursive: true });
    writeFileSync(join(root, 'docker/mounts/new/case.yaml'), text);
    await expect(reportOfCase(root, 'docker/mounts/new')).rejects.toThrow(message);
  });

  test("of a rule that doesn't exist fails", async () => {
    mkdirSync(join(root, 'docker/wokdir/new'), { recursive: true });
    await expect(reportOfCase(root, 'docker/wokdir/new')).rejects.toThrow('There is no rule docker/wokdir');
  });
});
