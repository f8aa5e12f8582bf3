import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCommit } from '../../src/model/git';
import { changedSince, committedAt, readHistory, uncommittedFiles } from '../../src/model/git-history';
import { addWorktree, removeWorktree } from '../../src/model/git-worktree';
import { cvl, demo, folderOf } from './command';

const git = (folder: string, ...args: readonly string[]): void => {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder, stdio: 'ignore' });
};

/** A checkout whose own configuration names programs for whatever git does, and whose files git has to compare. */
function hostile(filter = 'x') {
  const marker = join(folderOf({}), 'ran');
  const program = `sh -c 'touch ${marker}; cat'`;
  const folder = folderOf({ ...demo, '.gitattributes': `*.sh filter=${filter} diff=y\n*.yaml filter=${filter} diff=y\n` });
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'start');
  for (const key of [`filter.${filter}.clean`, `filter.${filter}.smudge`, 'diff.y.textconv', 'diff.y.command', 'diff.external'])
    git(folder, 'config', key, program);
  git(folder, 'config', `filter.${filter}.required`, 'true');
  git(folder, 'config', 'log.showSignature', 'true');
  git(folder, 'config', 'gpg.program', program);
  git(folder, 'config', 'core.fsmonitor', program);
  writeFileSync(join(folder, 'examples/demo/train.sh'), `${demo['examples/demo/train.sh']}# changed\n`);
  writeFileSync(join(folder, 'examples/demo/example.yaml'), demo['examples/demo/example.yaml']);
  return { folder, marker, ran: () => existsSync(marker) };
}

const lines = { pattern: 'last_verified', files: ['example.yaml'] };

test('no filter, conversion, or check of signatures that a checkout names runs when its history is read', () => {
  const { folder, ran } = hostile();
  expect(readHistory(folder, lines)?.uncommitted).toEqual(new Set(['examples/demo/train.sh']));
  expect(changedSince(folder, 'HEAD')).toEqual(new Set(['examples/demo/train.sh']));
  expect(uncommittedFiles(folder)).toEqual(new Set(['examples/demo/train.sh']));
  expect(committedAt(folder, 'examples/demo/example.yaml')).toBeGreaterThan(0);
  expect(committedAt(folder, 'examples/demo/train.sh')).toBeUndefined();
  expect(ran()).toBe(false);
});

test('none runs for a fresh checkout', () => {
  const { folder, ran } = hostile();
  const fresh = join(folderOf({}), 'fresh');
  expect(addWorktree(folder, fresh)).toBeUndefined();
  expect(existsSync(join(fresh, 'examples/demo/train.sh'))).toBe(true);
  expect(ran()).toBe(false);
  removeWorktree(folder, fresh);
});

test('where one can not be switched off, git is not asked', () => {
  const { folder, ran } = hostile('x=y');
  expect(uncommittedFiles(folder)).toBeUndefined();
  expect(addWorktree(folder, join(folderOf({}), 'fresh'))).toMatch(/can't be switched off/);
  expect(ran()).toBe(false);
});

test('git-lfs goes on, unless the checkout says which programs it runs', () => {
  const { folder, marker, ran } = hostile();
  const lfs = 'git-lfs clean -- %f';
  for (const [key, program] of [
    ['clean', lfs],
    ['smudge', 'git-lfs smudge -- %f'],
  ] as const)
    git(folder, 'config', `filter.x.${key}`, program);
  // It isn't installed here, or knows no such object: a required filter that fails makes git fail.
  git(folder, 'config', 'lfs.standalonetransferagent', 'own');
  git(folder, 'config', 'lfs.customtransfer.own.path', `touch ${marker}`);
  expect(uncommittedFiles(folder)).toEqual(new Set(['examples/demo/train.sh']));
  expect(ran()).toBe(false);
});

test('planning a verification and comparing with a commit run nothing', () => {
  const { folder, ran } = hostile();
  expect(cvl(folder, ['verify', '--all', '--plan', 'json']).status).toBe(0);
  expect(cvl(folder, ['verify', '--since', 'HEAD', '--plan', 'json']).status).toBe(0);
  cvl(folder, ['lint', '--since', 'HEAD']);
  expect(ran()).toBe(false);
});

test.each(['--upload-pack=touch ran', '-x', '--all', 'HEAD:examples', 'HEAD --help', 'a\nb', '', '@{-1}', 'HEAD^{tree}'])(
  'the revision %j is a name, and no option',
  (revision) => {
    const { folder, ran } = hostile();
    const found = readCommit(folder, revision);
    expect(found).toMatch(/^git knows no commit /);
    const { status, stdout, stderr } = cvl(folder, ['lint', `--since=${revision}`]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^git knows no commit ".*" here\.\n$/);
    expect(ran()).toBe(false);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  },
);

test('a commit whose objects are gone is a sentence', () => {
  const { folder } = hostile();
  rmSync(join(folder, '.git/objects'), { recursive: true });
  mkdirSync(join(folder, '.git/objects'));
  const { status, stderr } = cvl(folder, ['lint', '--since', 'HEAD']);
  expect({ status, stderr }).toEqual({ status: 2, stderr: 'git knows no commit "HEAD" here.\n' });
});
