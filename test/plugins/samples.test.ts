import { compileSchema } from '../../src/api';
import { builtins } from '../../src/cli/builtin';
import { checkSamples, optionsOf } from '../../src/testing';

const { plugins } = builtins;
const configurable = plugins.flatMap(({ name, rules = [] }) =>
  rules.filter(({ options }) => options).map((rule) => ({ id: `${name}/${rule.name}`, rule })),
);

test.each(plugins)('samples of $name: a finding in each bad one, none in each good one', async (plugin) => {
  const beside = plugin.name === 'directives' ? plugins.filter(({ name }) => ['docker', 'shell'].includes(name)) : undefined;
  expect(await checkSamples(plugin, beside && { beside })).toEqual([]);
});

test('the options of every rule have defaults that fit their own schema', async () => {
  const mistakes: string[] = [];
  for (const { id, rule } of configurable) {
    const options = optionsOf(rule) as { readonly [option: string]: unknown };
    const check = await compileSchema(rule.options!.schema);
    mistakes.push(...check(options).map(({ message }) => `${id}: ${message}`));
    const empty = Object.keys(rule.options?.tables ?? {}).filter((option) => options[option] === undefined);
    mistakes.push(...empty.map((option) => `${id}: no table gives "${option}"`));
  }
  expect(mistakes).toEqual([]);
});

test.each([
  ['a module', { default: { name: 'acme', api: 1 } }, 'Hand over its `default`.'],
  ['nothing', undefined, 'Hand over what definePlugin returns.'],
])('%s in place of a plugin is refused, not passed with nothing checked', async (_, value, words) => {
  await expect(checkSamples(value as never)).rejects.toThrow(words);
});
