import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { isThorough, pairs } from '../../thorough';
import { bin, cvl, demo, folderOf, type Ran } from '../command';

/** Limits that tests can wait for. */
const soon = { CVL_PLUGIN_TIMEOUT: '3' };

/** Two rules about runs: the second does `body` in its check, and the module does `before` while it's loaded. `body` is on line 7. */
const plugin = (body: string, before = ''): string => `
const sample = { 'logs/train.log': 'epoch 1 loss 0.5\\nepoch 2 loss 0.4\\n' };
const docs = { summary: 'Odd', why: 'y', bad: [{ wrong: 'It is odd.', sample }], good: [] };
const messages = { found: 'Found {{what}}.' };
const rule = (name, act) => ({ name, scope: 'run', docs, messages, *check({ path }) { yield { message: 'found', data: { what: name }, at: { file: path } }; act(); } });
const odd = () => {
${body}
};
${before}
export default { name: 'team', api: 1, rules: [rule('a-first', () => {}), rule('b-odd', odd)] };
`;

const log = 'epoch 1 loss 0.5\nepoch 2 loss nan\nepoch 3 loss nan\nepoch 4 loss nan\nTraining completed.\n';
const files = {
  ...demo,
  'examples/demo/logs/train.log': log,
  '.cvlrc': "plugins: [./team.mjs]\nrules: { 'team/a-first': error, 'team/b-odd': error }\n",
};
const repository = (module: string): string => folderOf({ ...files, 'team.mjs': module });

/** Commands with a part of their output that no plugin has to do with. */
const commands: readonly (readonly [command: string, builtin: RegExp])[] = [
  ['runs', /`loss` is NaN from epoch 2 on/],
  ['watch examples/demo --until-end', /`loss` is NaN from epoch 2 on[\s\S]*The run has ended\./],
  ['rules', /^metrics\/finite +error/m],
  ['config print', /^metrics\/finite +error/m],
  ['config schema', /"metrics\/finite"/],
];

function expectNamed({ status, stdout, stderr }: Ran, builtin: RegExp, reason: RegExp): void {
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(reason) });
  expect(stdout).toMatch(builtin);
}

describe('a plugin that, while it is loaded,', () => {
  const faults: readonly (readonly [string, string, RegExp])[] = [
    ['ends the process', 'process.exit(0);', /"\.\/team\.mjs" can't be loaded\. It ended its process \(exit code 0\)\.\n$/],
    ['never resolves', 'await new Promise(() => {});', /"\.\/team\.mjs" .* It waits for something that never happens\.\n$/],
    ['never ends', 'for (;;);', /"\.\/team\.mjs" .* It gave no answer for 3 seconds, and was stopped\.\n$/],
    [
      'throws in a timer',
      "setTimeout(() => { throw new Error('late'); }, 1);",
      /"\.\/team\.mjs" .* It threw outside of any check: late/,
    ],
  ];

  test.each(
    pairs(faults, commands).map(([[name, before, reason], [command, builtin]]) => ({ name, before, reason, command, builtin })),
  )('$name costs cvl $command only itself', ({ before, reason, command, builtin }) => {
    expectNamed(cvl(repository(plugin('', before)), command.split(' '), soon), builtin, reason);
  });
});

describe('a check that', () => {
  const faults: readonly (readonly [string, string, RegExp])[] = [
    ['ends the process', 'process.exit(0);', /It ended its process \(exit code 0\) \(team\.mjs:5\)\./],
    ['never ends', 'for (;;);', /It gave no answer for 3 seconds, and was stopped \(team\.mjs:5\)\./],
    [
      'throws in a timer',
      "setTimeout(() => { throw new Error('late'); }, 1);",
      /It threw outside of any check: late \(team\.mjs:7\)/,
    ],
    [
      'changes a prototype',
      'Array.prototype.filter = () => [];',
      /It changes Array\.prototype\.filter, on which all other code relies/,
    ],
  ];

  test.each(
    pairs(faults, commands.slice(0, 2)).map(([[name, body, reason], [command, builtin]]) => ({
      name,
      body,
      reason,
      command,
      builtin,
    })),
  )('$name costs cvl $command only itself', ({ body, reason, command, builtin }) => {
    const ran = cvl(repository(plugin(body)), command.split(' '), soon);
    expectNamed(ran, builtin, reason);
    expect(ran.stderr).toMatch(/^The (?:rule team\/b-odd of the plugin team \(team\.mjs\)|plugin team\.mjs) failed\. /);
  });

  test.each(isThorough ? faults : faults.slice(0, 1))('%s costs a page of its rule only the reports', (_, body, reason) => {
    expectNamed(cvl(repository(plugin(body)), ['rules', 'team/b-odd'], soon), /It is odd\./, reason);
  });

  test('throws is named by every command that runs it', () => {
    const root = repository(plugin("throw new Error('odd');"));
    const reason = /The rule team\/b-odd crashed on .*It threw "odd" \(team\.mjs:7\)/;
    expectNamed(cvl(root, ['runs']), /Found a-first\./, reason);
    expectNamed(cvl(root, ['rules', 'team/b-odd']), /It is odd\./, reason);
    const watched = cvl(root, ['watch', 'examples/demo', '--until-end']);
    expect(watched.status).toBe(2);
    expect(watched.stdout).toMatch(reason);
    expect(watched.stdout).toMatch(/Found a-first\.[\s\S]*The run has ended\./);
  });

  test('is never run for a list of rules or for settings', () => {
    const root = repository(plugin('process.exit(0);'));
    for (const command of ['rules', 'config print', 'config schema'])
      expect(cvl(root, command.split(' '))).toMatchObject({
        status: 0,
        stderr: '',
        stdout: expect.stringContaining('team/b-odd'),
      });
  });
});

test('a plugin that works adds its rules to every command', () => {
  const root = repository(plugin(''));
  expect(cvl(root, ['runs'])).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('Found b-odd.') });
  expect(cvl(root, ['rules', 'team/b-odd']).stdout).toContain('logs/train.log Found b-odd.');
  const { status, stdout } = cvl(root, ['watch', 'examples/demo', '--until-end']);
  expect(status).toBe(1);
  expect(stdout).toMatch(/Found b-odd\.[\s\S]*The run has ended\./);
});

