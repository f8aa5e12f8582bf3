import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterwards, bash, crash, leftovers, newFolder, right, vocabulary, write, wrong } from './bash';

const isRoot = process.getuid?.() === 0;
const has = (program: string): boolean => spawnSync('which', [program]).status === 0;

const utf16 = (text: string, isBigEndian: boolean): Buffer => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
};

/** The files of a repository after `--fix`, whose only finding is fixed. */
function fixed(folder: string): void {
  const ended = bash('cvl lint --fix --fail-on warning', folder);
  expect(ended).toEqual({ status: 0, signal: null, stdout: expect.stringMatching(/^✔ No problems in \d+ files?, /), stderr: '' });
  expect(leftovers(folder)).toEqual([]);
}

describe('--fix changes no byte but those of the fix', () => {
  test('CR LF and Latin-1 in a shell script', () => {
    const script = Buffer.from('#!/bin/bash\r\n# caf\xe9\r\ndocker run -it x\r\n', 'latin1');
    const folder = newFolder({ '.cvlrc': 'extends: []\nrules: { shell/line-endings: error }\n', 'train.sh': script });
    fixed(folder);
    expect(readFileSync(join(folder, 'train.sh'), 'latin1')).toBe('#!/bin/bash\n# caf\xe9\ndocker run -it x\n');
  });

  test.each<[name: string, before: Buffer, after: Buffer]>([
    ['Latin-1', Buffer.from(`# caf\xe9\n${wrong}# \xff`, 'latin1'), Buffer.from(`# caf\xe9\n${right}# \xff`, 'latin1')],
    [
      'broken UTF-8',
      Buffer.from(`# \xe2\x82 \xf0\x9f\n${wrong}`, 'latin1'),
      Buffer.from(`# \xe2\x82 \xf0\x9f\n${right}`, 'latin1'),
    ],
    ['characters of two, three, and four bytes', Buffer.from(`# é€😀\n${wrong}`), Buffer.from(`# é€😀\n${right}`)],
    ['a byte order mark', Buffer.from(`\uFEFF${wrong}`), Buffer.from(`\uFEFF${right}`)],
    ['CR LF', Buffer.from(wrong.replaceAll('\n', '\r\n')), Buffer.from(right.replaceAll('\n', '\r\n'))],
    ['a missing last newline', Buffer.from(wrong.trimEnd()), Buffer.from(right.trimEnd())],
    ['UTF-16 little endian', utf16(`# é😀\n${wrong}`, false), utf16(`# é😀\n${right}`, false)],
    ['UTF-16 big endian', utf16(`# é😀\n${wrong}`, true), utf16(`# é😀\n${right}`, true)],
  ])('%s', (_, before, after) => {
    const folder = newFolder({ '.cvlrc': vocabulary, 'demo/example.yaml': before });
    fixed(folder);
    expect(readFileSync(join(folder, 'demo/example.yaml')).toString('hex')).toBe(after.toString('hex'));
  });

  test('the mode stays', () => {
    const folder = newFolder({ '.cvlrc': vocabulary, 'demo/example.yaml': wrong });
    chmodSync(join(folder, 'demo/example.yaml'), 0o751);
    fixed(folder);
    expect(statSync(join(folder, 'demo/example.yaml')).mode & 0o7777).toBe(0o751);
  });

  (isRoot ? test : test.skip)('the owner stays (needs root)', () => {
    const folder = newFolder({ '.cvlrc': vocabulary, 'demo/example.yaml': wrong });
    chownSync(join(folder, 'demo/example.yaml'), 65534, 65533);
    fixed(folder);
    expect(statSync(join(folder, 'demo/example.yaml'))).toMatchObject({ uid: 65534, gid: 65533 });
  });

  test('another hard link keeps the old content: it may be outside of the repository', () => {
    const folder = newFolder({ 'repo/.cvlrc': vocabulary, 'repo/demo/example.yaml': wrong });
    linkSync(join(folder, 'repo/demo/example.yaml'), join(folder, 'other.yaml'));
    fixed(join(folder, 'repo'));
    expect(readFileSync(join(folder, 'repo/demo/example.yaml'), 'utf8')).toBe(right);
    expect(readFileSync(join(folder, 'other.yaml'), 'utf8')).toBe(wrong);
  });
});

/**
 * A repository with three examples, of which the fix of `b` can't be written: the sentence says why, the others are fixed, the report
 * has what is left.
 */
