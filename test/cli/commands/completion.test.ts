import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const cvl = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(root, 'bin/run.js'), ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    encoding: 'utf8',
  });

let script: string;
beforeAll(() => {
  script = cvl('completion', 'bash').stdout;
});

/** What Bash offers for the last word. */
function offered(...words: readonly string[]): readonly string[] {
  const ask = `${script}
COMP_WORDS=("$@"); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _cvl; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', ask, 'bash', ...words], { cwd: root, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.trim().split('\n');
}

test.each([
  [
    ['cvl', 'in'],
    ['init', 'inspect'],
  ],
  [
    ['cvl', 'config', ''],
    ['migrate', 'print', 'schema'],
  ],
  [['cvl', 'lint', '--fix-u'], ['--fix-unsafe']],
  [
    ['cvl', 'lint', '--format', 's'],
    ['stylish', 'sarif'],
  ],
  [['cvl', 'lint', '-f', 'gitl'], ['gitlab']],
  [['cvl', 'rules', 'docker/mount-po'], ['docker/mount-point']],
  [['cvl', 'create', 'example', 'x', '--kind', 't'], ['trl']],
  [['cvl', 'config', 'print', '--no-conf'], ['--no-config-code']],
  [['cvl', 'lint', 'READ'], ['README.md']],
])('Bash completes %j', (words, expected) => {
  expect(offered(...words)).toEqual(expected);
});

test('fish has a line for each command and flag, with what it does', () => {
  const lines = cvl('completion', 'fish').stdout.split('\n');
  expect(lines).toContain("complete -c cvl -f -n '__fish_use_subcommand' -a lint -d 'Check the examples of a repository.'");
  expect(lines).toContainEqual(expect.stringMatching(/^complete -c cvl -n '__fish_seen_subcommand_from lint' -l fix -d '/));
  expect(lines).toContainEqual(expect.stringMatching(/-l kind -s k -r -f -a 'pytorch lightning trl inference'/));
});

test('an unknown shell is answered with those that there are', () => {
  const { status, stderr } = cvl('completion', 'powershell');
  expect(stderr).toContain('Expected powershell to be one of: bash, zsh, fish');
  expect(status).toBe(2);
});
