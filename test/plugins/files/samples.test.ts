import files from '../../../plugins/files';
import { checkSamples } from '../../../src/api/testing';

test('every documented sample does what it is shown for', async () => {
  expect(await checkSamples(files)).toEqual([]);
});
