import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { writeHistory } from '../../src/explain/history';
import { configured, load, mistakes, repositoryOf } from './repository';

const plugin = (definition: string): string =>
  `import { definePlugin } from 'cvl';\nexport default definePlugin(${definition});\n`;
const rule = (name: string): string =>
  `{ name: '${name}', scope: 'example', docs: { summary: 'x', why: 'y', bad: [], good: [] }, messages: {}, *check() {} }`;

describe('plugins', () => {
  test.each([
    ['TypeScript', 'own.ts', `const name: string = 'own';\n${plugin(`{ name, api: 1, rules: [${rule('x')}] }`)}`],
    ['an ES module', 'own.mjs', plugin(`{ name: 'own', api: 1, rules: [${rule('x')}] }`)],
    ['CommonJS', 'own.cjs', `module.exports = { name: 'own', api: 1, rules: [${rule('x')}] };`],
    [
      'a module that imports another in TypeScript',
      'own.js',
      `import rules from './rules.ts';\n${plugin("{ name: 'own', api: 1, rules }")}`,
    ],
  ])('in %s', async (_language, name, text) => {
    const root = configured(`plugins: [./${name}]\nrules: {own/x: warning}`, {
      [name]: text,
      'rules.ts': `export default [${rule('x')}] as const;`,
    });
    const configuration = await load(root);
    expect(configuration.rules.get('own/x')?.plugin).toBe('own');
    expect(configuration.setting('own/x', 'a', undefined).severity).toBe('warning');
  });

  test('a rule that no pack names is off', async () => {
    const root = configured('plugins: [./own.ts]', { 'own.ts': plugin(`{ name: 'own', api: 1, rules: [${rule('x')}] }`) });
    expect((await load(root)).canBeOn('own/x')).toBe(false);
  });

  test('packs of a plugin', async () => {
    const packs = "{ all: { rules: { 'own/x': 'info' } } }";
    const root = configured('plugins: [./own.ts]\nextends: [cvl:recommended, "own:all"]', {
      'own.ts': plugin(`{ name: 'own', api: 1, rules: [${rule('x')}], packs: ${packs} }`),
    });
    expect(writeHistory((await load(root)).setting('own/x', 'a', undefined))).toBe('info ← own:all');
  });

  test('a pack of a plugin is held to the same form', async () => {
    const root = configured('plugins: [./own.ts]\nextends: ["own:all"]', {
      'own.ts': plugin("{ name: 'own', api: 1, packs: { all: { rles: {} } } }"),
    });
    expect(await mistakes(root)).toEqual(['own:all Unknown key "rles". Did you mean "rules"?']);
  });

  test('given as they are, in configuration that is code', async () => {
    const root = repositoryOf({
      'cvl.config.ts': `import own from './own';\nexport default { plugins: [own], rules: { 'own/x': 'error' } };`,
      'own.ts': plugin(`{ name: 'own', api: 1, rules: [${rule('x')}] }`),
    });
    expect((await load(root)).canBeOn('own/x')).toBe(true);
  });

  test.each<[string, string, string]>([
    [
      'a later version of the interface',
      plugin("{ name: 'own', api: 2 }"),
      `can't be used. It's written for version 2 of the plugin interface, and this cvl knows only version 1.`,
    ],
    [
      'no version',
      plugin("{ name: 'own' }"),
      `can't be used. It doesn't say which version of the plugin interface it's written for. Add api: 1.`,
    ],
    ['no plugin', 'export const x = 1;', `can't be used. Its name must be lowercase letters, digits, and hyphens, not missing.`],
    [
      'a name',
      plugin("{ name: 'Own Rules', api: 1 }"),
      `can't be used. Its name must be lowercase letters, digits, and hyphens, not "Own Rules".`,
    ],
    [
      'a rule without a check',
      plugin("{ name: 'own', api: 1, rules: [{ name: 'x', scope: 'example' }] }"),
      `can't be used. Rule x has no function "check".`,
    ],
    [
      'a scope',
      plugin("{ name: 'own', api: 1, rules: [{ name: 'x', scope: 'file' }] }"),
      "can't be used. The scope of rule x must be one of repository, example,",
    ],
    ['a crash', 'throw new Error("no license\\nsecond line");', `can't be loaded. No license.`],
    ['a crash without an error', 'throw undefined;', "can't be loaded. It gave no reason."],
    ['a syntax error', 'export default {', "can't be loaded. "],
    ['a missing import', 'import "./nowhere"; export default {};', "can't be loaded. Cannot find module"],
  ])('refused: %s', async (_name, text, sentence) => {
    const [line, ...others] = await mistakes(configured('rules: {}\nplugins:\n  - ./own.ts\n', { 'own.ts': text }));
    expect(line).toMatch(/^\.cvlrc:3:5 The plugin "\.\/own\.ts" /);
    expect(line).toContain(sentence);
    expect(others).toEqual([]);
  });

  test('that fail to load show where with DEBUG=cvl', async () => {
    const stderr = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
    process.env['DEBUG'] = 'cvl';
    try {
      await mistakes(configured('rules: {}\nplugins: [./own.ts]\n', { 'own.ts': 'throw new Error("no license");' }));
      const printed = stderr.mock.calls.map(([text]) => String(text)).join('');
      expect(printed).toMatch(/^The plugin "\.\/own\.ts" can't be loaded:\n {2}Error: no license\n(?:.*\n)*?.*own\.ts:1:/);
    } finally {
      delete process.env['DEBUG'];
      stderr.mockRestore();
    }
  });

  test('named in two places, one plugin', async () => {
    const root = configured('plugins: [./own.ts]\nextends: [./a.yaml, ./b/c.yaml]', {
      'own.ts': plugin("{ name: 'own', api: 1 }"),
      'a.yaml': 'plugins: [./own.ts]',
      'b/c.yaml': 'plugins: [../own.ts]',
    });
    expect((await load(root)).plugins.filter(({ name }) => name === 'own')).toHaveLength(1);
  });

  test('two of one name', async () => {
    const root = configured('plugins: [./a.ts, ./b.ts]', {
      'a.ts': plugin("{ name: 'own', api: 1 }"),
      'b.ts': plugin("{ name: 'own', api: 1 }"),
    });
    expect(await mistakes(root)).toEqual(['.cvlrc:1:19 There are two plugins named "own". Rename this one.']);
  });

  test('a wrong schema of options is a bug in the rule, and not a crash', async () => {
    const own = rule('x').replace('messages', "options: { schema: { type: 'strng' }, defaults: {} }, messages");
    const root = configured('plugins: [./own.ts]\nrules:\n  own/x: [error, {a: 1}]\n', {
      'own.ts': plugin(`{ name: 'own', api: 1, rules: [${own}] }`),
    });
    expect(await mistakes(root)).toEqual([
      expect.stringMatching(/^\.cvlrc:3:18 The schema of the options of own\/x is wrong, which is a bug in the rule\. /),
    ]);
  });

  test('code is refused where it is not wanted, in one sentence, and not run', async () => {
    const code = 'globalThis.ran = true; export default {};';
    const plugged = configured('plugins: [./own.mjs]', { 'own.mjs': code });
    expect(await mistakes(plugged, { allowCode: false })).toEqual([
      '.cvlrc:1:11 The plugin "./own.mjs" is code, which --no-config-code refuses.',
    ]);
    for (const name of ['.cvlrc.js', '.cvlrc.mjs', '.cvlrc.ts', 'cvl.config.ts']) {
      expect(await mistakes(repositoryOf({ [name]: code }), { allowCode: false })).toEqual([
        `${name} This configuration is code, which --no-config-code refuses.`,
      ]);
    }
    expect(await mistakes(configured('extends: ./pack.ts', { 'pack.ts': code }), { allowCode: false })).toEqual([
      'pack.ts This configuration is code, which --no-config-code refuses.',
    ]);
    expect('ran' in globalThis).toBe(false);
  });

  test('code outside the repository is refused', async () => {
    const outside = repositoryOf({ 'own.ts': plugin("{ name: 'own', api: 1 }") });
    expect((await mistakes(configured(`plugins: ["${outside}/own.ts"]`)))[0]).toContain('is outside the repository');
  });
});

describe('the pack of a team', () => {
  const fixture = join(__dirname, '../fixtures/packs/team');
  const asPackage = (text: string): string => {
    const root = configured(text);
    cpSync(fixture, join(root, 'node_modules/@acme/cvl-pack'), { recursive: true });
    return root;
  };
  const asFolder = (text: string): string => {
    const root = configured(text);
    cpSync(fixture, join(root, 'team'), { recursive: true });
    return root;
  };

  test.each([
    ['by the path of its file', () => asFolder('extends: ./team/pack.yaml'), 'team/pack.yaml'],
    ['by the path of its folder', () => asFolder('extends: ./team'), 'team/pack.yaml'],
    ['as a package', () => asPackage("extends: '@acme/cvl-pack'"), '@acme/cvl-pack'],
    ['as a file of a package', () => asPackage("extends: '@acme/cvl-pack/pack.yaml'"), '@acme/cvl-pack/pack.yaml'],
  ])('%s', async (_how, make, name) => {
    const configuration = await load(make());
    expect(writeHistory(configuration.setting('acme/owner', 'examples/a/example.yaml', undefined))).toBe(
      `error with teams ← ${name}:11`,
    );
    expect(writeHistory(configuration.setting('example/capability-path', 'x', undefined))).toMatch(
      new RegExp(`^warning ← ${name}:12, was \\w+ ← cvl:recommended$`),
    );
    expect([...configuration.reporters.keys()]).toContain('tally');
    expect(configuration.ignore).toContain('scratch/');
  });

  test('its plugin alone', async () => {
    const configuration = await load(asPackage("plugins: ['@acme/cvl-pack']\nrules: {acme/owner: warning}"));
    expect(configuration.setting('acme/owner', 'x', undefined).options).toEqual({ teams: ['@acme/vision'] });
  });

  test('a mistake in its options is reported at its place', async () => {
    const root = asPackage("extends: '@acme/cvl-pack'\nrules:\n  acme/owner: [error, {team: []}]\n");
    expect(await mistakes(root)).toEqual(['.cvlrc:3:24 acme/owner: unknown key "team". Did you mean "teams"?']);
  });

  test('a package without a pack says what it needs', async () => {
    const root = configured('extends: bare', { 'node_modules/bare/package.json': '{"name": "bare"}' });
    expect(await mistakes(root)).toEqual([
      '.cvlrc:1:10 The package bare holds no pack. It needs a pack.yaml, or the name of its pack under "cvl" in package.json.',
    ]);
  });
});
