import { definePlugin, defineRule } from '../../src/api';
import { latePlugins } from '../../src/config/late-plugins';

const real = definePlugin({
  name: 'team',
  api: 1,
  rules: [
    defineRule<'repository'>({
      name: 'rule',
      scope: 'repository',
      docs: { summary: 'One', why: 'Why.', bad: 'bad', good: 'good' },
      messages: { found: 'Found.' },
      *check() {
        yield { message: 'found', at: { file: 'a' } };
      },
    }),
  ],
});
const { check, outcomes: _, docs, ...rest } = real.rules![0]!;
const described = [{ ...real, rules: [{ ...rest, docs: { summary: docs.summary, why: docs.why }, judges: false }] }];
const samples = () => ({ 'team/rule': { bad: docs.bad, good: docs.good } });

test('a plugin whose code is loaded late is described at once, and judges when it is loaded', async () => {
  const late = latePlugins({ described, samples, load: async () => ({ plugins: [real] }) });
  const rule = late.plugins[0]!.rules![0]!;
  expect({ name: rule.name, ...rule.docs }).toEqual({ name: 'rule', summary: 'One', why: 'Why.', bad: 'bad', good: 'good' });
  expect(rule.outcomes).toBeUndefined();
  const judge = () => [...(rule.check({} as never, {} as never) as ReturnType<typeof check> & Iterable<unknown>)];
  expect(judge).toThrow('team/rule is used before the rules are loaded.');
  await late.load?.();
  expect(judge()).toEqual([{ message: 'found', at: { file: 'a' } }]);
});
