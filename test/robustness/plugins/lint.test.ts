import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, cvl, demo, folderOf, lint } from '../command';

/** Limits that tests can wait for. */
const soon = { CVL_PLUGIN_TIMEOUT: '3' };

/** A rule that reports, and then does `body`. Its check begins on its first line, and `body` on its second. */
const ruleThat = (name: string, body: string, check = '*check'): string =>
  `{ name: '${name}', scope: 'metadata', docs, messages, ${check}({ path, data, example }) { yield report(path, 'before');
${body}
} }`;
const plain = (name: string): string =>
  `{ name: '${name}', scope: 'metadata', docs, messages, *check({ path }) { yield report(path, '${name}'); } }`;

/** The line of the first rule. */
const firstRule = 6;
const pluginOf = (rules: readonly string[], before = '', name = 'team'): string =>
  `
const docs = { summary: 'x', why: 'y', bad: [], good: [] };
const messages = { found: 'Found {{what}}.' };
const report = (path, what) => ({ message: 'found', data: { what }, at: { file: path, start: 0, end: 4 } });
${before.replaceAll('\n', ' ')}
const rules = [${rules.join(',\n')}];
export default { name: '${name}', api: 1, rules };
`
    .slice(1)
    .replace('const rules = [', 'const rules = [\n');

/** Three rules: the first and the last do what they should, the one between them does `body`. */
const plugin = (body: string, before = ''): string =>
  pluginOf([plain('a-first'), ruleThat('b-odd', body), plain('c-last')], before);

const rules = "rules: { 'team/a-first': error, 'team/b-odd': error, 'team/c-last': error }";

const repository = (module: string, more: { readonly [path: string]: string } = {}): string =>
  folderOf({ ...demo, '.cvlrc': `plugins: [./team.mjs]\n${rules}\n`, 'team.mjs': module, ...more });

/** Whatever one rule does: the others report, the exit code is 2, and a sentence names the rule with the plugin's file and line. */
function expectContained(root: string, reason: RegExp, env: { readonly [name: string]: string } = {}): void {
  const { status, of } = lint(root, [], env);
  expect(status).toBe(2);
  expect(of('example/name-format')).toHaveLength(1);
  expect(of('team/a-first')).toEqual(['Found a-first.']);
  expect(of('team/b-odd')).toContain('Found before.');
  expect(of('team/c-last')).toEqual(['Found c-last.']);
  expect(of('internal/rule-crashed').join('\n')).toMatch(reason);
}

