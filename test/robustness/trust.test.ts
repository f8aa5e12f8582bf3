import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskTree } from '../../src/model/disk';
import { listAhead } from '../../src/model/git-listing';
import { cvl, demo, folderOf, lint } from './command';

/** Code that leaves a trace where it runs. */
const tracing = (trace: string): string =>
  `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(trace)}, ''); export default { name: 'own', api: 1 };`;

const git = (folder: string, ...args: readonly string[]): void => {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder, stdio: 'ignore' });
};

const fifo = (path: string): void => {
  execFileSync('mkfifo', [path]);
};

const isRoot = process.geteuid?.() === 0;
const asRoot = isRoot ? test : test.skip;

/** A repository with a plugin that says where it ran, and how to ask whether it did. */
function traced(files: (trace: string) => { readonly [path: string]: string }) {
  const trace = join(folderOf({}), 'ran');
  const folder = folderOf({ ...demo, ...files(trace) });
  return { folder, ran: () => spawnSync('test', ['-e', trace]).status === 0 };
}

describe('code of the configuration runs', () => {
  const plugged = (trace: string) => ({ '.cvlrc': 'plugins: [./own.mjs]\n', 'own.mjs': tracing(trace) });

  test('in the repository that the user stands in, also further down in its checkout', () => {
    for (const inside of ['', 'examples/demo']) {
      const { folder, ran } = traced(plugged);
      git(folder, 'init', '-q');
      expect(lint(join(folder, inside), []).of('internal/rule-crashed')).toEqual([]);
      expect(ran()).toBe(true);
    }
  });

  test('where --config names it', () => {
    const { folder, ran } = traced(plugged);
    const elsewhere = folderOf(demo);
    expect(cvl(elsewhere, ['lint', '--config', join(folder, '.cvlrc')]).stdout).toContain('example/name-format');
    expect(ran()).toBe(true);
  });

  test('not from another repository, whose data counts', () => {
    const { folder, ran } = traced((trace) => ({
      '.cvlrc': 'plugins: [./own.mjs]\nrules: {example/name-format: off}\n',
      'own.mjs': tracing(trace),
    }));
    git(folder, 'init', '-q');
    const { status, of } = lint(folderOf({}), [folder]);
    expect(status).toBe(2);
    expect(of('internal/rule-crashed')).toEqual([
      expect.stringMatching(
        /^The plugin "\.\/own\.mjs" is code, and code runs only from the repository that you stand in\. Change to \.\.\//,
      ),
    ]);
    expect(of('example/name-format')).toEqual([]);
    expect(of('example/schema').length).toBeGreaterThan(0);
    expect(ran()).toBe(false);
  });

  test.each(['.cvlrc.js', '.cvlrc.mjs', '.cvlrc.ts', 'cvl.config.ts'])('not from %s in a folder below', (name) => {
    const { folder, ran } = traced((trace) => ({ [`examples/${name}`]: tracing(trace) }));
    git(folder, 'init', '-q');
    expect(cvl(folder, ['lint', 'examples/demo'])).toEqual({
      status: 2,
      stdout: '',
      stderr: `examples/${name} This configuration is code, and code runs only from the repository that you stand in. Change to examples, or name the file with --config.\n`,
    });
    expect(ran()).toBe(false);
  });

  test('not from a folder above, outside of a checkout', () => {
    const { folder, ran } = traced((trace) => ({ '.cvlrc.mjs': tracing(trace) }));
    for (const command of [['lint'], ['rules'], ['config', 'print'], ['runs']])
      expect(cvl(join(folder, 'examples'), command)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(/^\.\.\/\.cvlrc\.mjs This configuration is code, and code runs only/),
      });
    expect(ran()).toBe(false);
  });

  test('not where --no-config-code or CVL_NO_CONFIG_CODE refuses it', () => {
    const { folder, ran } = traced(plugged);
    expect(lint(folder, ['--no-config-code']).of('internal/rule-crashed')).toEqual([
      'The plugin "./own.mjs" is code, which --no-config-code refuses. Its findings are missing.',
    ]);
    const { status, of } = lint(folder, [], { CVL_NO_CONFIG_CODE: '1' });
    expect({ status, crashes: of('internal/rule-crashed') }).toEqual({
      status: 2,
      crashes: ['The plugin "./own.mjs" is code, which CVL_NO_CONFIG_CODE refuses. Its findings are missing.'],
    });
    expect(lint(folder, ['--config', '.cvlrc'], { CVL_NO_CONFIG_CODE: '1' }).status).toBe(2);
    expect(ran()).toBe(false);
  });

  asRoot('not from a root, or a file, that another user owns', () => {
    for (const owned of ['.', 'own.mjs']) {
      const { folder, ran } = traced(plugged);
      chownSync(join(folder, owned), 12345, 12345);
      const { status, of } = lint(folder);
      expect(status).toBe(2);
      expect(of('internal/rule-crashed')).toEqual([
        `The plugin "./own.mjs" is code, and another user owns ${join(folder, owned)}. If you trust it, name the configuration with --config. Its findings are missing.`,
      ]);
      expect(ran()).toBe(false);
      lint(folder, [], { SUDO_UID: '12345' });
      expect(ran()).toBe(true);
    }
  });
});

