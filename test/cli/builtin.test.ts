import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtins } from '../../src/cli/builtin';
import { builtinSources } from '../../src/config/builtins';
import { checkNames, checkStructure } from '../../src/config/check';
import type { ConfigurationForm } from '../../src/config/form';
import { configurationSchema } from '../../src/config/schema';
import { tablesOf } from '../../src/config/tables';
import { packSettings } from '../../src/explain/pack-settings';
import { parseYaml } from '../../src/languages/yaml/parse';
import { compileSchema } from '../../src/schema/validate';
import { load, repositoryOf } from '../config/repository';

const { plugins: builtinPlugins } = builtins;
const plugins = new Map(builtinPlugins.map((plugin) => [plugin.name, plugin]));
const tables = tablesOf(builtinSources(builtins, 'recommended'));
const ids = builtinPlugins.flatMap((plugin) => (plugin.rules ?? []).map((rule) => `${plugin.name}/${rule.name}`));
const written = (name: string) => readFileSync(join(__dirname, '../../', name), 'utf8');
const dataOf = (name: string): unknown => parseYaml({ path: name, text: written(name) }).value;

describe('the packs that come with cvl', () => {
  test.each(['recommended', 'strict', 'cvlization'])("%s is of the same form as anybody's pack", async (name) => {
    for (const source of builtinSources(builtins, name)) {
      const problems = [
        ...(await checkStructure(source)),
        ...(await checkNames(source, { builtins, plugins, incomplete: false })),
      ];
      expect(problems.map(({ message }) => message)).toEqual([]);
    }
  });

  test('recommended names every rule, in order', () => {
    const { rules } = dataOf('rules/packs/recommended.yaml') as ConfigurationForm;
    expect(Object.keys(rules ?? {})).toEqual([...ids].sort());
  });

  test('strict turns advice into errors: each warning into an error, each information but bands into a warning at least', () => {
    const strict = new Map([
      ['warning', ['error']],
      ['info', ['warning', 'error']],
      ['off', ['off', 'warning', 'error']],
    ]);
    for (const id of ids.filter((each) => each !== 'metrics/quality')) {
      const levels = new Map(packSettings(builtins, id).map(({ pack, setting }) => [pack, setting.severity as string]));
      const demanded = strict.get(levels.get('cvl:recommended') ?? '') ?? [levels.get('cvl:recommended')];
      expect({ id, strict: levels.get('cvl:strict'), fits: demanded.includes(levels.get('cvl:strict')) }).toMatchObject({
        id,
        fits: true,
      });
    }
  });
});

describe('the schema of the configuration', () => {
  const check = compileSchema(configurationSchema(builtinPlugins, tables));

  test.each([
    'rules/packs/recommended.yaml',
    'rules/packs/strict.yaml',
    'rules/packs/cvlization.yaml',
    '.cvlrc.example',
    'test/fixtures/packs/team/pack.yaml',
  ])('fits %s', (name) => {
    expect(check(dataOf(name)).map(({ message }) => message)).toEqual([]);
  });

  test('knows rules and their options, and leaves those of other plugins alone', () => {
    expect(check({ rules: { 'acme/owner': ['error', { anything: 1 }] } })).toEqual([]);
    expect(check({ rules: { 'example/shema': 'error' } })).toHaveLength(1);
    expect(check({ rules: { 'example/schema': 'eror' } })).toHaveLength(1);
    expect(check({ rules: { 'example/verification-age': ['error', { staleAfterDays: 'soon' }] } })).toHaveLength(1);
    expect(check({ overrides: [{ rules: {} }] })).toHaveLength(1);
  });

  test('tells editors the defaults and meanings', () => {
    const text = JSON.stringify(configurationSchema(builtinPlugins, tables));
    expect(text).toContain('"description":"The metadata has the fields, types, and values of the schema"');
    expect(text).toContain('"default":365');
  });
});

test('.cvlrc.example can be used as it is, and names its schema for editors', async () => {
  const root = repositoryOf({ '.cvlrc': written('.cvlrc.example') });
  const configuration = await load(root);
  expect(configuration.setting('example/vocabulary', 'x', undefined).severity).toBe('off');
  expect(written('.cvlrc.example')).toMatch(
    /^# yaml-language-server: \$schema=\.\/node_modules\/cvl\/dist\/cvlrc\.schema\.json\n/,
  );
});
