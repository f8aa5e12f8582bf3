import env from '../../../plugins/env';
import { compileSchema } from '../../../src/api';
import { checkSamples } from '../../../src/testing';

test('every documented sample does what it is shown for', async () => {
  expect(await checkSamples(env)).toEqual([]);
});

test.each((env.rules ?? []).filter(({ options }) => options))('the defaults of $name fit its own schema', async ({ options }) => {
  const check = await compileSchema(options!.schema);
  expect(check(options!.defaults)).toEqual([]);
});