describe('what a link leads to out of the root is not read:', () => {
  const secret = 'top-secret-key: 1\n*.sh\n';

  test.each(['.cvlrc', '.cvlrc.yaml', 'cvl.config.json'])('%s', (name) => {
    const outside = folderOf({ secret });
    const folder = folderOf(demo);
    symlinkSync(join(outside, 'secret'), join(folder, name));
    expect(cvl(folder, ['lint'])).toEqual({
      status: 2,
      stdout: '',
      stderr: `${name} This link leads out of the repository, so it isn't followed. Copy the file, or name it with --config.\n`,
    });
  });

  test('package.json', () => {
    const outside = folderOf({ 'package.json': '{"cvl": {"top-secret-key": 1}}' });
    const folder = folderOf(demo);
    symlinkSync(join(outside, 'package.json'), join(folder, 'package.json'));
    const { status, stderr, of } = lint(folder);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(of('example/name-format')).toHaveLength(1);
  });

  test.each([
    ['a pack', 'extends: ./pack.yaml\n', 'pack.yaml'],
    ['a table', 'tables: {mounts: ./table.yaml}\n', 'table.yaml'],
    ['a plugin', 'plugins: [./own.mjs]\n', 'own.mjs'],
  ])('%s', (_, configuration, name) => {
    const outside = folderOf({ secret });
    const folder = folderOf({ ...demo, '.cvlrc': configuration });
    symlinkSync(join(outside, 'secret'), join(folder, name));
    const { status, stdout, stderr } = cvl(folder, ['lint']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^\.cvlrc:1:\d+ The (pack|table|plugin) "\.\/[\w.]+" is outside the repository\. .*\n$/);
  });

  test('a package of an untrusted repository', () => {
    const outside = folderOf({ 'package.json': '{}', 'pack.yaml': secret });
    const folder = folderOf({ ...demo, '.cvlrc': 'extends: linked\n', 'node_modules/x': '' });
    symlinkSync(outside, join(folder, 'node_modules/linked'));
    expect(cvl(folder, ['lint', '--no-config-code']).stderr).toBe(
      ".cvlrc:1:10 The package linked is a link out of the repository, which isn't followed.\n",
    );
  });

  test('.gitignore, where there is no git', () => {
    const outside = folderOf({ secret });
    const folder = folderOf(demo);
    symlinkSync(join(outside, 'secret'), join(folder, '.gitignore'));
    expect(
      diskTree(folder)
        .entries()
        .map(({ path }) => path),
    ).toContain('examples/demo/train.sh');
    symlinkSync('/dev/zero', join(folder, 'examples/.gitignore'));
    expect(lint(folder).of('example/name-format')).toHaveLength(1);
  });
});

describe('what is no regular file is not opened:', () => {
  test.each([
    '.gitignore',
    '.cvlrc',
    '.cvlrc.yaml',
    'package.json',
    'examples/demo/.gitignore',
    'examples/demo/Dockerfile',
    'examples/demo/README.md',
  ])('a named pipe as %s', (name) => {
    const folder = folderOf(demo);
    fifo(join(folder, name));
    const { status, of } = lint(folder);
    expect(status).toBe(1);
    expect(of('example/name-format')).toHaveLength(1);
  });

  test.each([
    ['a pack', 'extends: ./odd\n'],
    ['a table', 'tables: {mounts: ./odd}\n'],
    ['a plugin', 'plugins: [./odd]\n'],
  ])('a named pipe as %s', (_, configuration) => {
    const folder = folderOf({ ...demo, '.cvlrc': configuration });
    fifo(join(folder, 'odd'));
    expect(cvl(folder, ['lint'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^\.cvlrc:1:\d+ There is no /),
    });
  });

  test('a named pipe as the manifest of a package', () => {
    const folder = folderOf({ ...demo, '.cvlrc': 'extends: odd\n', 'node_modules/odd/x': '' });
    fifo(join(folder, 'node_modules/odd/package.json'));
    expect(cvl(folder, ['lint'])).toMatchObject({ status: 2, stderr: expect.stringContaining('There is no package "odd"') });
  });
});