function failing(folder: string, sentence: RegExp, variables: { readonly as?: string } = {}): void {
  const ended = bash(`${variables.as ?? 'cvl'} lint --fix --format json`, folder);
  expect(ended.stderr).toMatch(sentence);
  expect(ended.stderr.trim().split('\n')).toHaveLength(1);
  expect(ended.stderr).not.toMatch(crash);
  expect(ended.status).toBe(2);
  const report = JSON.parse(ended.stdout) as { readonly filePath: string; readonly messages: readonly unknown[] }[];
  const faulty = report.filter(({ messages }) => messages.length > 0).map(({ filePath }) => filePath);
  expect(faulty).toEqual([join(folder, 'b/example.yaml')]);
  expect(['a', 'b', 'c'].map((name) => readFileSync(join(folder, name, 'example.yaml'), 'utf8') === right)).toEqual([
    true,
    false,
    true,
  ]);
  expect(leftovers(folder)).toEqual([]);
}

const three = { '.cvlrc': vocabulary, 'a/example.yaml': wrong, 'b/example.yaml': wrong, 'c/example.yaml': wrong };

function mount(...args: string[]): boolean {
  const target = args[args.length - 1]!;
  if (spawnSync('mount', args).status !== 0) return false;
  afterwards(() => spawnSync('umount', [target]));
  return true;
}

const canMount = ((): boolean => {
  if (!isRoot) return false;
  const folder = mkdtempSync(join(tmpdir(), 'cvl-mount-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', folder]).status === 0;
  if (isMounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
  return isMounted;
})();
const whereMounted = canMount ? test : test.skip;

describe('--fix reports in a sentence what it cannot write, and writes the rest', () => {
  whereMounted('a full disk (needs root and mount)', () => {
    const folder = newFolder(three);
    rmSync(join(folder, 'b'), { recursive: true });
    mkdirSync(join(folder, 'b'));
    mount('-t', 'tmpfs', '-o', 'size=64k', 'none', join(folder, 'b'));
    write(folder, { 'b/example.yaml': `${wrong}# ${'x'.repeat(9000)}\n` });
    const fill = Buffer.alloc(1 << 17);
    expect(() => writeFileSync(join(folder, 'b/fill'), fill)).toThrow('ENOSPC');
    const before = readFileSync(join(folder, 'b/example.yaml'), 'utf8');
    failing(folder, /^b\/example\.yaml is not fixed\. No space is left on the device\.$/m);
    expect(readFileSync(join(folder, 'b/example.yaml'), 'utf8')).toBe(before);
  });

  test('a file that becomes larger than the limit for files', () => {
    const folder = newFolder({ ...three, 'b/example.yaml': `${wrong}# ${'x'.repeat(200_000)}\n` });
    const before = readFileSync(join(folder, 'b/example.yaml'), 'utf8');
    failing(folder, /^b\/example\.yaml is not fixed\. It is larger than the file system or a limit allows\.$/m, {
      as: 'ulimit -f 64; cvl',
    });
    expect(readFileSync(join(folder, 'b/example.yaml'), 'utf8')).toBe(before);
  });

  whereMounted('a read-only file system (needs root and mount)', () => {
    const folder = newFolder(three);
    expect(mount('--bind', join(folder, 'b'), join(folder, 'b'))).toBe(true);
    execFileSync('mount', ['-o', 'remount,ro,bind', join(folder, 'b')]);
    failing(folder, /^b\/example\.yaml is not fixed\. The file system is read-only\.$/m);
  });

  whereMounted('a file that something is mounted on (needs root and mount)', () => {
    const folder = newFolder(three);
    expect(mount('--bind', join(folder, 'b/example.yaml'), join(folder, 'b/example.yaml'))).toBe(true);
    failing(folder, /^b\/example\.yaml is not fixed\. The file is in use, or something is mounted on it\.$/m);
  });

  (isRoot && has('setpriv') ? test : test.skip)('no permission for the file (needs root and setpriv)', () => {
    const folder = newFolder(three);
    for (const path of ['.', '.cvlrc', 'a', 'b', 'c', 'a/example.yaml', 'c/example.yaml'])
      chownSync(join(folder, path), 65534, 65534);
    failing(folder, /^b\/example\.yaml is not fixed\. Permission is denied\.$/m, { as: asNobody });
  });

  (isRoot && has('setpriv') ? test : test.skip)('no permission for the folder (needs root and setpriv)', () => {
    const folder = newFolder(three);
    for (const path of ['.', '.cvlrc', 'a', 'c', 'a/example.yaml', 'b/example.yaml', 'c/example.yaml'])
      chownSync(join(folder, path), 65534, 65534);
    failing(folder, /^b\/example\.yaml is not fixed\. Permission is denied\.$/m, { as: asNobody });
  });

  (isRoot ? test.skip : test)('no permission for the file (not as root, who may everything)', () => {
    const folder = newFolder(three);
    chmodSync(join(folder, 'b/example.yaml'), 0o444);
    failing(folder, /^b\/example\.yaml is not fixed\. Permission is denied\.$/m);
  });

  (isRoot && canBeImmutable() ? test : test.skip)('an immutable file (needs root and chattr)', () => {
    const folder = newFolder(three);
    execFileSync('chattr', ['+i', join(folder, 'b/example.yaml')]);
    afterwards(() => execFileSync('chattr', ['-i', join(folder, 'b/example.yaml')]));
    failing(folder, /^b\/example\.yaml is not fixed\. (?:The system does not allow it\.|Permission is denied\.)/m);
  });
});

const asNobody = `nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/ "${process.execPath}" "${join(__dirname, '../../bin/run.js')}" "$@"; }; nobody`;

function canBeImmutable(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'cvl-chattr-'));
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const can = spawnSync('chattr', ['+i', file]).status === 0;
  if (can) spawnSync('chattr', ['-i', file]);
  rmSync(folder, { recursive: true, force: true });
  return can;
}

