import plugin from '../../../plugins/performance';
import { compileSchema } from '../../../src/api';
import { checkSamples } from '../../../src/testing';

test('every documented sample does what it is shown for', async () => {
  expect(await checkSamples(plugin)).toEqual([]);
});

test.each((plugin.rules ?? []).filter(({ options }) => options))(
  'the defaults of $name fit its own schema',
  async ({ options }) => {
    const check = await compileSchema(options!.schema);
    expect(check(options!.defaults)).toEqual([]);
  },
);