describe('git that does not list the files is one hint, and linting goes on:', () => {
  const limitMs = 500;

  test.each<[string, (folder: string) => void]>([
    ['.gitignore is a named pipe', (folder) => fifo(join(folder, '.gitignore'))],
    [
      'core.excludesFile is a named pipe',
      (folder) => {
        fifo(join(folder, '.git/pipe'));
        git(folder, 'config', 'core.excludesFile', join(folder, '.git/pipe'));
      },
    ],
  ])('%s', async (_, disturb) => {
    const folder = folderOf(demo);
    git(folder, 'init', '-q');
    disturb(folder);
    const tree = diskTree(folder, { gitTimeoutMs: limitMs });
    expect((await listAhead(folder, limitMs)()).refusal).toBe(tree.gitRefusal);
    expect(tree.gitRefusal).toMatch(
      /^git didn't list the files within 0\.5 seconds, .* Run `git -C \/\S+ status` to see what it waits for\.$/,
    );
    expect(tree.entries().map(({ path }) => path)).toContain('examples/demo/train.sh');
  });

  test('nor is git left behind by a command that ends without it', async () => {
    const folder = folderOf({ ...demo, 'bin/git': '#!/bin/sh\necho $$ > "$PID_FILE"\nexec sleep 1000\n' });
    git(folder, 'init', '-q');
    chmodSync(join(folder, 'bin/git'), 0o755);
    const pidFile = join(folder, 'pid');
    const path = `${join(folder, 'bin')}:${process.env['PATH']}`;
    expect(cvl(folder, ['lint', '--nonsense'], { PATH: path, PID_FILE: pidFile })).toMatchObject({ status: 2, stdout: '' });
    const pid = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').trim() : '';
    const isRunning = (): boolean =>
      pid !== '' && /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).stdout.trim());
    while (isRunning()) await new Promise((done) => setImmediate(done));
  });

  asRoot('another user owns the checkout', () => {
    const folder = folderOf(demo);
    git(folder, 'init', '-q');
    chownSync(folder, 12345, 12345);
    const { status, stderr, of } = lint(folder, [], { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' });
    expect(stderr).toMatch(
      new RegExp(
        `^hint: git refuses ${folder}, because another user owns it, so .*run \`git config --global --add safe\\.directory ${folder}\`\\.\n$`,
      ),
    );
    expect(status).toBe(1);
    expect(of('example/name-format')).toHaveLength(1);
  });

  test('there is no git', () => {
    const folder = folderOf(demo);
    git(folder, 'init', '-q');
    const { status, stderr } = lint(folder, [], { PATH: '/nowhere' });
    expect(stderr).toMatch(/^hint: git isn't installed, so .*\. Install git\.\n$/);
    expect(status).toBe(1);
    expect(lint(folderOf(demo), [], { PATH: '/nowhere' }).stderr).toBe('');
  });

  test('the index is broken', () => {
    const folder = folderOf(demo);
    git(folder, 'init', '-q');
    writeFileSync(join(folder, '.git/index'), 'not an index');
    expect(lint(folder).stderr).toMatch(/^hint: git can't list the files \(.*index.*\), so /);
  });
});

test('git runs nothing that a checkout names, and no variable of git changes what is listed', () => {
  const folder = folderOf(demo);
  const marker = join(folderOf({}), 'ran');
  git(folder, 'init', '-q');
  for (const key of [
    'core.fsmonitor',
    'core.pager',
    'core.editor',
    'core.sshCommand',
    'core.askPass',
    'core.gitProxy',
    'core.alternateRefsCommand',
  ])
    git(folder, 'config', key, `touch ${marker} #`);
  git(folder, 'config', 'filter.x.clean', `touch ${marker}`);
  git(folder, 'config', 'alias.ls-files', `!touch ${marker}`);
  mkdirSync(join(folder, '.git/hooks'), { recursive: true });
  writeFileSync(join(folder, '.git/hooks/post-index-change'), `#!/bin/sh\ntouch ${marker}\n`, { mode: 0o755 });
  writeFileSync(join(folder, '.gitattributes'), '* filter=x\n');
  const before = process.env['GIT_DIR'];
  process.env['GIT_DIR'] = '/nowhere';
  process.env['GIT_TRACE'] = marker;
  try {
    expect(diskTree(folder)).toMatchObject({ git: true });
  } finally {
    delete process.env['GIT_TRACE'];
    if (before === undefined) delete process.env['GIT_DIR'];
    else process.env['GIT_DIR'] = before;
  }
  expect(spawnSync('test', ['-e', marker]).status).toBe(1);
});