test('a plugin that fails costs another nothing', () => {
  const root = folderOf({
    ...files,
    '.cvlrc': "plugins: [./team.mjs, ./other.mjs]\nrules: { 'team/b-odd': error, 'other/b-odd': error }\n",
    'team.mjs': plugin('process.exit(0);'),
    'other.mjs': plugin('').replaceAll("'team'", "'other'"),
  });
  for (const command of ['runs', 'watch examples/demo --until-end'])
    expectNamed(
      cvl(root, command.split(' ')),
      /other\/b-odd/,
      /^The rule team\/b-odd of the plugin team \(team\.mjs\) failed\. .*\n$/,
    );
});

describe('a log reader', () => {
  const reader = (detect: string, read = ''): string =>
    `export default { name: 'team', api: 1, readers: [{ name: 'own', about: 'x', detect() { ${detect} }, async read() { ${read} } }] };`;

  const faults = [
    ['ends the process', reader('process.exit(0);')],
    ['waits for ever', reader('return 1;', 'await new Promise(() => {});')],
    ['never ends', reader('for (;;);')],
  ] as const;

  test.each(
    pairs(faults, commands.slice(0, 2)).map(([[name, module], [command, builtin]]) => ({ name, module, command, builtin })),
  )('that $name costs cvl $command only itself', ({ module, command, builtin }) => {
    const root = folderOf({ ...files, '.cvlrc': 'plugins: [./team.mjs]\n', 'team.mjs': module });
    expectNamed(cvl(root, command.split(' '), soon), builtin, /^The plugin team\.mjs failed\. .*\n$/);
  });
});

test('cvl inspect loads a plugin only for a pack of it that is extended', () => {
  const ending = repository(plugin('', 'process.exit(0);'));
  expect(cvl(ending, ['inspect', 'examples/demo'])).toMatchObject({ status: 0, stderr: '' });
  const packs = (more: string): string =>
    `${more}\nexport default { name: 'team', api: 1, packs: { own: { ignore: ['examples/demo/train.sh'] } } };`;
  const extended = { ...files, '.cvlrc': 'plugins: [./team.mjs]\nextends: [cvl:recommended, team:own]\n' };
  expect(cvl(folderOf({ ...extended, 'team.mjs': packs('') }), ['inspect', 'examples/demo'])).toMatchObject({
    status: 0,
    stdout: 'Nothing in examples/demo calls a container engine or starts a Python program.\n',
  });
  const failed = cvl(folderOf({ ...extended, 'team.mjs': packs('process.exit(0);') }), ['inspect', 'examples/demo']);
  expectNamed(failed, /docker run/, /The plugin "\.\/team\.mjs" can't be loaded\. It ended its process/);
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** `cvl watch` of a run that goes on, with its output, once that holds a text. */
async function watching(root: string, text: string) {
  const child = spawn(process.execPath, [bin, 'watch', 'examples/demo'], { cwd: root, env: { ...process.env, ...soon } });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  const until = async (wanted: string): Promise<void> => {
    for (let waited = 0; waited < 60_000 && !output.includes(wanted); waited += 100) await pause(100);
    expect(output).toContain(wanted);
  };
  await until(text);
  return { child, ended, until, output: () => output };
}

test('cvl watch with a plugin ends with a summary when it is asked to, and goes on when the plugin fails', async () => {
  const running = (body: string): string =>
    folderOf({ ...files, 'examples/demo/logs/train.log': 'epoch 1 loss 0.5\n', 'team.mjs': plugin(body) });
  const whole = await watching(running(''), 'Found b-odd.');
  // Longer than the limit of silence: waiting for values isn't a fault.
  await pause(4000);
  whole.child.kill('SIGTERM');
  expect(await whole.ended).toBe(143);
  expect(whole.output()).toContain('Stopped while the run continues.');

  const fragile = "if (globalThis.process.getBuiltinModule('node:fs').existsSync('fail')) process.exit(0);";
  const root = running(fragile);
  const failing = await watching(root, 'Found a-first.');
  appendFileSync(join(root, 'fail'), '');
  appendFileSync(join(root, 'examples/demo/logs/train.log'), 'epoch 2 loss 0.4\n');
  await failing.until('failed. It ended its process');
  appendFileSync(join(root, 'examples/demo/logs/train.log'), 'epoch 3 loss nan\nTraining completed.\n');
  await failing.until('is NaN');
  expect(failing.output().match(/^Following /gm)).toHaveLength(1);
  failing.child.kill('SIGINT');
  expect(await failing.ended).toBe(130);
});
