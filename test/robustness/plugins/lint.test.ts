import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, cvl, demo, folderOf, lint } from '../command';

/** Limits that tests can wait for. */
const soon = { CVL_PLUGIN_TIMEOUT: '3' };

/** Three rules: the first and the last do what they should, the one between them does `body`. Its first line is line 6. */
const plugin = (body: string, before = ''): string => `import { definePlugin } from 'cvl';
const docs = { summary: 'x', why: 'y', bad: [], good: [] };
const messages = { found: 'Found {{what}}.' };
const report = (path, what) => ({ message: 'found', data: { what }, at: { file: path, start: 0, end: 4 } });
const odd = { name: 'b-odd', scope: 'metadata', docs, messages, *check({ path, data, yaml, example }) { yield report(path, 'before');
${body}
} };
const plain = (name) => ({ name, scope: 'metadata', docs, messages, *check({ path }) { yield report(path, name); } });
${before}
export default definePlugin({ name: 'team', api: 1, rules: [plain('a-first'), odd, plain('c-last')] });
`;

const rules = "rules: { 'team/a-first': error, 'team/b-odd': error, 'team/c-last': error }";

const repository = (module: string, more: { readonly [path: string]: string } = {}): string =>
  folderOf({ ...demo, '.cvlrc': `plugins: [./team.mjs]\n${rules}\n`, 'team.mjs': module, ...more });

/** Whatever one rule does: the others report, the exit code is 2, and a sentence names the rule with the plugin's file and line. */
function expectContained(root: string, reason: RegExp, env: { readonly [name: string]: string } = soon): void {
  const { status, of } = lint(root, [], env);
  expect(status).toBe(2);
  expect(of('example/name-format')).toHaveLength(1);
  expect(of('team/a-first')).toEqual(['Found a-first.']);
  expect(of('team/b-odd')).toContain('Found before.');
  expect(of('team/c-last')).toEqual(['Found c-last.']);
  expect(of('internal/rule-crashed').join('\n')).toMatch(reason);
}

