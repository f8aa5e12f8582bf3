import { billedMs, billQueries, queryTimings } from '../../src/model/bills';
import { keyedQuery, query } from '../../src/model/query';

test('each query pays for its own work, and for none that it asks others for', () => {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  const inner = keyedQuery('test.inner', (_: object, key: string) => {
    now += 5;
    return key;
  });
  const outer = query('test.outer', (subject: object) => {
    now += 1;
    const both = inner(subject, 'a') + inner(subject, 'b');
    now += 2;
    return both;
  });
  const subject = {};
  inner(subject, 'a');
  expect(queryTimings()).toEqual([]);
  billQueries();
  const before = billedMs();
  expect(outer(subject) + outer(subject)).toBe('abab');
  now += 100;
  expect(queryTimings()).toEqual([
    { query: 'test.inner', milliseconds: 5, answers: 1 },
    { query: 'test.outer', milliseconds: 3, answers: 1 },
  ]);
  expect(billedMs() - before).toBe(8);
});