describe('a check that', () => {
  /** `line`: which line of the rule is named, or the file alone. */
  const faults: readonly {
    readonly name: string;
    readonly body: string;
    readonly reason: RegExp;
    readonly line?: 'check' | 'body';
  }[] = [
    { name: 'ends', body: 'process.exit(0);', reason: /It ended its process \(exit code 0\)/, line: 'check' },
    { name: 'kills', body: "process.kill(process.pid, 'SIGKILL');", reason: /It ended its process \(SIGKILL\)/, line: 'check' },
    { name: 'throws', body: "throw new Error('odd');", reason: /It threw "odd"/, line: 'body' },
    {
      name: 'throws-nothing',
      body: "throw { toString() { throw new Error('deep'); } };",
      reason: /It threw something that has no text/,
    },
    {
      name: 'replaces-push',
      body: 'Array.prototype.push = () => 0;',
      reason: /It changes Array\.prototype\.push, on which all other code relies/,
      line: 'check',
    },
    { name: 'extends-objects', body: 'Object.prototype.severity = 1;', reason: /It changes Object\.prototype\.severity/ },
    { name: 'deletes', body: 'delete String.prototype.startsWith;', reason: /It changes String\.prototype\.startsWith/ },
    { name: 'renames', body: "data.name = 'other';", reason: /Cannot assign to read only property 'name'/, line: 'body' },
    { name: 'adds-preset', body: 'example.presets.push(1);', reason: /object is not extensible"/, line: 'body' },
    { name: 'changes-kind', body: "example.kind = 'library';", reason: /example\.kind|only a getter|read only/, line: 'body' },
  ];
  const lateFaults = [
    {
      name: 'late',
      body: "setTimeout(() => { throw new Error('late'); }, 20);",
      reason: /[Ii]t threw outside of any check: late/,
    },
    { name: 'lost', body: "Promise.reject(new Error('lost'));", reason: /[Ii]t threw outside of any check: lost/ },
  ];
  const names = [...faults.map(({ name }) => name), 'prints'];

  let result: ReturnType<typeof lint>;
  beforeAll(() => {
    const odd = faults.map(({ name, body }) => ruleThat(name, body));
    const modules = {
      'team.mjs': pluginOf([...odd, ruleThat('prints', "console.log('<<printed>>');"), plain('z-last')]),
      ...Object.fromEntries(
        lateFaults.map(({ name, body }) => [`${name}.mjs`, pluginOf([ruleThat('odd', body), plain('z-last')], '', name)]),
      ),
    };
    const ids = [
      ...[...names, 'z-last'].map((name) => `team/${name}`),
      ...lateFaults.flatMap(({ name }) => [`${name}/odd`, `${name}/z-last`]),
    ];
    const configuration = `plugins: [${Object.keys(modules)
      .map((name) => `./${name}`)
      .join(', ')}]\nrules: { ${ids.map((id) => `${id}: error`).join(', ')} }\n`;
    result = lint(folderOf({ ...demo, '.cvlrc': configuration, ...modules }));
  });

  test.each(faults.map((fault, index) => ({ ...fault, index })))(
    '$name costs only what it would have added',
    ({ name, reason, line, index }) => {
      expect(result.of(`team/${name}`)).toEqual(['Found before.']);
      const [crash, ...others] = result.of('internal/rule-crashed').filter((message) => message.includes(`team/${name} `));
      expect(crash).toMatch(reason);
      const start = firstRule + 3 * index;
      if (line) expect(crash).toContain(`(team.mjs:${line === 'check' ? start : start + 1})`);
      else expect(crash).toContain('(team.mjs');
      expect(others).toEqual([]);
    },
  );

  test.each(lateFaults)('$name costs only itself', ({ name, reason }) => {
    expect(result.of(`${name}/odd`)).toEqual(['Found before.']);
    expect(result.of(`${name}/z-last`)).toEqual(['Found z-last.']);
    const crashes = result.of('internal/rule-crashed').filter((message) => message.includes(`(${name}.mjs:${firstRule + 1})`));
    expect(crashes).toEqual([expect.stringMatching(reason)]);
  });

  test('prints does not mix with the report', () => {
    expect(result.of('team/prints')).toEqual(['Found before.']);
    expect(result.stderr).toContain('<<printed>>');
  });

  test('does any of this leaves the other rules alone, and ends with exit code 2', () => {
    expect(result.status).toBe(2);
    expect(result.of('example/name-format')).toHaveLength(1);
    expect(result.of('team/z-last')).toEqual(['Found z-last.']);
    expect(result.of('internal/rule-crashed')).toHaveLength(faults.length + lateFaults.length);
  });

  test('never ends', () => {
    const reason = /[Ii]t gave no answer for 3 seconds, and was stopped \(team\.mjs:7\)/;
    expectContained(repository(plugin('for (;;);')), reason, soon);
  });

  test('waits for ever', () => {
    const waiting = plugin('await new Promise(() => {});').replace(/\*check(?=.*\n(await))/, 'async *check');
    expectContained(repository(waiting), /[Ii]t took longer than 1\.5 seconds \(team\.mjs\)/, soon);
  });

  test('fills the memory', () => {
    const body = 'const kept = []; for (;;) kept.push({ text: [kept.length, kept.length] });';
    const limits = { CVL_PLUGIN_TIMEOUT: '60', CVL_PLUGIN_MEMORY: '100' };
    expectContained(repository(plugin(body)), /[Ii]t used more than 100 MiB of memory, and was stopped \(team\.mjs:7\)/, limits);
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
  let result: ReturnType<typeof lint>;
  beforeAll(() => {
    const odd = bad.map(([, report], index) => ruleThat(`bad-${index}`, `yield ${report}; yield report(path, 'after');`));
    const levels = bad.map((_, index) => `'team/bad-${index}': error`).join(', ');
    const configuration = `plugins: [./team.mjs]\nrules: { ${levels}, 'team/c-last': error }\n`;
    result = lint(folderOf({ ...demo, '.cvlrc': configuration, 'team.mjs': pluginOf([...odd, plain('c-last')]) }));
  });

  test.each(bad.map(([name, , reason], index) => ({ name, reason, index })))('$name costs nothing else', ({ reason, index }) => {
    expect(result.of(`team/bad-${index}`)).toEqual(['Found after.', 'Found before.']);
    const [crash, ...others] = result.of('internal/rule-crashed').filter((message) => message.includes(`team/bad-${index} `));
    expect(crash).toMatch(reason);
    expect(crash).toContain(`(team.mjs:${firstRule + 3 * index + 1})`);
    expect(others).toEqual([]);
  });

  test('any of these faults leaves the other rules alone, and ends with exit code 2', () => {
    expect(result.status).toBe(2);
    expect(result.of('example/name-format')).toHaveLength(1);
    expect(result.of('team/c-last')).toEqual(['Found c-last.']);
  });
});

describe('a plugin that, while it is loaded,', () => {
  const faults: readonly (readonly [name: string, before: string, reason: RegExp])[] = [
    ['ends', 'process.exit(0);', /It ended its process \(exit code 0\)\./],
    ['waits', 'await new Promise(() => {});', /It waits for something that never happens\./],
    ['loops', 'for (;;);', /It gave no answer for 3 seconds, and was stopped\./],
    ['throws', "throw new Error('no licence');", /No licence\./],
    ['throws-late', "setTimeout(() => { throw new Error('late'); }, 1);", /It threw outside of any check: late/],
    ['replaces-get', 'Map.prototype.get = () => undefined;', /It changes Map\.prototype\.get/],
  ];
  let result: ReturnType<typeof lint>;
  beforeAll(() => {
    const configuration = `plugins: [${faults.map(([name]) => `./${name}.mjs`).join(', ')}]\n`;
    const modules = faults.map(([name, before]) => [`${name}.mjs`, pluginOf([plain('a-first')], before, name)] as const);
    result = lint(folderOf({ ...demo, '.cvlrc': configuration, ...Object.fromEntries(modules) }), [], soon);
  });

  test.each(faults)('%s takes no part', (name, _, reason) => {
    const [crash, ...others] = result.of('internal/rule-crashed').filter((message) => message.includes(`"./${name}.mjs"`));
    expect(crash).toMatch(/^The plugin "[^"]*" can't be loaded\. /);
    expect(crash).toMatch(reason);
    expect(others).toEqual([]);
  });

  test('does any of this leaves the other rules alone, and ends with exit code 2', () => {
    expect(result.status).toBe(2);
    expect(result.of('example/name-format')).toHaveLength(1);
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

  let without: ReturnType<typeof lint>;
  beforeAll(() => {
    without = lint(folderOf({ ...logged, '.cvlrc': '{}' }));
  });

  test.each(['process.exit(0);', 'for (;;);'])('that does %s costs nothing but itself', (body) => {
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