describe('a check that', () => {
  test.each<[string, string, RegExp]>([
    ['ends the process', 'process.exit(0);', /^The rule team\/b-odd .*\. It ended its process \(exit code 0\) \(team\.mjs:5\)\./],
    ['kills the process', "process.kill(process.pid, 'SIGKILL');", /[Ii]t ended its process \(SIGKILL\) \(team\.mjs:5\)/],
    ['never ends', 'for (;;);', /[Ii]t gave no answer for 3 seconds, and was stopped \(team\.mjs:5\)/],
    ['throws', "throw new Error('odd');", /^The rule team\/b-odd .*\. It threw "odd" \(team\.mjs:6\)/],
    [
      'throws what has no text',
      "throw { toString() { throw new Error('deep'); } };",
      /[Ii]t threw something that has no text \(team\.mjs\)/,
    ],
    [
      'throws in a timer',
      "setTimeout(() => { throw new Error('late'); }, 20);",
      /[Ii]t threw outside of any check: late \(team\.mjs:6\)/,
    ],
    ['rejects a promise', "Promise.reject(new Error('lost'));", /[Ii]t threw outside of any check: lost \(team\.mjs:6\)/],
    [
      'changes a prototype',
      'Array.prototype.push = () => 0;',
      /[Ii]t changes Array\.prototype\.push, on which all other code relies \(team\.mjs:5\)/,
    ],
    ['adds to all objects', 'Object.prototype.severity = 1;', /[Ii]t changes Object\.prototype\.severity/],
    ['takes away a function', 'delete String.prototype.startsWith;', /[Ii]t changes String\.prototype\.startsWith/],
    ['changes the metadata', "data.name = 'other';", /Cannot assign to read only property 'name' .*\(team\.mjs:6\)/],
    ['changes a list of the model', 'example.presets.push(1);', /object is not extensible" \(team\.mjs:6\)/],
    ['changes an example', "example.kind = 'library';", /example\.kind|only a getter|read only/],
  ])('%s', (_, body, reason) => {
    expectContained(repository(plugin(body)), reason);
  });

  test('fills the memory', () => {
    const body = 'const kept = []; for (;;) kept.push({ text: [kept.length, kept.length] });';
    const limits = { CVL_PLUGIN_TIMEOUT: '60', CVL_PLUGIN_MEMORY: '100' };
    expectContained(repository(plugin(body)), /[Ii]t used more than 100 MiB of memory, and was stopped \(team\.mjs:5\)/, limits);
  });

  test('waits for ever', () => {
    const waiting = plugin('await new Promise(() => {});').replace('*check({ path, data', 'async *check({ path, data');
    expectContained(repository(waiting), /[Ii]t took longer than 1\.5 seconds \(team\.mjs\)/);
  });

  test('prints, does not mix with the report', () => {
    const { status, of, stderr } = lint(repository(plugin("console.log('<<printed>>');")));
    expect(status).toBe(1);
    expect(of('team/b-odd')).toEqual(['Found before.']);
    expect(stderr).toContain('<<printed>>');
  });
});

describe('a report with', () => {
  const bad: readonly (readonly [name: string, report: string, reason: RegExp])[] = [
    ['nothing related', "{ ...report(path, 'x'), related: [{}] }", /related without a message/],
    ['a number as related', "{ ...report(path, 'x'), related: 5 }", /related that is not a list/],
    ['a text as fix', "{ ...report(path, 'x'), fix: 'x' }", /a fix that is not a list of edits/],
    [
      'edits that overlap',
      "{ ...report(path, 'x'), fix: [0, 2].map((start) => ({ file: path, start, end: start + 3, text: '' })) }",
      /edits that overlap/,
    ],
    [
      'an edit past the end',
      "{ ...report(path, 'x'), fix: [{ file: path, start: 0, end: 9999, text: '' }] }",
      /offset 9999 .* \(of an edit\)/,
    ],
    ['the severity off', "{ ...report(path, 'x'), severity: 'off' }", /the severity "off"/],
    ['data that throws', "report(path, { toString() { throw new Error('x'); } })", /the data "what", which is not a string/],
    [
      'a place outside',
      "{ ...report(path, 'x'), at: { file: '../etc/passwd' } }",
      /a place in "\.\.\/etc\/passwd", which is not in the repository/,
    ],
    [
      'a place past the end',
      "{ ...report(path, 'x'), at: { file: path, start: 0, end: 100000 } }",
      /offset 100000 of .*, which has 56 characters/,
    ],
    [
      'a line that is not there',
      "{ ...report(path, 'x'), at: { file: path, line: 99, column: 1 } }",
      /line 99, column 1 .*isn't there/,
    ],
    ['a place that throws', "{ ...report(path, 'x'), get at() { throw new Error('gone'); } }", /can't be read \(gone\)/],
    ['evidence that is code', "{ ...report(path, 'x'), evidence: { f() {} } }", /evidence that is not plain data/],
    [
      'evidence that holds itself',
      "(() => { const e = {}; e.e = e; return { ...report(path, 'x'), evidence: e }; })()",
      /evidence that is not plain data/,
    ],
    ['a sparkline of texts', "{ ...report(path, 'x'), sparkline: ['x'] }", /a sparkline that is not a list of numbers/],
  ];
  /** A rule for each, which also reports before and after. */
  const ruleOf = (report: string, index: number): string =>
    `{ name: 'bad-${index}', scope: 'metadata', docs, messages, *check({ path }) { yield report(path, 'before');\nyield ${report};\nyield report(path, 'after'); } }`;
  let result: ReturnType<typeof lint>;
  beforeAll(() => {
    const module = plugin('').replace(
      'odd, plain',
      `${bad.map(([, report], index) => ruleOf(report, index)).join(',\n')}, plain`,
    );
    const levels = bad.map((_, index) => `'team/bad-${index}': error`).join(', ');
    result = lint(
      folderOf({ ...demo, '.cvlrc': `plugins: [./team.mjs]\nrules: { ${levels}, 'team/c-last': error }\n`, 'team.mjs': module }),
    );
  });

  test.each(bad.map(([name, , reason], index) => ({ name, reason, index })))('$name costs nothing else', ({ reason, index }) => {
    expect(result.of(`team/bad-${index}`)).toEqual(['Found after.', 'Found before.']);
    const [crash, ...others] = result.of('internal/rule-crashed').filter((message) => message.includes(`team/bad-${index} `));
    expect(crash).toMatch(reason);
    // The rules begin at line 10, each with its bad report on its second line of three.
    expect(crash).toContain(`(team.mjs:${11 + 3 * index})`);
    expect(others).toEqual([]);
  });

  test('any of these faults leaves the other rules alone, and ends with exit code 2', () => {
    expect(result.status).toBe(2);
    expect(result.of('example/name-format')).toHaveLength(1);
    expect(result.of('team/c-last')).toEqual(['Found c-last.']);
  });
});

describe('a plugin that, while it is loaded,', () => {
  test.each<[string, string, RegExp]>([
    [
      'ends the process',
      'process.exit(0);',
      /^The plugin "\.\/team\.mjs" can't be loaded. It ended its process \(exit code 0\)\./,
    ],
    ['waits for ever', 'await new Promise(() => {});', /It waits for something that never happens\./],
    ['never ends', 'for (;;);', /It gave no answer for 3 seconds, and was stopped\./],
    ['throws', "throw new Error('no licence');", /can't be loaded. No licence\./],
    ['throws in a timer', "setTimeout(() => { throw new Error('late'); }, 1);", /It threw outside of any check: late/],
    ['changes a prototype', 'Map.prototype.get = () => undefined;', /It changes Map\.prototype\.get/],
  ])('%s takes no part, and the other rules report', (_, before, reason) => {
    const { status, of } = lint(repository(plugin('', before)), [], soon);
    expect(status).toBe(2);
    expect(of('example/name-format')).toHaveLength(1);
    expect(of('internal/rule-crashed')).toEqual([expect.stringMatching(reason)]);
  });
});

test('one plugin costs another nothing', () => {
  const other = plugin('').replaceAll("'team'", "'other'");
  const root = folderOf({
    ...demo,
    '.cvlrc': `plugins: [./team.mjs, ./other.mjs]\nrules: { 'team/b-odd': error, 'other/b-odd': error, 'other/c-last': error }\n`,
    'team.mjs': plugin("Object.prototype.toJSON = () => 'gone'; Array.prototype[Symbol.iterator] = undefined; process.exit(0);"),
    'other.mjs': other,
  });
  const { status, of } = lint(root);
  expect(status).toBe(2);
  expect(of('other/b-odd')).toEqual(['Found before.']);
  expect(of('other/c-last')).toEqual(['Found c-last.']);
  expect(of('internal/rule-crashed').join()).toContain('team');
});

test('a reporter that fails is a sentence', () => {
  const reporters = (body: string): string =>
    `export default { name: 'team', api: 1, reporters: { own: { summary: 'x', report(result) {\n${body}\n} } } };`;
  for (const [body, reason] of [
    ["throw new Error('odd');", /^The reporter own of the plugin team \(team\.mjs\) failed: odd \(team\.mjs:2\)\.\n$/],
    ['process.exit(0);', /failed: it ended its process \(exit code 0\)\.\n$/],
    ['return 5;', /failed: It returned a number instead of a text\..*\n$/],
  ] as const) {
    const root = folderOf({ ...demo, '.cvlrc': 'plugins: [./team.mjs]\n', 'team.mjs': reporters(body) });
    const { status, stdout, stderr } = cvl(root, ['lint', '--format', 'own']);
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: expect.stringMatching(reason) });
  }
  const whole = folderOf({
    ...demo,
    '.cvlrc': 'plugins: [./team.mjs]\n',
    'team.mjs': reporters("return `${result.findings.length > 2} ${result.text('examples/demo/example.yaml').length}`;"),
  });
  expect(cvl(whole, ['lint', '--format', 'own'])).toMatchObject({ status: 1, stdout: 'true 56' });
});

describe('a log reader', () => {
  const readers = (body: string): string =>
    `export default { name: 'team', api: 1, readers: [{ name: 'own', about: 'x', detect() { ${body} }, async read() {} }] };`;
  const logged = {
    ...demo,
    'examples/demo/logs/train.log': 'epoch 1 loss 0.5\nepoch 2 loss nan\nepoch 3 loss nan\n',
    '.cvlrc': 'plugins: [./team.mjs]\n',
  };

  test.each(['process.exit(0);', 'for (;;);'])('that does %s costs nothing but itself', (body) => {
    const without = lint(folderOf({ ...logged, '.cvlrc': '{}' }));
    const { status, of } = lint(folderOf({ ...logged, 'team.mjs': readers(body) }), [], soon);
    expect(status).toBe(2);
    expect(of('internal/rule-crashed').join('\n')).toMatch(/team\.mjs/);
    for (const rule of ['example/name-format', 'metrics/finite', 'files/required']) expect(of(rule)).toEqual(without.of(rule));
  });
});

test('configuration that is code, with its plugins in it, is run apart as well', () => {
  const root = folderOf({
    ...demo,
    'cvl.config.mjs': `import team from './team.mjs';\nexport default { plugins: [team], ${rules.replaceAll(' error', " 'error'")} };`,
    'team.mjs': plugin('process.exit(0);'),
  });
  expectContained(root, /[Ii]t ended its process \(exit code 0\)/);
  const ending = folderOf({ ...demo, 'cvl.config.mjs': 'process.exit(0);' });
  expect(cvl(ending, ['lint'])).toEqual({
    status: 2,
    stdout: '',
    stderr: "cvl.config.mjs The configuration can't be loaded. It ended its process (exit code 0).\n",
  });
});

test('rules of every scope run apart', () => {
  const scopes = ['repository', 'example', 'metadata', 'script', 'launch', 'dockerfile', 'python', 'run', 'directives'];
  const rule = (scope: string): string =>
    `{ name: '${scope}', scope: '${scope}', docs, messages, *check(target) { yield report(target.path, '${scope}'); if (target.knownRules) yield report(target.path, target.knownRules.has('team/run')); } }`;
  const module = `const docs = { summary: 'x', why: 'y', bad: [], good: [] };
const messages = { found: 'Found {{what}}.' };
const report = (file, what) => ({ message: 'found', data: { what }, at: { file } });
export default { name: 'team', api: 1, rules: [${scopes.map(rule).join(',\n')}] };`;
  const root = folderOf({
    ...demo,
    'examples/demo/train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
# cvl-disable-next-line docker/image -- for the test
docker run --rm -v "$DIR:/w" -w /w demo python train.py
`,
    'examples/demo/train.py': 'print(1)\n',
    'examples/demo/Dockerfile': 'FROM scratch\n',
    'examples/demo/logs/train.log': 'epoch 1 loss 0.5\nepoch 2 loss 0.4\n',
    '.cvlrc': `plugins: [./team.mjs]\nrules: { ${scopes.map((scope) => `team/${scope}: info`).join(', ')} }\n`,
    'team.mjs': module,
  });
  const { status, of } = lint(root);
  expect(of('internal/rule-crashed')).toEqual([]);
  expect(status).toBe(1);
  for (const scope of scopes) expect(of(`team/${scope}`)).toContain(`Found ${scope}.`);
  expect(of('team/directives')).toContain('Found true.');
});

test('a fix of a plugin is applied', () => {
  const root = repository(
    plugin("yield { ...report(path, 'x'), fix: [{ file: path, start: 6, end: 18, text: 'demo-example' }] };"),
  );
  cvl(root, ['lint', '--fix']);
  expect(readFileSync(join(root, 'examples/demo/example.yaml'), 'utf8')).toMatch(/^name: demo-example/);
});

/** Processes by id, each with its parent's. */
const processes = (): ReadonlyMap<number, number> =>
  new Map(
    spawnSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n')
      .map((row) => row.trim().split(/\s+/).map(Number) as [number, number]),
  );

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test.each(['SIGTERM', 'SIGKILL'] as const)('a %s leaves no process behind that never ends', async (signal) => {
  const root = repository(
    plugin(
      "require('node:fs').writeFileSync('looping', String(process.pid)); for (;;);",
      'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    ),
  );
  const parent = spawn(process.execPath, [bin, 'lint'], { cwd: root, stdio: 'ignore' });
  while (!existsSync(join(root, 'looping')) || readFileSync(join(root, 'looping'), 'utf8') === '') await pause(50);
  const child = Number(readFileSync(join(root, 'looping'), 'utf8'));
  expect(processes().get(child)).toBe(parent.pid);
  parent.kill(signal);
  for (let waited = 0; waited < 30_000 && processes().has(child); waited += 200) await pause(200);
  expect(processes().has(child)).toBe(false);
});
