import metrics from '../../../plugins/metrics';
import { checkSamples } from '../../../src/testing';

test('every rule finds something in its bad samples and nothing in its good ones', async () => {
  expect(await checkSamples(metrics)).toEqual([]);
});