test('a file that a check or a person changes while it is linted is left as it is', () => {
  const plugin = `
import { appendFileSync } from 'node:fs';
const writer = {
  name: 'writer',
  scope: 'metadata',
  docs: { summary: 'A rule', why: 'A reason.', bad: 'name: x\\n', good: 'name: y\\n' },
  messages: { wrong: 'Wrong.' },
  *check({ yaml }) {
    const at = yaml.valueSpan(['modalities', 0]);
    if (!at) return;
    appendFileSync(at.file, '# by another\\n');
    yield { message: 'wrong', at };
  },
};
export default { name: 'late', api: 1, rules: [writer] };
`;
  const settings = 'extends: []\nplugins: [./late.mjs]\nrules: { late/writer: warning, example/vocabulary: warning }\n';
  const folder = newFolder({ '.cvlrc': settings, 'late.mjs': plugin, 'demo/example.yaml': wrong });
  const { status, stdout, stderr } = bash('cvl lint --fix', folder);
  expect(stderr).toBe('demo/example.yaml is not fixed. It has changed since it was linted.\n');
  expect(stdout).toContain('late/writer');
  expect(status).toBe(2);
  expect(readFileSync(join(folder, 'demo/example.yaml'), 'utf8')).toMatch(
    /^name: demo\nmodalities: \[language\]\n(?:# by another\n)+$/,
  );
});

describe('nothing is written through a link', () => {
  test('a fix of a file that is a link', () => {
    const folder = newFolder({ '.cvlrc': vocabulary, 'real.txt': wrong });
    mkdirSync(join(folder, 'demo'));
    symlinkSync('../real.txt', join(folder, 'demo/example.yaml'));
    const { status, stdout, stderr } = bash('cvl lint --fix', folder);
    expect(stdout).toContain('example/vocabulary');
    expect(stderr).toBe('demo/example.yaml is not fixed. It is a symbolic link.\n');
    expect(status).toBe(0); // a warning is left, and nothing failed
    expect(readFileSync(join(folder, 'real.txt'), 'utf8')).toBe(wrong);
    expect(lstatSync(join(folder, 'demo/example.yaml')).isSymbolicLink()).toBe(true);
  });

  test('a report to a link, or through one out of the repository', () => {
    const folder = newFolder({ 'repo/.cvlrc': vocabulary, 'repo/demo/example.yaml': wrong, 'outside/file': 'mine\n' });
    const repo = join(folder, 'repo');
    symlinkSync('../outside/file', join(repo, 'report.json'));
    symlinkSync('../outside', join(repo, 'out'));
    for (const command of ['lint', 'runs']) {
      const link = bash(`cvl ${command} -f json -o report.json`, repo);
      expect(link).toMatchObject({ status: 2, stdout: '' });
      expect(link.stderr).toBe(`The report could not be written to ${repo}/report.json. It is a symbolic link.\n`);
      const wayOut = bash(`cvl ${command} -f json -o out/new/report.json`, repo);
      expect(wayOut).toMatchObject({ status: 2, stdout: '' });
      expect(wayOut.stderr).toMatch(/A symbolic link on its path leads out of the repository\.\n$/);
    }
    expect(readFileSync(join(folder, 'outside/file'), 'utf8')).toBe('mine\n');
    expect(existsSync(join(folder, 'outside/new'))).toBe(false);
  });
});

describe('a report to a file', () => {
  test.each([
    ['a folder that /proc refuses', '/proc/none/such/report.json', 'The file or its folder is missing.'],
    ['a folder below a device', '/dev/null/report.json', 'A part of the path is not a folder.'],
    ['a folder below a file', 'demo/example.yaml/report.json', 'is not a folder.'],
    ['a folder', 'demo', 'It is a folder.'],
    ['a full device', '/dev/full', 'No space is left on the device.'],
    ['a pipe in the repository', 'pipe', 'It is not a regular file.'],
  ])('that cannot be written, and the others are: %s', (_, path, reason) => {
    const folder = newFolder({ '.cvlrc': vocabulary, 'demo/example.yaml': wrong });
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const { status, stdout, stderr } = bash(`cvl lint -f json:${path} -f sarif:new/ok.sarif -f stylish`, folder);
    expect(stderr).toMatch(/^The report could not be written to /);
    expect(stderr).toContain(reason);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
    expect(stdout).toContain('example/vocabulary');
    expect(JSON.parse(readFileSync(join(folder, 'new/ok.sarif'), 'utf8')).version).toBe('2.1.0');
    expect(bash(`cvl runs -f json -o ${path}`, folder)).toMatchObject({ status: 2, stdout: '' });
  });

  test('replaces the former one with its mode, and takes standard output and a process for a file', () => {
    const folder = newFolder({ '.cvlrc': vocabulary, 'demo/example.yaml': wrong, 'report.json': 'x'.repeat(99_999) });
    chmodSync(join(folder, 'report.json'), 0o640);
    expect(bash('cvl lint -f json -o report.json', folder)).toEqual({ status: 0, signal: null, stdout: '', stderr: '' });
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toHaveLength(1);
    expect(statSync(join(folder, 'report.json')).mode & 0o777).toBe(0o640);
    for (const line of [
      'cvl lint -f json -o /dev/stdout',
      'cvl lint -f json -o >(cat) | cat',
      'cvl lint -f json -o /dev/stdout | cat',
    ])
      expect(JSON.parse(bash(line, folder).stdout)).toHaveLength(1);
    expect(leftovers(folder)).toEqual([]);
  });

  whereMounted('on a full disk, keeps the former one whole (needs root and mount)', () => {
    const folder = newFolder({ '.cvlrc': vocabulary, 'demo/example.yaml': wrong });
    mkdirSync(join(folder, 'out'));
    mount('-t', 'tmpfs', '-o', 'size=64k', 'none', join(folder, 'out'));
    write(folder, { 'out/report.json': 'former\n', 'out/summary.md': 'former\n' });
    expect(() => writeFileSync(join(folder, 'out/fill'), Buffer.alloc(1 << 17))).toThrow('ENOSPC');
    const { status, stderr } = bash('cvl lint -f sarif:out/report.json', folder);
    expect(stderr).toMatch(/No space is left on the device\.\n$/);
    expect(status).toBe(2);
    expect(readFileSync(join(folder, 'out/report.json'), 'utf8')).toBe('former\n');
    expect(leftovers(folder)).toEqual([]);
  });

  test("GitHub's summary keeps what others wrote, and a failure is a sentence", () => {
    const folder = newFolder({ '.cvlrc': vocabulary, 'demo/example.yaml': wrong, 'summary.md': '# Others\n' });
    const summary = join(folder, 'summary.md');
    expect(bash('cvl lint -f github', folder, { GITHUB_STEP_SUMMARY: summary })).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(summary, 'utf8')).toMatch(/^# Others\n[\s\S]*example\/vocabulary/);
    const failed = bash('cvl lint -f github', folder, { GITHUB_STEP_SUMMARY: '/dev/full' });
    expect(failed).toMatchObject({
      status: 2,
      stderr: 'The report could not be written to /dev/full. No space is left on the device.\n',
    });
    expect(failed.stdout).toContain('::warning');
  });
});
