import files from '../../../plugins/files';
import { compileSchema } from '../../../src/api';
import { checkSamples } from '../../../src/testing';

test('every documented sample does what it is shown for', async () => {
  expect(await checkSamples(files)).toEqual([]);
});

test.each((files.rules ?? []).filter(({ options }) => options))(
  'the defaults of $name fit its own schema',
  async ({ options }) => {
    const check = await compileSchema(options!.schema);
    expect(check(options!.defaults)).toEqual([]);
  },
);
